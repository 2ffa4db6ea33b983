// Drawing by clicks: each adds a corner, Backspace removes the last. No dragging needed.
// Used for measuring (with the length at its end) and for closing roads.
import {distance} from '../i18n/index.js';
import {changed} from '../store/topics.js';
import {isTextField} from '../keys.js';
import {L} from './leaflet.js';
import {metresBetween} from './mercator.js';

export class Sketch {
  /** @param look {className, closed, length, label}: style, whether the way returns, whether its length is written; label(points) writes another text */
  constructor(map, look) {
    this.map = map;
    this.look = look;
    this.points = [];
    this.layer = null;
    this.renderer = L.svg({pane: 'selection', padding: 0.25});
  }

  get active() {
    return this.layer !== null;
  }

  start() {
    this.points = [];
    this.layer = L.layerGroup().addTo(this.map);
    this.onClick = event => this.add(event.latlng);
    this.onKey = event => event.key === 'Backspace' && !isTextField(event.target) && this.removeLast();
    this.map.on('click', this.onClick);
    document.addEventListener('keydown', this.onKey);
    this.map.getContainer().classList.add('measuring');
    changed('sketch');
  }

  /** @param point {lat, lng} */
  add(point) {
    this.points.push(L.latLng(point));
    this.#draw();
  }

  /** @param i place among the corners */
  remove(i) {
    this.points.splice(i, 1);
    this.#draw();
  }

  clear() {
    this.points = [];
    this.#draw();
  }

  removeLast() {
    this.points.pop();
    this.#draw();
  }

  stop() {
    this.layer.remove();
    this.layer = null;
    this.map.off('click', this.onClick);
    document.removeEventListener('keydown', this.onKey);
    this.map.getContainer().classList.remove('measuring');
    changed('sketch');
  }

  #draw() {
    this.layer.clearLayers();
    const options = {className: this.look.className, renderer: this.renderer, interactive: false};
    const shape = this.look.closed && this.points.length > 2 ? L.polygon(this.points, options) : L.polyline(this.points, options);
    shape.addTo(this.layer);
    for (const point of this.points) {
      L.circleMarker(point, {className: 'measure-corner', radius: 4, renderer: this.renderer, interactive: false}).addTo(this.layer);
    }
    const text = this.points.length < 2 ? '' : this.look.label?.(this.points) ?? (this.look.length ? distance(this.#metres()) : '');
    if (text) this.#label(this.points.at(-1), text);
    changed('sketch');
  }

  #metres() {
    return this.points.slice(1).reduce((sum, point, i) => sum + metresBetween(asPlace(this.points[i]), asPlace(point)), 0);
  }

  #label(at, text) {
    const element = document.createElement('span');
    element.className = 'measure-label';
    element.textContent = text;
    const icon = L.divIcon({html: element, className: 'measure-holder', iconSize: [0, 0]});
    L.marker(at, {icon, keyboard: false, interactive: false, pane: 'incidents'}).addTo(this.layer);
  }
}

function asPlace(point) {
  return {lon: point.lng, lat: point.lat};
}
