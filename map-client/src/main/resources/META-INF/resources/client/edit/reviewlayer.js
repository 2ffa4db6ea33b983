// A change set on the map: what was in a dashed line, what shall be in a full one.
import {L} from '../map/leaflet.js';

export const ReviewLayer = L.LayerGroup.extend({
  onAdd(map) {
    L.LayerGroup.prototype.onAdd.call(this, map);
    this._renderer = L.svg({pane: 'selection', padding: 0.25});
  },

  /** @param items of a change set; [] for none */
  show(items) {
    this.clearLayers();
    for (const item of items) {
      this._draw(item.before?.geometry, 'review-before');
      this._draw(item.after?.geometry, 'review-after');
    }
  },

  _draw(geometry, className) {
    if (!geometry) return;
    const style = {className, renderer: this._renderer, interactive: false};
    this.addLayer(L.geoJSON({type: 'Feature', geometry, properties: {}}, {
      interactive: false, style, pointToLayer: (_, at) => L.circleMarker(at, {...style, radius: 7}),
    }));
  },
});
