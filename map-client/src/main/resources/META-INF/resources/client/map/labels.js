// Names of roads, places and points, and pipe codes: gathered from the decoded tiles, drawn on one canvas
// over them, so that no name is cut at a tile's edge and none covers another.
import {state} from '../store/state.js';
import {watch} from '../store/topics.js';
import {colour} from '../status.js';
import {LINE} from './mvt.js';
import {PaddedCanvas} from './paddedcanvas.js';

const FAMILY = 'system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif';
const SAME_NAME_APART = 330;

const ROAD_WEIGHT = {motorway: 4, trunk: 4, primary: 3, secondary: 2, tertiary: 1};
const SMALL_PLACES = new Set(['city', 'district', 'street', 'community', 'estate']);

/** Layer → how its names are written; earlier ones win the room. */
const RULES = [
  ...[['city', 4, 11, '600 15px'], ['district', 8, 12, '600 15px'], ['street', 12, 22, '600 13px'], ['community', 14, 22, '12px'], ['estate', 16, 22, '11px']]
    .map(([kind, from, until, font]) => ({layer: 'places', from, until, font: `${font} ${FAMILY}`, token: font.startsWith('600') ? '--map-label-place' : '--map-label-road',
      text: each => each.properties.kind === kind ? each.properties.name : ''})),
  {layer: 'places', from: 10, font: `600 13px ${FAMILY}`, token: '--map-label-place', text: each => SMALL_PLACES.has(each.properties.kind) ? '' : each.properties.name},
  {layer: 'roads', from: 13, font: `12px ${FAMILY}`, token: '--map-label-road', text: each => each.properties.name, along: true,
    weight: each => ROAD_WEIGHT[(each.properties.class || '').replace('_link', '')] ?? 0, atZoom: [[13, 3], [14, 2], [15, 1], [16, 0]]},
  {layer: 'pipe_segments', from: 17, font: `600 10px ${FAMILY}`, token: '--map-label-pipe', text: each => String(each.properties.kind ?? '').slice(0, 2), along: true},
  {layer: 'poi', from: 17, font: `11px ${FAMILY}`, token: '--map-label-poi', text: each => each.properties.name, below: true},
  {layer: 'grids', from: 16, font: `11px ${FAMILY}`, token: '--map-label-grid', text: each => each.properties.code, centre: true},
  {layer: 'boundaries', from: 11, font: `600 13px ${FAMILY}`, token: '--map-label-place', text: each => each.properties.name, centre: true, until: 13},
];

export const LabelLayer = PaddedCanvas.extend({
  initialize(tiles, options) {
    PaddedCanvas.prototype.initialize.call(this, options);
    this._tiles = tiles;
  },

  onAdd(map) {
    PaddedCanvas.prototype.onAdd.call(this, map);
    this._stop = watch(['tiles', ...this._tiles.options.book.topics], () => this._soon());
  },

  onRemove(map) {
    this._stop();
    clearTimeout(this._timer);
    PaddedCanvas.prototype.onRemove.call(this, map);
  },

  /** Tiles arrive in bursts: one gathering for many. */
  _soon() {
    clearTimeout(this._timer);
    this._timer = setTimeout(() => this.redraw(), 80);
  },

  draw(context, frame) {
    const room = new Room();
    const stacks = this._tiles.stacks().filter(stack => Math.abs(stack.z + 1 - frame.zoom) < 1.5);
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.lineJoin = 'round';
    context.lineWidth = 3;
    context.strokeStyle = colour('--map-halo');
    for (const rule of RULES) this._rule(context, frame, rule, stacks, room);
  },

  _rule(context, frame, rule, stacks, room) {
    const layer = state.catalogue.layers.find(each => each.id === rule.layer);
    if (!layer || !this._tiles.options.book.isShown(layer) || frame.zoom < rule.from || frame.zoom > (rule.until ?? 30)) return;
    context.font = rule.font;
    context.fillStyle = colour(rule.token);
    for (const candidate of this._candidates(rule, stacks, frame)) {
      const width = context.measureText(candidate.text).width;
      if (rule.along && candidate.length < width + 12) continue;
      if (!room.take(candidate, width, rule)) continue;
      write(context, candidate, rule.below ? 10 : 0);
    }
  },

  _candidates(rule, stacks, frame) {
    const found = [];
    const least = rule.atZoom?.filter(([zoom]) => zoom <= frame.zoom).at(-1)?.[1] ?? 0;
    for (const stack of stacks) {
      const tile = stack.layers.get(rule.layer);
      if (!tile) continue;
      const scale = frame.world / 2 ** stack.z / tile.extent;
      const left = stack.x * frame.world / 2 ** stack.z - frame.originX;
      const top = stack.y * frame.world / 2 ** stack.z - frame.originY;
      for (const feature of tile.features) {
        const text = rule.text(feature);
        const weight = rule.weight?.(feature) ?? 0;
        if (!text || weight < least) continue;
        const place = rule.along ? alongPlace(feature, scale) : middlePlace(feature, scale, tile.extent);
        if (place) found.push({...place, text: String(text), weight, x: place.x + left, y: place.y + top});
      }
    }
    return found.sort((a, b) => b.weight - a.weight || (b.length ?? 0) - (a.length ?? 0));
  },
});

/** The middle of the longest part, turned so that it reads from left to right. */
function alongPlace(feature, scale) {
  if (feature.type !== LINE) return null;
  let best = null;
  for (const part of feature.parts) {
    const length = lengthOf(part) * scale;
    if (!best || length > best.length) best = {part, length};
  }
  if (!best || best.length < 20) return null;
  const a = pointAt(best.part, 0.35);
  const b = pointAt(best.part, 0.65);
  let angle = Math.atan2(b[1] - a[1], b[0] - a[0]);
  if (angle > Math.PI / 2 || angle < -Math.PI / 2) angle += Math.PI;
  const middle = pointAt(best.part, 0.5);
  return {x: middle[0] * scale, y: middle[1] * scale, angle, length: best.length};
}

function lengthOf(part) {
  let length = 0;
  for (let i = 2; i < part.length; i += 2) length += Math.hypot(part[i] - part[i - 2], part[i + 1] - part[i - 1]);
  return length;
}

function pointAt(part, fraction) {
  let rest = lengthOf(part) * fraction;
  for (let i = 2; i < part.length; i += 2) {
    const step = Math.hypot(part[i] - part[i - 2], part[i + 1] - part[i - 1]);
    if (rest <= step && step > 0) {
      return [part[i - 2] + (part[i] - part[i - 2]) * rest / step, part[i - 1] + (part[i + 1] - part[i - 1]) * rest / step];
    }
    rest -= step;
  }
  return [part[part.length - 2], part[part.length - 1]];
}

/** The point itself, or the middle of an area; nothing when that lies in a neighbour's tile, which will write it. */
function middlePlace(feature, scale, extent) {
  const part = feature.parts[0];
  if (!part) return null;
  let x = 0;
  let y = 0;
  for (let i = 0; i < part.length; i += 2) {
    x += part[i];
    y += part[i + 1];
  }
  x /= part.length / 2;
  y /= part.length / 2;
  if (x < 0 || y < 0 || x > extent || y > extent) return null;
  return {x: x * scale, y: y * scale, angle: 0};
}

function write(context, {x, y, angle, text}, lower) {
  context.save();
  context.translate(x, y + lower);
  context.rotate(angle);
  context.strokeText(text, 0, 0);
  context.fillText(text, 0, 0);
  context.restore();
}

/** Which room is taken already. */
class Room {
  constructor() {
    this.boxes = [];
    this.names = new Map();
  }

  take({x, y, angle, text}, width, rule) {
    const cos = Math.abs(Math.cos(angle));
    const sin = Math.abs(Math.sin(angle));
    const half = [(width * cos + 14 * sin) / 2 + 4, (width * sin + 14 * cos) / 2 + 4];
    const box = [x - half[0], y - half[1], x + half[0], y + half[1]];
    const same = this.names.get(rule.layer + text) ?? [];
    if (same.some(([ax, ay]) => Math.hypot(ax - x, ay - y) < SAME_NAME_APART)) return false;
    if (this.boxes.some(b => b[0] < box[2] && b[2] > box[0] && b[1] < box[3] && b[3] > box[1])) return false;
    this.boxes.push(box);
    this.names.set(rule.layer + text, [...same, [x, y]]);
    return true;
  }
}
