// Layers with a filter: tiles hold all features, so these are drawn by the features that the server finds in the view
// (OGC API – Features, CQL2). At most 2,000 of a layer: what is beyond is said at the layer, not left out silently.
import {Problem, read} from '../api.js';
import {number, t} from '../i18n/index.js';
import {L} from '../map/leaflet.js';
import {layerFailed, layerWorks} from '../store/layers.js';
import {legendOf} from './legendlooks.js';

const MOST = 2000;
const SETTLE = 200;

export const FilteredLayers = L.LayerGroup.extend({
  initialize(workspace) {
    L.LayerGroup.prototype.initialize.call(this);
    this._workspace = workspace;
    this._drawn = new Map();
    this._soon = () => {
      clearTimeout(this._timer);
      this._timer = setTimeout(() => this._update(), SETTLE);
    };
  },

  onAdd(map) {
    L.LayerGroup.prototype.onAdd.call(this, map);
    this._renderer = L.canvas({pane: 'overlayPane', padding: 0.25});
    for (const name of ['layers', 'view', 'at']) this._workspace.addEventListener(name, this._soon);
    this._soon();
  },

  onRemove(map) {
    clearTimeout(this._timer);
    for (const name of ['layers', 'view', 'at']) this._workspace.removeEventListener(name, this._soon);
    L.LayerGroup.prototype.onRemove.call(this, map);
  },

  _update() {
    if (!this._map) return;
    const wanted = this._workspace.order.filter(id => this._workspace.look(id).filter && !this._workspace.card(id)?.live);
    for (const id of [...this._drawn.keys()].filter(each => !wanted.includes(each))) this._forget(id);
    wanted.forEach(id => this._load(id));
  },

  _forget(id) {
    this._drawn.get(id)?.stop.abort();
    if (this._drawn.get(id)?.shape) this.removeLayer(this._drawn.get(id).shape);
    this._drawn.delete(id);
    layerWorks(id);
  },

  async _load(id) {
    const {filter, opacity} = this._workspace.look(id);
    const bounds = this._map.getBounds();
    const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()].map(each => each.toFixed(6)).join(',');
    const params = new URLSearchParams({f: 'json', limit: MOST, bbox: box, filter, 'filter-lang': 'cql2-text'});
    if (this._workspace.at) params.set('datetime', this._workspace.at);
    const key = `${params}|${opacity}`;
    const before = this._drawn.get(id);
    if (before?.key === key) return;
    before?.stop.abort();
    const entry = {key, stop: new AbortController(), shape: before?.shape ?? null};
    this._drawn.set(id, entry);
    try {
      const {data} = await read(`/ogc/collections/${id}/items?${params}`, {base: '', signal: entry.stop.signal});
      if (this._drawn.get(id) !== entry || !this._map) return;
      if (entry.shape) this.removeLayer(entry.shape);
      entry.shape = this._shape(this._workspace.card(id), data.features, opacity ?? 1).addTo(this);
      const more = data.links?.some(link => link.rel === 'next');
      if (more) layerFailed(id, new Error(t('planner.filtered.more', {n: number(MOST)})));
      else layerWorks(id);
    } catch (failure) {
      if (entry.stop.signal.aborted) return;
      entry.key = '';
      layerFailed(id, failure instanceof Problem ? failure : new Error(t('error.unreachable')));
    }
  },

  _shape(layer, features, opacity) {
    const {color, fill, width, dash, radius, kind, opacity: cover} = legendOf(layer)[0];
    const style = {renderer: this._renderer, interactive: false, color: color || fill, fillColor: fill || color, weight: width || 1.2, dashArray: dash,
      opacity, fillOpacity: (kind === 'area' ? cover ?? 0.18 : 1) * opacity, fill: kind !== 'line'};
    return L.geoJSON(features, {interactive: false, renderer: this._renderer, style, pointToLayer: (_, at) => L.circleMarker(at, {...style, radius: Math.max(3, radius || 3)})});
  },
});
