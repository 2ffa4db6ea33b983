// Snapping: what a click means when a vertex or an edge of a visible feature lies within some pixels of it.
// Vertices win over edges. Works on pixels, so the same at every zoom.
import {read} from '../api.js';

export const TOLERANCE = 10;
const LEAST_ZOOM = 13;
const MOST_LAYERS = 6;
const MOST_FEATURES = 400;

/** The features in sight, read when the map comes to rest. */
export class Snapping {
  /** @param city CityMap; @param workspace says which layers are drawn */
  constructor(city, workspace) {
    this.city = city;
    this.workspace = workspace;
    this.lines = [];
    this.on = true;
    this.moved = () => this.look();
  }

  start() {
    this.city.map.on('moveend', this.moved);
    this.look();
  }

  stop() {
    this.city.map.off('moveend', this.moved);
    this.reading?.abort();
    this.lines = [];
  }

  async look() {
    this.reading?.abort();
    this.reading = new AbortController();
    const {signal} = this.reading;
    if (this.city.map.getZoom() < LEAST_ZOOM) {
      this.lines = [];
      return;
    }
    const b = this.city.map.getBounds();
    const box = [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()].map(each => each.toFixed(7)).join(',');
    const layers = this.workspace.order.filter(id => !this.workspace.card(id)?.live).slice(-MOST_LAYERS);
    const lines = [];
    await Promise.all(layers.map(async id => {
      try {
        const {data} = await read(`/layers/${id}/features?bbox=${box}&limit=${MOST_FEATURES}`, {signal});
        data.features.forEach(feature => linesOf(feature.geometry, lines));
      } catch (failure) {
        if (!signal.aborted) this.failed = failure; // without it a click means itself
      }
    }));
    if (!signal.aborted) this.lines = lines;
  }

  /** @param place {lng, lat}; @param more lines of the shape at work. @returns [lon, lat] */
  place({lng, lat}, more = []) {
    if (!this.on) return [lng, lat];
    const {map} = this.city;
    return nearest(map.latLngToContainerPoint([lat, lng]), [...this.lines, ...more], TOLERANCE,
      ([lon, la]) => map.latLngToContainerPoint([la, lon])) ?? [lng, lat];
  }
}

/**
 * The vertex within the tolerance that is next to a pixel, else the point on the next edge.
 * @param at {x, y}; @param lines of [lon, lat]; @param pixel position → {x, y}. @returns [lon, lat] or null
 */
export function nearest(at, lines, tolerance, pixel) {
  let vertex = null;
  let edge = null;
  let vertexFar = tolerance;
  let edgeFar = tolerance;
  for (const line of lines) {
    let before = null;
    for (const position of line) {
      const here = pixel(position);
      const far = Math.hypot(here.x - at.x, here.y - at.y);
      if (far <= vertexFar) {
        vertexFar = far;
        vertex = position;
      }
      if (before) {
        const foot = footOn(at, before.here, here);
        if (foot.far <= edgeFar) {
          edgeFar = foot.far;
          edge = between(before.position, position, foot.part);
        }
      }
      before = {here, position};
    }
  }
  return vertex ?? edge;
}

function footOn(at, a, b) {
  const length = (b.x - a.x) ** 2 + (b.y - a.y) ** 2;
  const part = length === 0 ? 0 : Math.min(1, Math.max(0, ((at.x - a.x) * (b.x - a.x) + (at.y - a.y) * (b.y - a.y)) / length));
  return {part, far: Math.hypot(a.x + part * (b.x - a.x) - at.x, a.y + part * (b.y - a.y) - at.y)};
}

function between(a, b, part) {
  return [a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])];
}

function linesOf({type, coordinates, geometries}, lines) {
  if (type === 'GeometryCollection') geometries.forEach(each => linesOf(each, lines));
  else if (type === 'Point') lines.push([coordinates]);
  else if (type === 'LineString' || type === 'MultiPoint') lines.push(coordinates);
  else if (type === 'MultiPolygon') coordinates.forEach(rings => lines.push(...rings));
  else lines.push(...coordinates);
}
