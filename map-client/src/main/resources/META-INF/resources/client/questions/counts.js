// Counts by area: a table, and the areas shaded on the map.
import {html, nothing} from 'lit';
import {number, t} from '../i18n/index.js';
import {L} from '../map/leaflet.js';
import {failureBox, skeleton} from '../panels/parts.js';
import {loadStyles} from '../planner/styles.js';
import {ToolPanel} from '../planner/toolpanel.js';
import './words.js';
import {question, TOPIC} from './current.js';

await loadStyles('/styles/questions.css');

const CLASSES = 5;

class Counts extends ToolPanel {
  static events = [];

  static topics = [TOPIC];

  constructor() {
    super();
    this.shaded = true;
    this.renderer = L.svg({pane: 'selection', padding: 0.25});
    this.layer = L.layerGroup();
  }

  connectedCallback() {
    super.connectedCallback();
    this.layer.addTo(this.map.map);
  }

  disconnectedCallback() {
    this.layer.remove();
    super.disconnectedCallback();
  }

  render() {
    const {counts, busy, failure} = question;
    if (!counts) return busy ? skeleton(4) : failure ? failureBox(failure, () => question.counts) : html`<p class="empty">${t('questions.counts.empty')}</p>`;
    const rows = counts.groups.toSorted((a, b) => b.count - a.count || a.name.localeCompare(b.name, 'zh-CN'));
    const [sum] = Object.keys(counts.groups[0]?.sums ?? {});
    return html`<div class="result-head"><b>${t('questions.counted', {n: number(counts.counted), groups: number(rows.length)})}</b>
        ${counts.complete ? nothing : html`<span class="field-error" role="alert">${t('questions.counts.partial')}</span>`}
        <label class="check"><input type="checkbox" ?checked=${this.shaded} @change=${event => { this.shaded = event.target.checked; this.requestUpdate(); }}>${t('questions.shaded')}</label></div>
      <div class="result-scroll" tabindex="0" role="region" aria-label=${t('questions.counts')}><table class="result-table">
        <thead><tr><th scope="col">${t('questions.group')}</th><th scope="col">${t('questions.number')}</th>${sum ? html`<th scope="col">${t('questions.sumOf', {field: sum})}</th>` : nothing}</tr></thead>
        <tbody>${rows.map(row => html`<tr><th scope="row"><button class="link" @click=${() => this.go(row)}>${row.name}</button></th><td>${number(row.count)}</td>${sum ? html`<td>${number(row.sums[sum])}</td>` : nothing}</tr>`)}
          ${counts.elsewhere ? html`<tr><th scope="row">${t('questions.elsewhere')}</th><td>${number(counts.elsewhere)}</td>${sum ? html`<td></td>` : nothing}</tr>` : nothing}</tbody></table></div>`;
  }

  updated() {
    const {counts} = question;
    if (this.drawn === counts && this.drawnShaded === this.shaded) return;
    this.drawn = counts;
    this.drawnShaded = this.shaded;
    this.layer.clearLayers();
    if (!counts || !this.shaded) return;
    const most = Math.max(1, ...counts.groups.map(group => group.count));
    for (const group of counts.groups) {
      const shade = group.count === 0 ? 0 : Math.ceil(group.count / most * CLASSES);
      if (group.geometry) L.geoJSON(group.geometry, {interactive: false, renderer: this.renderer, style: {className: `count-area shade-${shade}`}}).addTo(this.layer);
    }
  }

  go(row) {
    if (row.geometry) this.map.map.fitBounds(L.geoJSON(row.geometry).getBounds());
  }
}

customElements.define('chengtu-question-counts', Counts);
