// Closed roads: hatched outlines, because dispatch must go round them.
import {state} from '../store/state.js';
import {serverNow} from '../clock.js';
import {watch} from '../store/topics.js';
import {L} from './leaflet.js';

export const ClosureLayer = L.LayerGroup.extend({
  onAdd(map) {
    L.LayerGroup.prototype.onAdd.call(this, map);
    this._renderer = L.svg({pane: 'closures', padding: 0.25});
    this._stop = watch(['closures'], () => this._update());
    this._update();
  },

  onRemove(map) {
    this._stop();
    this.clearLayers();
    L.LayerGroup.prototype.onRemove.call(this, map);
  },

  _update() {
    this.clearLayers();
    for (const closure of openClosures()) {
      this.addLayer(L.geoJSON(closure.geometry, {
        interactive: false, style: {className: 'closure-shape', renderer: this._renderer}, renderer: this._renderer,
      }));
    }
  },
});

export function openClosures() {
  return [...state.closures.values()].filter(closure => closure.state === 'open' && !(Date.parse(closure.until) <= serverNow()));
}
