// The table of what a question found: only the rows in sight are in the page. Row and map go together both ways.
import {html, nothing} from 'lit';
import {number, t, title} from '../i18n/index.js';
import {failureBox, skeleton} from '../panels/parts.js';
import {loadStyles} from '../planner/styles.js';
import {ToolPanel} from '../planner/toolpanel.js';
import './words.js';
import {askPage, question, TOPIC} from './current.js';

await loadStyles('/styles/questions.css');

const ROW = 28;
const AROUND = 12;
const MOST_LINK = 6000;

class Results extends ToolPanel {
  static events = ['selection'];

  static topics = [TOPIC];

  constructor() {
    super();
    this.sort = {field: null, down: false};
    this.leftOut = new Set();
    this.top = 0;
    this.height = 240;
    this.focused = 0;
  }

  get fields() {
    return this.workspace.card(question.answer?.body.layers[0].layer)?.fields ?? [];
  }

  /** Rows in the order chosen; kept while answer and order stay. */
  get rows() {
    const {answer} = question;
    if (this.kept?.answer !== answer || this.kept.sort !== this.sort) {
      const list = [...(answer?.features ?? [])];
      const {field, down} = this.sort;
      if (field) list.sort((a, b) => compare(a.properties[field], b.properties[field]) * (down ? -1 : 1));
      this.kept = {answer, sort: this.sort, list};
    }
    return this.kept.list;
  }

  render() {
    const {answer, busy, failure} = question;
    if (!answer) return busy ? skeleton(4) : failure ? failureBox(failure, () => question.answer) : html`<p class="empty">${t('questions.results.empty')}</p>`;
    const columns = this.fields.filter(field => !this.leftOut.has(field.name));
    return html`<div class="result-head">
        <b>${t(answer.complete ? 'questions.found' : 'questions.foundMore', {n: number(answer.features.length)})}</b>
        ${answer.complete ? nothing : html`<button class="plain small" ?disabled=${Boolean(busy)} @click=${() => askPage(answer.body, true)}>${t('questions.more')}</button>`}
        <button class="plain small" ?disabled=${answer.features.length === 0} @click=${() => this.selectAll()}>${t('questions.onMap')}</button>
        ${this.exportLink(answer)}
        <details class="columns"><summary class="plain small">${t('questions.columns')}</summary><div class="columns-list">
          ${this.fields.map(field => html`<label class="check"><input type="checkbox" ?checked=${!this.leftOut.has(field.name)} @change=${event => this.toggle(field.name, event.target.checked)}>${title(field.title)}</label>`)}</div></details></div>
      ${answer.features.length === 0 ? html`<p class="empty">${t('questions.nothing')}</p>` : this.table(columns)}`;
  }

  table(columns) {
    const {rows} = this;
    const first = Math.max(0, Math.floor(this.top / ROW) - AROUND);
    const last = Math.min(rows.length, Math.ceil((this.top + this.height) / ROW) + AROUND);
    const selected = new Set(this.workspace.selection.map(each => `${each.layer} ${each.id}`));
    return html`<div class="result-scroll" tabindex="0" role="region" aria-label=${t('questions.results')} @scroll=${this.scrolled} @keydown=${this.keyed}>
      <table class="result-table" aria-rowcount=${rows.length + 1}>
        <thead><tr aria-rowindex="1"><th scope="col">${t('questions.id')}</th>${columns.map(field => html`<th scope="col" aria-sort=${this.sort.field === field.name ? this.sort.down ? 'descending' : 'ascending' : 'none'}>
          <button class="sort" @click=${() => this.sortBy(field.name)}>${title(field.title)}</button></th>`)}</tr></thead>
        <tbody>
          <tr class="gap above" aria-hidden="true"><td colspan=${columns.length + 1}></td></tr>
          ${rows.slice(first, last).map((feature, i) => this.row(feature, first + i, columns, selected))}
          <tr class="gap below" aria-hidden="true"><td colspan=${columns.length + 1}></td></tr>
        </tbody></table></div>`;
  }

  row(feature, at, columns, selected) {
    const chosen = selected.has(`${feature.layer} ${feature.id}`);
    return html`<tr aria-rowindex=${at + 2} class=${chosen ? 'chosen' : ''} @click=${() => this.choose(feature)}>
      <th scope="row"><button class="link" data-row=${at} aria-pressed=${chosen} @focus=${() => { this.focused = at; }} @click=${event => { event.stopPropagation(); this.choose(feature); }}>${feature.id}</button></th>
      ${columns.map(field => html`<td>${shown(feature.properties[field.name])}</td>`)}</tr>`;
  }

  updated() {
    const total = this.rows.length;
    const first = Math.max(0, Math.floor(this.top / ROW) - AROUND);
    const last = Math.min(total, Math.ceil((this.top + this.height) / ROW) + AROUND);
    const [above] = this.querySelectorAll('.gap.above td');
    const [below] = this.querySelectorAll('.gap.below td');
    if (!above) return;
    above.style.height = `${first * ROW}px`;
    below.style.height = `${(total - last) * ROW}px`;
    const scroll = this.querySelector('.result-scroll');
    if (scroll.clientHeight && scroll.clientHeight !== this.height) {
      this.height = scroll.clientHeight;
      this.requestUpdate();
    }
    this.showChosen(scroll);
  }

  /** What was picked on the map comes into sight here. */
  showChosen(scroll) {
    const [first] = this.workspace.selection;
    const key = first ? `${first.layer} ${first.id}` : '';
    if (key === this.shownChoice) return;
    this.shownChoice = key;
    const at = first ? this.rows.findIndex(each => each.layer === first.layer && String(each.id) === String(first.id)) : -1;
    if (at >= 0 && (at * ROW < scroll.scrollTop || (at + 2) * ROW > scroll.scrollTop + scroll.clientHeight)) scroll.scrollTop = Math.max(0, at * ROW - scroll.clientHeight / 2);
  }

  scrolled = event => {
    this.top = event.target.scrollTop;
    this.requestUpdate();
  };

  keyed = event => {
    const step = {ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8}[event.key];
    if (!step || !event.target.dataset.row) return;
    event.preventDefault();
    event.stopPropagation();
    this.goTo(Math.max(0, Math.min(this.rows.length - 1, Number(event.target.dataset.row) + step)));
  };

  async goTo(at) {
    const scroll = this.querySelector('.result-scroll');
    if (at * ROW < scroll.scrollTop || (at + 3) * ROW > scroll.scrollTop + scroll.clientHeight) scroll.scrollTop = Math.max(0, at * ROW - scroll.clientHeight / 2);
    this.top = scroll.scrollTop;
    this.requestUpdate();
    await this.updateComplete;
    this.querySelector(`[data-row="${at}"]`)?.focus();
  }

  choose(feature) {
    this.shownChoice = `${feature.layer} ${feature.id}`;
    this.workspace.select([{layer: feature.layer, id: String(feature.id), feature}]);
    this.map.show(feature);
  }

  selectAll() {
    this.workspace.select(question.answer.features.map(feature => ({layer: feature.layer, id: String(feature.id), feature})));
  }

  sortBy(field) {
    this.sort = {field, down: this.sort.field === field && !this.sort.down};
    this.requestUpdate();
  }

  toggle(field, shown) {
    if (shown) this.leftOut.delete(field);
    else this.leftOut.add(field);
    this.requestUpdate();
  }

  /** The same answer by the open standard; not when it does not fit into an address. */
  exportLink(answer) {
    const [{layer, cql2}] = answer.layers;
    const address = `/ogc/collections/${layer}/items?f=json&limit=10000${cql2 ? `&filter=${encodeURIComponent(cql2)}` : ''}`;
    if (address.length > MOST_LINK || answer.body.area?.reach) return nothing;
    return html`<a class="plain small" href=${address} download=${`${layer}.geojson`}>${t('questions.export')}</a>`;
  }
}

function compare(a, b) {
  if (a === b) return 0;
  if (a === undefined || a === null) return 1;
  if (b === undefined || b === null) return -1;
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'zh-CN');
}

function shown(value) {
  if (value === undefined || value === null) return nothing;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

customElements.define('chengtu-question-results', Results);
