// Draws the chosen foreign base map and foreign layers of pictures, from our own gateway only; the gateway puts shifted ones in their
// true place. When pictures do not come it says so, our own map is drawn again, and they are tried again every few seconds.
import {t} from '../i18n/index.js';
import {baseFails, baseMaps, chosenBase, shownOverlays} from '../store/basemap.js';
import {layerFailed, layerFailures, layerWorks} from '../store/layers.js';
import {watch} from '../store/topics.js';
import {L} from './leaflet.js';

const RETRY_MILLISECONDS = 5000;
/** One tile may be missing; so many in a row are an outage. */
const FAILURES = 3;

export class BaseMap {
  constructor(map) {
    this.map = map;
    this.layer = null;
    this.id = null;
    this.retryAt = 0;
    this.failures = 0;
    this.map.createPane('base').style.setProperty('z-index', 150);
    this.map.createPane('pictures').style.setProperty('z-index', 250);
    for (const name of ['base', 'pictures']) this.map.getPane(name).classList.add('see-through');
    this.overlays = new Map();
    this.stop = watch(['layers', 'settings', 'second'], () => this.#update());
    this.#update();
  }

  remove() {
    this.stop();
    this.layer?.remove();
    this.overlays.forEach(each => each.remove());
  }

  #update() {
    this.#overlay();
    const base = chosenBase();
    if ((base?.layer.id ?? null) !== this.id) this.#show(base);
    if (performance.now() < this.retryAt) return;
    this.retryAt = performance.now() + RETRY_MILLISECONDS;
    if (this.layer && baseMaps.failing === this.id) this.layer.redraw();
    for (const [id, layer] of this.overlays) if (layerFailures.has(id)) layer.redraw();
  }

  #show(base) {
    this.layer?.remove();
    if (this.id) layerWorks(this.id);
    this.layer = null;
    this.failures = 0;
    this.id = base?.layer.id ?? null;
    if (!base) return;
    const id = base.layer.id;
    this.layer = pictures(base, 'base');
    this.layer.on('tileerror', () => this.#failed(id));
    this.layer.on('tileload', () => this.#works(id));
    this.layer.addTo(this.map);
  }

  /** What is switched on is there, what is switched off is gone. One that fails says so in the list. */
  #overlay() {
    const shown = new Map(shownOverlays().map(each => [each.layer.id, each]));
    for (const [id, layer] of this.overlays) {
      if (shown.has(id)) continue;
      layer.remove();
      this.overlays.delete(id);
      layerWorks(id);
    }
    for (const [id, each] of shown) {
      if (this.overlays.has(id)) continue;
      const layer = pictures(each, 'pictures');
      layer.on('tileerror', () => this.overlays.has(id) && layerFailed(id, new Error(t('basemap.noPictures'))));
      layer.on('tileload', () => layerWorks(id));
      this.overlays.set(id, layer);
      layer.addTo(this.map);
    }
  }

  #failed(id) {
    this.failures += 1;
    if (id !== this.id || this.failures < FAILURES) return;
    baseFails(id, true);
    layerFailed(id, new Error(t('basemap.failed')));
  }

  #works(id) {
    if (id !== this.id) return;
    this.failures = 0;
    baseFails(id, false);
    layerWorks(id);
  }
}

function pictures({layer, maxPictureZoom}, pane) {
  return L.tileLayer(`/api/v1/foreign/${layer.id}/tiles/{z}/{x}/{y}`, {
    pane, maxNativeZoom: maxPictureZoom, minZoom: layer.scales.minZoom, maxZoom: 19, keepBuffer: 1, updateWhenZooming: false,
  });
}
