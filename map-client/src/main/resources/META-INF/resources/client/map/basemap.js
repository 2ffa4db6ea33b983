// Draws the chosen foreign base map, from our own gateway only; the gateway puts shifted ones in their true place. When its
// pictures do not come it says so, our own map is drawn again, and it is tried again every few seconds.
import {t} from '../i18n/index.js';
import {baseFails, baseMaps, chosenBase} from '../store/basemap.js';
import {layerFailed, layerWorks} from '../store/layers.js';
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
    this.map.getPane('base').classList.add('see-through');
    this.stop = watch(['layers', 'settings', 'second'], () => this.#update());
    this.#update();
  }

  remove() {
    this.stop();
    this.layer?.remove();
  }

  #update() {
    const base = chosenBase();
    if ((base?.layer.id ?? null) !== this.id) this.#show(base);
    if (this.layer && baseMaps.failing === this.id && performance.now() > this.retryAt) {
      this.retryAt = performance.now() + RETRY_MILLISECONDS;
      this.layer.redraw();
    }
  }

  #show(base) {
    this.layer?.remove();
    if (this.id) layerWorks(this.id);
    this.layer = null;
    this.failures = 0;
    this.id = base?.layer.id ?? null;
    if (!base) return;
    const id = base.layer.id;
    this.layer = L.tileLayer(`/api/v1/foreign/${id}/tiles/{z}/{x}/{y}`, {
      pane: 'base', maxNativeZoom: base.maxPictureZoom, minZoom: base.layer.scales.minZoom, maxZoom: 19,
      keepBuffer: 1, updateWhenZooming: false,
    });
    this.layer.on('tileerror', () => this.#failed(id));
    this.layer.on('tileload', () => this.#works(id));
    this.layer.addTo(this.map);
  }

  #failed(id) {
    this.failures += 1;
    if (id !== this.id || this.failures < FAILURES) return;
    if (baseMaps.failing !== id) this.retryAt = performance.now() + RETRY_MILLISECONDS;
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
