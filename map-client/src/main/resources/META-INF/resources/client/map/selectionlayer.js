// The current selection in SVG: an accent ring, and dashed lines from the units sent or picked.
import {recommendation} from '../store/recommendation.js';
import {unitPositions} from '../store/positions.js';
import {state} from '../store/state.js';
import {watch} from '../store/topics.js';
import {activeAssignments} from '../store/views.js';
import {L} from './leaflet.js';
import {latitudeOf, longitudeOf} from './mercator.js';

export const SelectionLayer = L.LayerGroup.extend({
  onAdd(map) {
    L.LayerGroup.prototype.onAdd.call(this, map);
    this._renderer = L.svg({pane: 'selection', padding: 0.25});
    this._stop = watch(['selection', 'positions', 'assignments', 'incidents', 'recommendation', 'cases'], () => this._update());
    this._update();
  },

  onRemove(map) {
    this._stop();
    this.clearLayers();
    L.LayerGroup.prototype.onRemove.call(this, map);
  },

  _update() {
    this.clearLayers();
    const selection = state.selection;
    if (!selection) return;
    const at = selectedPlace(selection);
    if (at) this._ring(at, 'selection-ring', selection.kind === 'incident' ? 20 : 13);
    if (selection.kind === 'incident') this._units(selection.id, at);
    if (selection.kind === 'feature' || selection.kind === 'nearby') this._shapes(selection);
  },

  _units(incidentId, at) {
    if (!at) return;
    const sent = activeAssignments(incidentId).map(each => each.unit);
    const picked = recommendation.incident === incidentId ? recommendation.chosen : [];
    for (const id of new Set([...sent, ...picked])) {
      const from = unitPlace(id);
      if (!from) continue;
      this._ring(from, 'selection-ring thin', 11);
      const kind = sent.includes(id) ? 'selection-line' : 'selection-line proposed';
      this.addLayer(L.polyline([from, at], {className: kind, renderer: this._renderer, interactive: false}));
    }
  },

  _shapes({features = []}) {
    this.addLayer(L.geoJSON(features, {
      interactive: false,
      pointToLayer: (_, at) => L.circleMarker(at, {radius: 7}),
      style: {className: 'selection-shape', renderer: this._renderer},
      renderer: this._renderer,
    }));
  },

  _ring(at, className, radius) {
    this.addLayer(L.circleMarker(at, {className, radius, renderer: this._renderer, interactive: false}));
  },
});

function unitPlace(id) {
  const i = unitPositions.index.get(id);
  return i === undefined ? null : [latitudeOf(unitPositions.y[i]), longitudeOf(unitPositions.x[i])];
}

/** Where the selection is, as [lat, lon], or null. */
export function selectedPlace(selection) {
  if (selection.kind === 'unit') return unitPlace(selection.id);
  const holder = selection.kind === 'incident' ? state.incidents.get(selection.id) : state.cases.get(selection.id);
  const place = holder?.place ?? selection.place;
  return place ? [place.lat, place.lon] : null;
}
