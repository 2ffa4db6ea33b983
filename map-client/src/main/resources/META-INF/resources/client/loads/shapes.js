// The first rows of a file on the map, before anything is loaded.
import {L} from '../map/leaflet.js';

export const ShapesLayer = L.LayerGroup.extend({
  onAdd(map) {
    L.LayerGroup.prototype.onAdd.call(this, map);
    this._renderer = L.svg({pane: 'selection', padding: 0.25});
  },

  /** @param collection GeoJSON in lon,lat degrees; null for none */
  show(collection) {
    this.clearLayers();
    if (!collection) return;
    const style = {className: 'load-shape', renderer: this._renderer, interactive: false};
    this.addLayer(L.geoJSON(collection, {interactive: false, style, pointToLayer: (_, at) => L.circleMarker(at, {...style, radius: 5})}));
  },
});
