// All stored layers in one stack of canvas tiles: one canvas a tile, painted in catalogue order. A layer
// that is switched or faded is painted anew from the decoded tile, without asking the server again.
// Tiles are 512 px wide: a quarter of the requests of 256 px ones.
import {readTile} from '../api.js';
import {consoleLayers, layerFailures} from '../store/layers.js';
import {changed, watch} from '../store/topics.js';
import {L} from './leaflet.js';
import {mercatorX, mercatorY} from './mercator.js';
import {readTile as decode} from './mvt.js';
import {paintTile} from './paint.js';

/** Whether the layer's extent touches the tile; a layer without an extent may be anywhere. */
function reaches({extent}, {x, y, z}) {
  if (!extent) return true;
  const [west, south, east, north] = extent;
  const columns = 2 ** z;
  const column = ((x % columns) + columns) % columns;
  return mercatorX(east) * columns >= column && mercatorX(west) * columns <= column + 1
    && mercatorY(south) * columns >= y && mercatorY(north) * columns <= y + 1;
}

const RETRY_MILLISECONDS = 5000;
const EMPTY = {features: [], extent: 4096};

/** Option `book`: which layers, how strongly, as of when; see store/layers.js. */
export const TileStack = L.GridLayer.extend({
  options: {book: consoleLayers, tileSize: 512, maxNativeZoom: 18, minZoom: 3, keepBuffer: 1, updateWhenZooming: false, pane: 'tilePane'},

  onAdd(map) {
    this._stacks = new Map();
    this._retryAt = 0;
    this._book = this.options.book;
    this._stop = watch([...this._book.topics, 'second'], topics => this._told(topics));
    this.on('tileunload', event => this._unload(event));
    L.GridLayer.prototype.onAdd.call(this, map);
  },

  onRemove(map) {
    this._stop();
    L.GridLayer.prototype.onRemove.call(this, map);
  },

  createTile(coords) {
    const canvas = document.createElement('canvas');
    canvas.setAttribute('aria-hidden', 'true');
    const size = this.getTileSize();
    const ratio = Math.min(2, devicePixelRatio);
    canvas.width = size.x * ratio;
    canvas.height = size.y * ratio;
    const stack = {
      canvas, size: size.x, ratio, frame: 0, layers: new Map(), states: new Map(), stop: new AbortController(),
      z: coords.z - 1, x: coords.x, y: coords.y,
    };
    this._stacks.set(canvas, stack);
    this._fill(stack);
    return canvas;
  },

  /** Decoded stacks that are on the map, for labels. */
  stacks() {
    return [...this._stacks.values()];
  },

  /** What failed is tried again every few seconds: nobody should have to move the map for it. */
  _told(topics) {
    if (topics.size === 1 && topics.has('second')) {
      if (layerFailures.size === 0 || performance.now() < this._retryAt) return;
      this._retryAt = performance.now() + RETRY_MILLISECONDS;
    }
    this._stacks.forEach(stack => this._fill(stack));
  },

  _fill(stack) {
    for (const layer of this._book.drawn()) {
      const inScale = stack.z + 1 >= (layer.scales?.minZoom ?? 0);
      const inWorld = stack.y >= 0 && stack.y < 2 ** stack.z;
      if (!this._book.isShown(layer) || !inScale || !inWorld || !reaches(layer, stack)) continue;
      const known = stack.layers.has(layer.id) && stack.states.get(layer.id) === this._book.stateOf(layer);
      if (!known) this._load(stack, layer);
    }
    this._repaint(stack);
  },

  async _load(stack, layer) {
    const wanted = this._book.stateOf(layer);
    // The old picture stays until the new one is there.
    stack.layers.set(layer.id, stack.layers.get(layer.id) ?? null);
    stack.states.set(layer.id, wanted);
    const columns = 2 ** stack.z;
    try {
      const bytes = await readTile(layer.id, stack.z, ((stack.x % columns) + columns) % columns, stack.y, stack.stop.signal, this._book.momentOf(layer));
      if (stack.states.get(layer.id) !== wanted) return;
      stack.layers.set(layer.id, bytes?.length ? decode(bytes)[0] ?? EMPTY : EMPTY);
      this._book.works(layer.id);
      this._repaint(stack);
      changed('tiles');
    } catch (failure) {
      if (stack.stop.signal.aborted || stack.states.get(layer.id) !== wanted) return;
      // The tile may be asked for again with the next view; the layer list says what is wrong meanwhile.
      stack.layers.delete(layer.id);
      this._book.failed(layer.id, failure);
    }
  },

  _repaint(stack) {
    if (stack.frame) return;
    stack.frame = requestAnimationFrame(() => {
      stack.frame = 0;
      this._paint(stack);
    });
  },

  _paint(stack) {
    const context = stack.canvas.getContext('2d');
    context.setTransform(stack.ratio, 0, 0, stack.ratio, 0, 0);
    context.clearRect(0, 0, stack.size, stack.size);
    const zoom = this._map?.getZoom() ?? stack.z + 1;
    for (const layer of this._book.drawn()) {
      const tile = stack.layers.get(layer.id);
      if (!tile || !this._book.isShown(layer)) continue;
      context.globalAlpha = this._book.opacityOf(layer);
      paintTile(context, layer, tile, {scale: stack.size / tile.extent, zoom});
    }
    context.globalAlpha = 1;
  },

  _unload({tile}) {
    const stack = this._stacks.get(tile);
    stack?.stop.abort();
    cancelAnimationFrame(stack?.frame);
    this._stacks.delete(tile);
  },
});
