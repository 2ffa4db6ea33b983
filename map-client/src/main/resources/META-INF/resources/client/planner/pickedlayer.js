// The planner's selection on the map, in SVG over everything else.
import {L} from '../map/leaflet.js';

const MOST_DRAWN = 500;

export const PickedLayer = L.LayerGroup.extend({
  initialize(workspace) {
    L.LayerGroup.prototype.initialize.call(this);
    this._workspace = workspace;
    this._told = () => this._update();
  },

  onAdd(map) {
    L.LayerGroup.prototype.onAdd.call(this, map);
    this._renderer = L.svg({pane: 'selection', padding: 0.25});
    this._workspace.addEventListener('selection', this._told);
    this._update();
  },

  onRemove(map) {
    this._workspace.removeEventListener('selection', this._told);
    L.LayerGroup.prototype.onRemove.call(this, map);
  },

  /** The first of several is the one whose card is open: drawn strongest. */
  _update() {
    this.clearLayers();
    this._workspace.selection.slice(0, MOST_DRAWN).forEach(({feature}, i) => feature?.geometry && this._draw(feature, i === 0 ? 'selection-shape' : 'selection-shape other'));
  },

  _draw(feature, className) {
    this.addLayer(L.geoJSON(feature, {
      interactive: false,
      pointToLayer: (_, at) => L.circleMarker(at, {radius: 7}),
      style: {className, renderer: this._renderer},
      renderer: this._renderer,
    }));
  },
});
