// Positions of all units in flat arrays, in normalised mercator, projected once when they arrive.
import {mercatorX, mercatorY} from '../map/mercator.js';
import {changed} from './topics.js';

class UnitPositions {
  constructor() {
    this.clear();
  }

  clear() {
    this.ids = [];
    this.index = new Map();
    this.x = new Float64Array(256);
    this.y = new Float64Array(256);
    this.heading = new Float32Array(256);
    this.at = new Float64Array(256);
  }

  /** A fix older than the known one is ignored: late fixes never move a unit back. */
  put(id, lon, lat, heading, at) {
    let i = this.index.get(id);
    if (i === undefined) i = this.#append(id);
    else if (at < this.at[i]) return;
    this.x[i] = mercatorX(lon);
    this.y[i] = mercatorY(lat);
    this.heading[i] = heading ?? NaN;
    this.at[i] = at;
  }

  /** @param fix {lon, lat, heading, at} as in a unit's row */
  learn(id, fix) {
    this.put(id, fix.lon, fix.lat, fix.heading, Date.parse(fix.at));
    changed('positions');
  }

  /** @param moved rows [id, lon, lat, heading, speed, fixEpochMillis] */
  move(moved) {
    for (const [id, lon, lat, heading, , at] of moved) this.put(id, lon, lat, heading, at);
    changed('positions');
  }

  #append(id) {
    const i = this.ids.push(id) - 1;
    this.index.set(id, i);
    if (i === this.x.length) this.#grow();
    return i;
  }

  #grow() {
    for (const name of ['x', 'y', 'heading', 'at']) {
      const larger = new this[name].constructor(this[name].length * 2);
      larger.set(this[name]);
      this[name] = larger;
    }
  }
}

export const unitPositions = new UnitPositions();
