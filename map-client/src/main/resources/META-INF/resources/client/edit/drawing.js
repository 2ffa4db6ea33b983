// A shape on the map: clicks add positions or put the picked vertex somewhere else; vertices can be picked by a click,
// dragged, and moved by keys. Everything a pointer does the panel's buttons and fields do as well.
import {L} from '../map/leaflet.js';

const MOST_HANDLES = 400;

export class Drawing {
  /** @param city CityMap; @param snapping; @param told called after each change */
  constructor(city, snapping, told) {
    this.city = city;
    this.snapping = snapping;
    this.told = told;
    this.picked = null;
    this.adding = false;
    this.renderer = L.svg({pane: 'selection', padding: 0.25});
    this.layer = L.layerGroup();
    this.clicked = event => this.#clicked(event.latlng);
  }

  /** @param adding whether clicks add positions */
  start(shape, adding) {
    this.shape = shape;
    this.adding = adding;
    this.picked = null;
    this.layer.addTo(this.city.map);
    this.city.map.on('click', this.clicked);
    this.snapping.start();
    this.draw();
  }

  stop() {
    this.city.map.off('click', this.clicked);
    this.snapping.stop();
    this.layer.clearLayers();
    this.layer.remove();
    this.shape = null;
    this.picked = null;
  }

  get active() {
    return Boolean(this.shape);
  }

  /** @param {{path: number, i: number} | null} vertex */
  pick(vertex) {
    this.picked = vertex;
    this.#changed();
  }

  add(position) {
    this.shape.append(position);
    this.#changed();
  }

  moveTo(vertex, position) {
    this.shape.move(vertex.path, vertex.i, position);
    this.#changed();
  }

  /** By keys: some pixels to the right and down. */
  nudge(vertex, dx, dy) {
    const [lon, lat] = this.shape.paths[vertex.path].points[vertex.i];
    const {map} = this.city;
    const at = map.latLngToContainerPoint([lat, lon]).add([dx, dy]);
    const {lng, lat: to} = map.containerPointToLatLng(at);
    this.moveTo(vertex, [lng, to]);
  }

  /** A new vertex in the middle of the edge that begins at one. */
  insertAfter({path, i}) {
    const {points} = this.shape.paths[path];
    const next = points[(i + 1) % points.length];
    if (this.shape.kind === 'point' || (i === points.length - 1 && !this.shape.closed)) return;
    const [a, b] = points[i];
    this.shape.insert(path, i, [(a + next[0]) / 2, (b + next[1]) / 2]);
    this.picked = {path, i: i + 1};
    this.#changed();
  }

  remove(vertex) {
    const done = this.shape.remove(vertex.path, vertex.i);
    if (done) this.picked = null;
    this.#changed();
    return done;
  }

  undo() {
    const done = this.shape?.undo() ?? false;
    this.picked = null;
    if (done) this.#changed();
    return done;
  }

  redo() {
    const done = this.shape?.redo() ?? false;
    this.picked = null;
    if (done) this.#changed();
    return done;
  }

  #clicked(latlng) {
    const position = this.snapping.place(latlng, this.#own());
    if (this.picked) {
      const vertex = this.picked;
      this.picked = null;
      this.moveTo(vertex, position);
    } else if (this.adding) this.add(position);
  }

  #own() {
    return this.shape.kind === 'point' ? [] : this.shape.paths.map(path => path.points);
  }

  #changed() {
    this.draw();
    this.told();
  }

  draw() {
    this.layer.clearLayers();
    if (!this.shape) return;
    const options = {className: 'edit-shape', renderer: this.renderer, interactive: false};
    for (const path of this.shape.paths) {
      const way = path.points.map(([lon, lat]) => [lat, lon]);
      if (this.shape.closed && way.length > 2) L.polygon(way, options).addTo(this.layer);
      else if (way.length > 1) L.polyline(way, options).addTo(this.layer);
    }
    if (this.shape.count <= MOST_HANDLES) this.shape.paths.forEach((path, p) => path.points.forEach((_, i) => this.#handle(p, i)));
  }

  #handle(path, i) {
    const [lon, lat] = this.shape.paths[path].points[i];
    const chosen = this.picked?.path === path && this.picked.i === i;
    const icon = L.divIcon({className: chosen ? 'edit-vertex chosen' : 'edit-vertex', iconSize: [13, 13]});
    const marker = L.marker([lat, lon], {icon, draggable: true, keyboard: false, pane: 'incidents'}).addTo(this.layer);
    marker.on('click', event => {
      L.DomEvent.stopPropagation(event);
      this.pick(chosen ? null : {path, i});
    });
    marker.on('dragend', () => this.moveTo({path, i}, this.snapping.place(marker.getLatLng(), [])));
  }
}
