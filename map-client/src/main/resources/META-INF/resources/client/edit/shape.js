// A geometry being drawn or changed: paths of positions (lon, lat degrees), with undo and redo. Knows no map.
// A path is one point, one line or one ring; parts and holes of what is there already are kept.

const LEAST = {point: 1, line: 2, polygon: 3};

export class Shape {
  /** @param kind 'point' | 'line' | 'polygon', as the layer takes; @param geometry GeoJSON to begin with, or null */
  constructor(kind, geometry = null) {
    this.kind = kind;
    this.multi = geometry?.type?.startsWith('Multi') ?? false;
    this.paths = geometry ? pathsOf(geometry) : [];
    this.past = [];
    this.future = [];
  }

  get closed() {
    return this.kind === 'polygon';
  }

  get empty() {
    return this.paths.length === 0;
  }

  get count() {
    return this.paths.reduce((sum, path) => sum + path.points.length, 0);
  }

  /** Whether it is a geometry already. */
  get complete() {
    return this.paths.length > 0 && this.paths.every(path => path.points.length >= LEAST[this.kind]);
  }

  /** Adds a position at the end of the path that is drawn; a point is moved there. */
  append(position) {
    this.#change(() => {
      if (this.kind === 'point' && !this.multi) this.paths = [{part: 0, points: [position]}];
      else if (this.kind === 'point') this.paths.push({part: this.paths.length, points: [position]});
      else if (this.empty) this.paths.push({part: 0, points: [position]});
      else this.paths.at(-1).points.push(position);
    });
  }

  move(path, i, position) {
    this.#change(() => { this.paths[path].points[i] = position; });
  }

  /** Puts a position between vertex i and the one after it. */
  insert(path, i, position) {
    this.#change(() => { this.paths[path].points.splice(i + 1, 0, position); });
  }

  /** @returns whether it could be taken away: a finished shape keeps as many as it needs */
  remove(path, i) {
    const {points} = this.paths[path];
    if (points.length <= LEAST[this.kind] && this.paths.length > 1) return false;
    this.#change(() => {
      points.splice(i, 1);
      if (points.length === 0) this.paths.splice(path, 1);
    });
    return true;
  }

  undo() {
    return this.#step(this.past, this.future);
  }

  redo() {
    return this.#step(this.future, this.past);
  }

  /** @returns GeoJSON geometry, or null while it is none */
  toGeometry() {
    if (!this.complete) return null;
    const parts = [];
    for (const path of this.paths) {
      const points = path.points.map(([lon, lat]) => [round(lon), round(lat)]);
      const coordinates = this.closed ? [...points, points[0]] : points;
      if (this.closed) (parts[path.part] ??= []).push(coordinates);
      else parts.push(this.kind === 'point' ? points[0] : coordinates);
    }
    const all = parts.filter(Boolean);
    const type = {point: 'Point', line: 'LineString', polygon: 'Polygon'}[this.kind];
    return this.multi || all.length > 1 ? {type: `Multi${type}`, coordinates: all} : {type, coordinates: all[0]};
  }

  #change(doing) {
    this.past.push(copy(this.paths));
    if (this.past.length > 200) this.past.shift();
    this.future = [];
    doing();
  }

  #step(from, to) {
    if (from.length === 0) return false;
    to.push(copy(this.paths));
    this.paths = from.pop();
    return true;
  }
}

function copy(paths) {
  return paths.map(path => ({part: path.part, points: path.points.map(point => [...point])}));
}

/** A centimetre and finer: more digits only pretend. */
function round(degrees) {
  return Math.round(degrees * 1e8) / 1e8;
}

function pathsOf({type, coordinates}) {
  const open = ring => ring.slice(0, -1);
  switch (type) {
    case 'Point': return [{part: 0, points: [coordinates]}];
    case 'MultiPoint': return coordinates.map((point, part) => ({part, points: [point]}));
    case 'LineString': return [{part: 0, points: coordinates}];
    case 'MultiLineString': return coordinates.map((points, part) => ({part, points}));
    case 'Polygon': return coordinates.map(ring => ({part: 0, points: open(ring)}));
    case 'MultiPolygon': return coordinates.flatMap((rings, part) => rings.map(ring => ({part, points: open(ring)})));
    default: throw new Error(`no ${type} can be edited`);
  }
}
