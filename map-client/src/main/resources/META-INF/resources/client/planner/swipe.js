// Swipe comparison: the map twice, left of the handle as of the workspace's moment, right of it as of another one; a layer
// may stand on one side only. The second picture is a second stack of tiles in panes of its own, cut at the handle.
import {html} from 'lit';
import {dateTime, t} from '../i18n/index.js';
import {L} from '../map/leaflet.js';
import {LabelLayer} from '../map/labels.js';
import {TileStack} from '../map/tilestack.js';
import {icon} from '../panels/parts.js';
import {layerBook} from './layerbook.js';
import {ToolPanel} from './toolpanel.js';

const LEFT = ['tilePane', 'labels'];
const RIGHT = {tilesB: 210, labelsB: 310};
const KEY_STEP = 0.02;

class Swipe extends ToolPanel {
  static events = ['compare', 'at'];

  firstUpdated() {
    const {map} = this.map;
    for (const [name, order] of Object.entries(RIGHT)) {
      if (!map.getPane(name)) map.createPane(name).style.setProperty('z-index', order);
      map.getPane(name).classList.add('see-through');
    }
    this.tiles = new TileStack({book: layerBook(this.workspace, 'b'), pane: 'tilesB'}).addTo(map);
    this.labels = new LabelLayer(this.tiles, {pane: 'labelsB'}).addTo(map);
    this.cut = () => this.clip();
    map.on('move zoomend resize viewreset', this.cut);
    this.clip();
  }

  disconnectedCallback() {
    const {map} = this.map;
    map.off('move zoomend resize viewreset', this.cut);
    this.labels?.remove();
    this.tiles?.remove();
    for (const name of LEFT) map.getPane(name)?.style.removeProperty('clip');
    super.disconnectedCallback();
  }

  updated() {
    this.clip();
  }

  /** Panes move with the map, so the cut is written in their own pixels. */
  clip() {
    if (!this.tiles || !this.workspace.compare) return;
    const {map} = this.map;
    const size = map.getSize();
    const from = map.containerPointToLayerPoint([0, 0]);
    const to = map.containerPointToLayerPoint(size);
    const at = from.x + size.x * this.workspace.compare.place;
    const rect = (left, right) => `rect(${from.y}px, ${right}px, ${to.y}px, ${left}px)`;
    for (const name of LEFT) map.getPane(name).style.setProperty('clip', rect(from.x, at));
    for (const name of Object.keys(RIGHT)) map.getPane(name).style.setProperty('clip', rect(at, to.x));
    this.querySelector('.swipe-handle')?.style.setProperty('left', `${size.x * this.workspace.compare.place}px`);
  }

  render() {
    const {place, at} = this.workspace.compare ?? {place: 0.5, at: ''};
    const percent = Math.round(place * 100);
    return html`<div class="swipe-handle" role="slider" tabindex="0" aria-label=${t('planner.compare.handle')} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${percent}
        aria-valuetext="${percent} %" @keydown=${this.keydown} @pointerdown=${this.grab}><span class="swipe-grip">${icon('swipe')}</span></div>
      <section class="map-card swipe-card" aria-label=${t('planner.compare.title')}>
        <span>${t('planner.compare.a')}: <b>${this.workspace.at ? dateTime(Date.parse(this.workspace.at)) : t('planner.time.now')}</b></span>
        <label class="check">${t('planner.compare.b')}: <input type="datetime-local" step="1" .value=${at ? localText(at) : ''} @change=${event => this.setMoment(event.target.value)}></label>
        <button class="plain small" ?disabled=${!at} @click=${() => this.setMoment('')}>${t('planner.time.now')}</button>
        <button class="bare" aria-label=${t('help.close')} @click=${() => this.workspace.setCompare(null)}>${icon('close')}</button></section>`;
  }

  setMoment(text) {
    const at = Date.parse(text);
    this.workspace.setCompare({...this.workspace.compare, at: Number.isFinite(at) ? new Date(at).toISOString().replace('.000', '') : ''});
  }

  moveTo(place) {
    this.workspace.setCompare({...this.workspace.compare, place: Math.min(1, Math.max(0, place))});
  }

  keydown(event) {
    const {place} = this.workspace.compare;
    const to = {ArrowLeft: place - KEY_STEP, ArrowRight: place + KEY_STEP, Home: 0, End: 1, PageDown: place - 0.1, PageUp: place + 0.1}[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.moveTo(to);
  }

  grab(event) {
    event.preventDefault();
    event.currentTarget.focus();
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    const box = this.map.map.getContainer().getBoundingClientRect();
    const move = moved => this.moveTo((moved.clientX - box.left) / box.width);
    handle.addEventListener('pointermove', move);
    handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', move), {once: true});
  }
}

function localText(text) {
  const at = new Date(text);
  return new Date(at - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

customElements.define('chengtu-swipe', Swipe);
