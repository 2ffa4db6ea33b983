// Prints what is drawn, to scale: paper, orientation, scale, title; the sheet's frame is shown on the map while the tab is
// open. The server draws the PDF (command.printing).
import {html, nothing} from 'lit';
import {commandFile, Problem, Unreachable} from '../api.js';
import {explain} from '../actions/refusal.js';
import {t, title} from '../i18n/index.js';
import {L} from '../map/leaflet.js';
import {settings} from '../settings.js';
import {chosenBase, shownOverlays} from '../store/basemap.js';
import {notify} from '../store/notices.js';
import {gaussKrueger} from './ellipsoid.js';
import {ToolPanel} from './toolpanel.js';

const PAPERS = {A4: [210, 297], A3: [297, 420], A2: [420, 594], A1: [594, 841], A0: [841, 1189]};
const SCALES = [500, 1000, 2000, 5000, 10_000, 20_000, 25_000, 50_000];
/** Margins of the server's sheet in millimetres: both sides, head and foot (Sheet.java). */
const SIDES = 20;
const HEAD_AND_FOOT = 74;
const DEGREE = 111_320;

class Print extends ToolPanel {
  static topics = ['layers'];

  static events = ['layers', 'view', 'at'];

  constructor() {
    super();
    this.order = {paper: 'A4', landscape: true, scale: 5000, title: ''};
    this.busy = false;
    this.problem = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.frame = L.layerGroup().addTo(this.map.map);
    this.renderer = L.svg({pane: 'selection', padding: 0.25});
  }

  disconnectedCallback() {
    this.frame.remove();
    super.disconnectedCallback();
  }

  /** Lowest first, as the map draws them: the base map, our own layers, pictures of other servers. */
  get layers() {
    const own = this.workspace.order.map(id => this.workspace.card(id)).filter(Boolean);
    return [chosenBase(), ...own.map(layer => ({layer})), ...shownOverlays()].filter(Boolean).map(each => each.layer);
  }

  render() {
    const {order, layers} = this;
    const names = layers.toReversed().map(layer => title(layer.title)).join(t('list.comma'));
    return html`<header class="panel-head"><h2>${t('planner.print.title')}</h2></header>
      <div class="panel-body"><form class="print-form" @submit=${this.submit} @change=${this.changed}>
        <label>${t('planner.print.name')}<input name="title" maxlength="100" autocomplete="off" .value=${order.title}></label>
        <div class="pair"><label>${t('planner.print.paper')}<select name="paper">${Object.keys(PAPERS).map(name => html`<option ?selected=${name === order.paper}>${name}</option>`)}</select></label>
          <label>${t('planner.print.orientation')}<select name="landscape"><option value="yes" ?selected=${order.landscape}>${t('planner.print.landscape')}</option><option value="" ?selected=${!order.landscape}>${t('planner.print.portrait')}</option></select></label></div>
        <label>${t('planner.print.scale')}<input name="scale" type="number" min="500" max="50000" step="1" required list="print-scales" .value=${String(order.scale)}></label>
        <datalist id="print-scales">${SCALES.map(each => html`<option value=${each}></option>`)}</datalist>
        <button type="button" class="plain small" @click=${() => this.fit()}>${t('planner.print.fit')}</button>
        <p class="secondary">${layers.length ? t('planner.print.layers', {n: layers.length, names}) : t('planner.print.none')}</p>
        <p class="secondary">${t('planner.print.frame')}</p>
        ${this.problem ? html`<p class="field-error" role="alert">${this.problem}</p>` : nothing}
        <button class="primary" ?disabled=${this.busy || layers.length === 0}>${this.busy ? t('planner.print.drawingFor', {n: Math.round((performance.now() - this.since) / 1000)}) : t('planner.print.go')}</button>
        <p class="visually-hidden" role="status">${this.busy ? t('planner.print.drawing') : ''}</p></form></div>`;
  }

  changed(event) {
    const form = event.currentTarget.elements;
    this.order = {title: form.title.value, paper: form.paper.value, landscape: form.landscape.value === 'yes', scale: Number(form.scale.value)};
    this.requestUpdate();
  }

  /** The frame on the paper, in millimetres. */
  size() {
    const [short, long] = PAPERS[this.order.paper];
    const [width, height] = this.order.landscape ? [long, short] : [short, long];
    return [width - SIDES, height - HEAD_AND_FOOT];
  }

  /** The smallest usual denominator that holds what the map shows. */
  fit() {
    const bounds = this.map.map.getBounds();
    const {lat} = this.map.centre;
    const width = (bounds.getEast() - bounds.getWest()) * DEGREE * Math.cos(lat * Math.PI / 180);
    const height = (bounds.getNorth() - bounds.getSouth()) * DEGREE;
    const [w, h] = this.size();
    const needed = Math.max(width / w, height / h) * 1000;
    this.order = {...this.order, scale: SCALES.find(each => each >= needed) ?? SCALES.at(-1)};
    this.requestUpdate();
  }

  updated() {
    this.frame.clearLayers();
    const {lon, lat} = this.map.centre;
    const [w, h] = this.size().map(each => each * this.order.scale / 2000);
    // North of the grid, as on the sheet.
    const north = gaussKrueger({lon, lat: lat + 0.001}, Math.round(lon / 3) * 3);
    const here = gaussKrueger({lon, lat}, Math.round(lon / 3) * 3);
    const turn = Math.atan2(north.x - here.x, north.y - here.y);
    const corners = [[-w, -h], [w, -h], [w, h], [-w, h]].map(([x, y]) => {
      const east = x * Math.cos(turn) - y * Math.sin(turn);
      const up = x * Math.sin(turn) + y * Math.cos(turn);
      return [lat + up / DEGREE, lon + east / DEGREE / Math.cos(lat * Math.PI / 180)];
    });
    this.frame.addLayer(L.polygon(corners, {className: 'sheet-frame', interactive: false, renderer: this.renderer}));
  }

  body() {
    const {lon, lat} = this.map.centre;
    return {
      ...this.order,
      title: this.order.title.trim() || undefined,
      centre: [lon, lat],
      language: settings.language,
      at: this.workspace.at || undefined,
      layers: this.layers.map(({id}) => {
        const {opacity, filter} = this.workspace.look(id);
        return {id, opacity: opacity ?? undefined, filter: filter || undefined};
      }),
    };
  }

  async submit(event) {
    event.preventDefault();
    this.changed(event);
    const {lon, lat} = this.map.centre;
    this.problem = lon >= 73.5 && lon < 136.5 && lat >= 3 && lat <= 54 ? '' : t('planner.print.outside');
    if (this.problem || this.busy) return this.requestUpdate();
    this.busy = true;
    this.since = performance.now();
    const clock = setInterval(() => this.requestUpdate(), 1000);
    this.requestUpdate();
    try {
      await this.print();
    } catch (failure) {
      if (failure instanceof Problem) this.problem = explain(failure);
      else if (failure instanceof Unreachable) this.problem = t('problem.printing-busy');
      else throw failure;
    } finally {
      clearInterval(clock);
      this.busy = false;
      this.requestUpdate();
    }
    return null;
  }

  async print() {
    const {blob, headers} = await commandFile({path: '/prints', body: this.body(), key: crypto.randomUUID()});
    const remarks = Number(headers.get('Print-Remarks')) || 0;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = `${(this.order.title.trim() || 'chengtu').replace(/[^\p{L}\p{N} _-]/gu, '_')}.pdf`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    notify(remarks ? 'refused' : 'done', remarks ? t('planner.print.remarks', {n: remarks}) : t('planner.print.done'));
  }
}

customElements.define('chengtu-print', Print);
