// All units on one canvas, stepping once a second: calmer to look at, and cheap.
import {unitPositions} from '../store/positions.js';
import {state} from '../store/state.js';
import {watch} from '../store/topics.js';
import {isStale, unitStates} from '../store/views.js';
import {serverNow} from '../clock.js';
import {colour, shapeOf, UNIT_STATES} from '../status.js';
import {PaddedCanvas} from './paddedcanvas.js';
import {drawUnit} from './symbols.js';

const CALL_SIGN_ZOOM = 15;
const LOOKS = Object.fromEntries(UNIT_STATES.map(each => [each.state, each]));

export const UnitLayer = PaddedCanvas.extend({
  onAdd(map) {
    PaddedCanvas.prototype.onAdd.call(this, map);
    this._stop = watch(['positions', 'units', 'assignments', 'settings', 'reference'], () => this.redraw());
  },

  onRemove(map) {
    this._stop();
    PaddedCanvas.prototype.onRemove.call(this, map);
  },

  draw(context, {world, originX, originY, width, height, zoom}) {
    const now = serverNow();
    const states = unitStates();
    const halo = colour('--map-halo');
    const radius = zoom >= 15 ? 6.5 : zoom >= 13 ? 5.5 : 4;
    const {ids, x, y, heading} = unitPositions;
    const labels = [];
    for (let i = 0; i < ids.length; i++) {
      const px = x[i] * world - originX;
      const py = y[i] * world - originY;
      if (px < -20 || py < -20 || px > width + 20 || py > height + 20) continue;
      const unit = state.units.get(ids[i]);
      if (!unit || unit.duty === 'off') continue;
      const look = LOOKS[states.get(unit.id)] ?? LOOKS.out_of_service;
      drawUnit(context, px, py, {
        shape: shapeOf(unit.capabilities), fill: look.fill, colour: colour(look.token),
        halo, heading: heading[i], stale: isStale(unit.id, now), radius,
      });
      labels.push([unit.callSign, px, py]);
    }
    if (zoom >= CALL_SIGN_ZOOM) drawCallSigns(context, labels, radius, halo);
  },

  /** The unit nearest to a point of the container, within `tolerance` pixels. */
  unitAt(point, tolerance = 14) {
    let best = null;
    let bestDistance = tolerance;
    unitPositions.ids.forEach((id, i) => {
      const at = this.containerPoint(unitPositions.x[i], unitPositions.y[i]);
      const distance = at.distanceTo(point);
      if (distance < bestDistance && state.units.get(id)?.duty !== 'off') [best, bestDistance] = [id, distance];
    });
    return best;
  },
});

function drawCallSigns(context, labels, radius, halo) {
  context.font = '600 11px system-ui, "Noto Sans CJK SC", sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'top';
  context.lineWidth = 3;
  context.lineJoin = 'round';
  context.strokeStyle = halo;
  context.fillStyle = colour('--unit-label');
  const taken = [];
  for (const [text, x, y] of labels) {
    if (taken.some(([ax, ay]) => Math.abs(ax - x) < 34 && Math.abs(ay - y) < 13)) continue;
    taken.push([x, y]);
    context.strokeText(text, x, y + radius + 4);
    context.fillText(text, x, y + radius + 4);
  }
}
