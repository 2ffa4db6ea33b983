// A canvas that rides the map pane with 25 % padding: panning costs nothing until the view leaves it.
import {L} from './leaflet.js';

const PADDING = 0.25;

export const PaddedCanvas = L.Layer.extend({
  initialize(options) {
    L.setOptions(this, options);
  },

  onAdd(map) {
    this._canvas = L.DomUtil.create('canvas', 'leaflet-zoom-animated padded-canvas', this.getPane());
    this._canvas.setAttribute('aria-hidden', 'true');
    this._context = this._canvas.getContext('2d');
    this._place(map);
  },

  onRemove() {
    this._canvas.remove();
    cancelAnimationFrame(this._frame);
    this._frame = 0;
  },

  getEvents() {
    return {moveend: this._moved, move: this._left, resize: this._moved, zoomanim: this._animate};
  },

  /** Asks for one drawing in the next frame. */
  redraw() {
    if (this._frame || !this._map) return;
    this._frame = requestAnimationFrame(() => {
      this._frame = 0;
      this._paint();
    });
  },

  _moved() {
    this._place(this._map);
  },

  /** While dragging: only when the view has left the padding. */
  _left() {
    const view = L.bounds(this._map.containerPointToLayerPoint([0, 0]),
      this._map.containerPointToLayerPoint(this._map.getSize()));
    if (!this._bounds.contains(view)) this._place(this._map);
  },

  _place(map) {
    const size = map.getSize();
    const padding = size.multiplyBy(PADDING).round();
    const corner = map.containerPointToLayerPoint(L.point(0, 0).subtract(padding)).round();
    this._size = size.add(padding.multiplyBy(2));
    this._bounds = L.bounds(corner, corner.add(this._size));
    this._zoom = map.getZoom();
    this._centre = map.getCenter();
    const ratio = Math.min(2, devicePixelRatio);
    this._ratio = ratio;
    L.DomUtil.setPosition(this._canvas, corner);
    if (this._canvas.width !== this._size.x * ratio || this._canvas.height !== this._size.y * ratio) {
      this._canvas.width = this._size.x * ratio;
      this._canvas.height = this._size.y * ratio;
      this._canvas.style.setProperty('width', `${this._size.x}px`);
      this._canvas.style.setProperty('height', `${this._size.y}px`);
    }
    this._paint();
  },

  _paint() {
    if (!this._map) return;
    const context = this._context;
    context.setTransform(this._ratio, 0, 0, this._ratio, 0, 0);
    context.clearRect(0, 0, this._size.x, this._size.y);
    const world = 256 * 2 ** this._zoom;
    const origin = this._map.getPixelOrigin().add(this._bounds.min);
    this.draw(context, {world, originX: origin.x, originY: origin.y, width: this._size.x, height: this._size.y, zoom: this._zoom});
  },

  _animate(event) {
    const scale = this._map.getZoomScale(event.zoom, this._zoom);
    const offset = this._map._latLngBoundsToNewLayerBounds(this._corners(), event.zoom, event.center).min;
    L.DomUtil.setTransform(this._canvas, offset, scale);
  },

  _corners() {
    return L.latLngBounds(this._map.unproject(this._bounds.min.add(this._map.getPixelOrigin()), this._zoom),
      this._map.unproject(this._bounds.max.add(this._map.getPixelOrigin()), this._zoom));
  },

  /** Screen point of the container for a normalised mercator position. */
  containerPoint(x, y) {
    const world = 256 * 2 ** this._map.getZoom();
    return this._map.layerPointToContainerPoint(L.point(x * world, y * world).subtract(this._map.getPixelOrigin()));
  },
});
