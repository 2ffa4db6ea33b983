// The map of the console: panes, layers, and the few things that panels ask of it.
import {consoleLayers} from '../store/layers.js';
import {watchView} from '../store/live.js';
import {state} from '../store/state.js';
import {unitPositions} from '../store/positions.js';
import {changed, watch} from '../store/topics.js';
import {BaseMap} from './basemap.js';
import {CaseLayer} from './caselayer.js';
import {ClosureLayer} from './closurelayer.js';
import {IncidentLayer} from './incidentlayer.js';
import {LabelLayer} from './labels.js';
import {L} from './leaflet.js';
import {Sketch} from './sketch.js';
import {latitudeOf, longitudeOf, mercatorX, mercatorY} from './mercator.js';
import {SelectionLayer, selectedPlace} from './selectionlayer.js';
import {TileStack} from './tilestack.js';
import {UnitLayer} from './unitlayer.js';

const PANES = {labels: 300, closures: 350, cases: 380, units: 420, selection: 450, incidents: 620};
const VIEW_STORE = 'chengtu.view';
/** Selecting never moves the map while the target is within this part of the view (spec 6.1). */
const CALM_PART = 0.7;

export class CityMap {
  /** @param book which layers, see store/layers.js; @param view {lon, lat, zoom} to start with instead of the last one */
  constructor(container, {book = consoleLayers, view = null} = {}) {
    this.book = book;
    this.map = L.map(container, {
      zoomControl: false, attributionControl: false, maxZoom: 19, minZoom: 5, zoomSnap: 1,
      ...(calmMotion() ? {zoomAnimation: false, fadeAnimation: false, inertia: false} : {}),
    });
    Object.entries(PANES).forEach(([name, order]) => {
      this.map.createPane(name).style.setProperty('z-index', order);
    });
    for (const name of ['labels', 'closures', 'cases', 'units', 'selection']) {
      this.map.getPane(name).classList.add('see-through');
    }
    this.map.setView(...(view ? [[view.lat, view.lon], view.zoom] : startView()));
    this.base = book.hasBase ? new BaseMap(this.map) : null;
    this.tiles = new TileStack({book}).addTo(this.map);
    new LabelLayer(this.tiles, {pane: 'labels'}).addTo(this.map);
    new SelectionLayer().addTo(this.map);
    this.live = {
      closures: new ClosureLayer(),
      cases: new CaseLayer({pane: 'cases'}),
      units: new UnitLayer({pane: 'units'}),
      incidents: new IncidentLayer(),
    };
    L.control.scale({imperial: false, position: 'bottomleft', maxWidth: 140}).addTo(this.map);
    this.measure = new Sketch(this.map, {className: 'measure-line', length: true});
    this.closureSketch = new Sketch(this.map, {className: 'closure-shape', closed: true});
    this.followed = null;
    this.pointer = this.map.getCenter();
    this.#listen();
  }

  #listen() {
    this.map.on('moveend', () => this.#moved());
    this.map.on('mousemove', event => { this.pointer = event.latlng; });
    this.stop = [
      watch(this.book.topics, () => this.#showLive()),
      watch(['selection'], () => this.#keepInSight()),
      watch(['positions'], () => this.#follow()),
      watch(['catalogue'], () => changed('tiles')),
    ];
    this.sizes = new ResizeObserver(() => this.map.invalidateSize({pan: false}));
    this.sizes.observe(this.map.getContainer());
    this.#showLive();
    this.#moved();
  }

  destroy() {
    this.stop.forEach(end => end());
    this.base?.remove();
    this.sizes.disconnect();
    this.map.remove();
  }

  #moved() {
    const bounds = this.map.getBounds().pad(0.25);
    watchView([bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]);
    const centre = this.map.getCenter();
    sessionStorage.setItem(VIEW_STORE, JSON.stringify([[centre.lat, centre.lng], this.map.getZoom()]));
    changed('view');
  }

  #showLive() {
    for (const [id, layer] of Object.entries(this.live)) {
      const shown = this.book.isShown(state.catalogue.layers.find(each => each.id === id) ?? {id});
      if (shown && !this.map.hasLayer(layer)) layer.addTo(this.map);
      if (!shown && this.map.hasLayer(layer)) layer.remove();
    }
  }

  #keepInSight() {
    const place = state.selection && selectedPlace(state.selection);
    if (place) this.#panTo(place);
  }

  #panTo(place) {
    const size = this.map.getSize();
    const margin = size.multiplyBy((1 - CALM_PART) / 2);
    const point = this.map.latLngToContainerPoint(place);
    const calm = L.bounds(margin, size.subtract(margin));
    if (!calm.contains(point)) this.map.panTo(place, {animate: !calmMotion()});
  }

  #follow() {
    const i = this.followed && unitPositions.index.get(this.followed);
    if (i === undefined || i === null) return;
    this.map.panTo([latitudeOf(unitPositions.y[i]), longitudeOf(unitPositions.x[i])], {animate: false});
  }

  /** @param unitId a unit, or null to stop */
  follow(unitId) {
    this.followed = unitId;
    this.#follow();
  }

  flyTo(lon, lat, zoom = Math.max(16, this.map.getZoom())) {
    this.map.setView([lat, lon], zoom, {animate: !calmMotion()});
  }

  flyToSelection() {
    const place = state.selection && selectedPlace(state.selection);
    if (place) this.flyTo(place[1], place[0]);
  }

  /** Brings a GeoJSON feature into sight: a point is flown to, anything else fitted. */
  show(feature) {
    const bounds = L.geoJSON(feature).getBounds();
    if (!bounds.isValid()) return;
    if (bounds.getNorthEast().equals(bounds.getSouthWest())) this.flyTo(bounds.getCenter().lng, bounds.getCenter().lat);
    else this.map.fitBounds(bounds.pad(0.2), {maxZoom: 18, animate: !calmMotion()});
  }

  /** @param extent west, south, east, north in degrees */
  showExtent([west, south, east, north]) {
    this.map.fitBounds([[south, west], [north, east]], {animate: !calmMotion()});
  }

  zoomBy(step) {
    this.map.setZoom(this.map.getZoom() + step);
  }

  get centre() {
    const {lng, lat} = this.map.getCenter();
    return {lon: lng, lat};
  }

  get view() {
    const {lng, lat} = this.map.getCenter();
    return {lon: lng, lat, zoom: this.map.getZoom()};
  }

  /** Metres that `pixels` of the screen stand for at a place. */
  metres(pixels, at) {
    return pixels * 40_075_016.686 * Math.cos(at.lat * Math.PI / 180) / (256 * 2 ** this.map.getZoom());
  }

  /** Units by straight distance; the road decides in the recommendation, this answers "who is near". */
  unitsNear({lon, lat}, count = 8) {
    const x = mercatorX(lon);
    const y = mercatorY(lat);
    const metres = 40_075_016.686 * Math.cos(lat * Math.PI / 180);
    return unitPositions.ids
      .map((id, i) => ({unit: state.units.get(id), metres: Math.hypot(unitPositions.x[i] - x, unitPositions.y[i] - y) * metres}))
      .filter(row => row.unit && row.unit.duty !== 'off')
      .sort((a, b) => a.metres - b.metres)
      .slice(0, count);
  }
}

function calmMotion() {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** The last view of this window, else what the server names, else the middle of the open incidents or of the units. */
function startView() {
  const stored = sessionStorage.getItem(VIEW_STORE);
  if (stored) return JSON.parse(stored);
  const [lon, lat, zoom] = state.about?.centre ?? [];
  if (Number.isFinite(lon) && Number.isFinite(lat)) return [[lat, lon], zoom ?? 14];
  const bounds = L.latLngBounds([]);
  state.incidents.forEach(each => each.place && bounds.extend([each.place.lat, each.place.lon]));
  if (!bounds.isValid()) state.units.forEach(each => each.position && bounds.extend([each.position.lat, each.position.lon]));
  return bounds.isValid() ? [bounds.getCenter(), 14] : [[28.2, 112.98], 13];
}
