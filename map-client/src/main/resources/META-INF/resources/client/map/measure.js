// Measuring a way: click adds a corner, Backspace removes the last, Escape ends. No dragging needed.
import {distance} from '../i18n/index.js';
import {L} from './leaflet.js';
import {metresBetween} from './mercator.js';

export class Measure {
  constructor(map) {
    this.map = map;
    this.points = [];
    this.layer = null;
  }

  get active() {
    return this.layer !== null;
  }

  start() {
    this.points = [];
    this.layer = L.layerGroup().addTo(this.map);
    this.renderer = L.svg({pane: 'selection', padding: 0.25});
    this.onClick = event => this.add(event.latlng);
    this.onKey = event => event.key === 'Backspace' && this.removeLast();
    this.map.on('click', this.onClick);
    document.addEventListener('keydown', this.onKey);
    this.map.getContainer().classList.add('measuring');
  }

  add(point) {
    this.points.push(point);
    this.draw();
  }

  removeLast() {
    this.points.pop();
    this.draw();
  }

  stop() {
    this.layer.remove();
    this.layer = null;
    this.map.off('click', this.onClick);
    document.removeEventListener('keydown', this.onKey);
    this.map.getContainer().classList.remove('measuring');
  }

  draw() {
    this.layer.clearLayers();
    L.polyline(this.points, {className: 'measure-line', renderer: this.renderer, interactive: false}).addTo(this.layer);
    let metres = 0;
    this.points.forEach((point, i) => {
      if (i > 0) metres += metresBetween(asPlace(this.points[i - 1]), asPlace(point));
      L.circleMarker(point, {className: 'measure-corner', radius: 4, renderer: this.renderer, interactive: false}).addTo(this.layer);
    });
    if (this.points.length > 1) this.label(this.points.at(-1), distance(metres));
  }

  label(at, text) {
    const element = document.createElement('span');
    element.className = 'measure-label';
    element.textContent = text;
    L.marker(at, {icon: L.divIcon({html: element, className: 'measure-holder', iconSize: [0, 0]}), keyboard: false, interactive: false, pane: 'incidents'})
      .addTo(this.layer);
  }
}

function asPlace(point) {
  return {lon: point.lng, lat: point.lat};
}
