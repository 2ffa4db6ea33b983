// A layer as a file. The server makes it, numbers it and enters it in the journal; the browser saves it.
import {html, nothing} from 'lit';
import {read} from '../api.js';
import {clockTime, number, t, title} from '../i18n/index.js';
import {failureBox} from '../panels/parts.js';
import {loadStyles} from '../planner/styles.js';
import {ToolPanel} from '../planner/toolpanel.js';
import {state} from '../store/state.js';
import './words.js';

await loadStyles('/styles/edits.css');

const FORMATS = ['geojson', 'geojsonseq', 'csv', 'gpkg', 'shp'];
const SYSTEMS = ['4326', '4490', '4547', '4549', '3857'];

class Download extends ToolPanel {
  static events = ['active', 'layers', 'at'];

  static topics = ['catalogue'];

  constructor() {
    super();
    this.format = 'gpkg';
    this.refusal = null;
    this.taken = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.list();
  }

  async list() {
    try {
      this.taken = (await read('/downloads')).data.items;
      this.failure = null;
    } catch (failure) {
      this.failure = failure;
    }
    this.requestUpdate();
  }

  render() {
    const texts = this.format === 'csv' || this.format === 'shp';
    const placed = !this.format.startsWith('geojson');
    const layers = state.catalogue.layers.filter(layer => !layer.service);
    return html`<header class="panel-head"><h2>${t('edittools.download')}</h2></header><div class="panel-body edit-panel">
      <form class="edit-form" @submit=${this.take}>
        ${choice('layer', t('edits.layer'), layers.map(layer => [layer.id, title(layer.title)]), this.workspace.active ?? layers[0]?.id)}
        ${choice('format', t('edits.download.format'), FORMATS.map(each => [each, t(`edits.download.${each}`)]), this.format, event => { this.format = event.target.value; this.requestUpdate(); })}
        ${texts ? choice('encoding', t('edits.download.encoding'), [['utf-8', 'UTF-8'], ['gbk', 'GBK']], 'utf-8') : nothing}
        ${placed ? choice('crs', t('edits.download.crs'), SYSTEMS.map(each => [each, `EPSG:${each}`]), '4326') : nothing}
        <label class="check"><input type="checkbox" name="view">${t('edits.download.view')}</label>
        <label class="edit-field">${t('edits.download.purpose')}<input name="purpose" required maxlength="400" autocomplete="off"></label>
        ${this.workspace.at ? html`<p class="secondary">${t('edits.download.at', {at: this.workspace.at})}</p>` : nothing}
        ${this.refusal ? html`<p class="field-error" role="alert">${this.refusal}</p>` : nothing}
        <div class="buttons"><button class="primary small" ?disabled=${this.asking}>${t('edits.download.take')}</button></div></form>
      ${this.failure ? failureBox(this.failure, () => this.list()) : this.books()}</div>`;
  }

  books() {
    if (!this.taken?.length) return nothing;
    return html`<section><h3>${t('edits.download.taken')}</h3><ul class="edit-sets">${this.taken.slice(0, 20).map(each => html`<li><strong>${each.number}</strong>
      ${title(this.workspace.card(each.layer)?.title) || each.layer} · ${each.format} · ${number(each.rows)} <span class="secondary">${each.at.slice(0, 10)} ${clockTime(Date.parse(each.at), false)} · ${each.purpose}</span></li>`)}</ul></section>`;
  }

  /** A refusal comes before the first byte; the file is kept by the browser, on disk when it is large. */
  async take(event) {
    event.preventDefault();
    const {elements} = event.target;
    const asked = new URLSearchParams({format: this.format, purpose: elements.purpose.value.trim()});
    for (const name of ['encoding', 'crs']) if (elements[name]) asked.set(name, elements[name].value);
    if (elements.view.checked) asked.set('bbox', boxOf(this.map.map.getBounds()));
    if (this.workspace.at) asked.set('at', this.workspace.at);
    const filter = this.workspace.look(elements.layer.value).filter;
    if (filter) asked.set('filter', filter);
    this.asking = true;
    this.refusal = null;
    this.requestUpdate();
    try {
      const answer = await fetch(`/api/v1/layers/${elements.layer.value}/download?${asked}`, {credentials: 'same-origin'});
      if (answer.ok) save(await answer.blob(), /filename="([^"]+)"/.exec(answer.headers.get('Content-Disposition'))?.[1] ?? 'download');
      else this.refusal = refused(await answer.json());
    } catch (failure) {
      this.failure = failure;
    } finally {
      this.asking = false;
    }
    await this.list();
  }
}

function refused({code, detail, limit, asked}) {
  if (code === 'too-many-rows') return t('edits.download.rows', {asked: number(asked), limit: number(limit)});
  if (code === 'too-large-area') return t('edits.download.area', {asked: number(asked), limit: number(limit)});
  return detail;
}

function save(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function boxOf(bounds) {
  return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()].map(each => each.toFixed(7)).join(',');
}

function choice(name, label, options, chosen, changed) {
  return html`<div class="edit-field"><label for="download-${name}">${label}</label><select id="download-${name}" name=${name} @change=${changed ?? nothing}>
    ${options.map(([value, words]) => html`<option value=${value} ?selected=${value === chosen}>${words}</option>`)}</select></div>`;
}

customElements.define('chengtu-download', Download);
