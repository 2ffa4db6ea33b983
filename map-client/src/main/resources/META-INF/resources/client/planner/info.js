// What is selected: fields with their titles, layer by layer; the others under the same click can be brought to the front.
import {html, nothing} from 'lit';
import {read} from '../api.js';
import {number, t, title} from '../i18n/index.js';
import {fact, failureBox, icon, skeleton} from '../panels/parts.js';
import {ToolPanel} from './toolpanel.js';

class Info extends ToolPanel {
  static events = ['selection', 'layers'];

  constructor() {
    super();
    this.failure = null;
  }

  render() {
    const {selection} = this.workspace;
    if (selection.length === 0) return html`<p class="empty">${t('planner.info.empty')}</p>`;
    if (!selection[0].feature) this.complete(selection);
    return html`<header class="panel-head"><h2>${t('planner.info.count', {n: number(selection.length)})}</h2>
        <button class="plain small" @click=${() => this.workspace.select([])}>${t('planner.info.clear')} <kbd>Esc</kbd></button></header>
      <div class="panel-body">${this.failure ? failureBox(this.failure, () => this.retry()) : nothing}
        ${selection.slice(0, 30).map((picked, i) => this.card(picked, i))}</div>`;
  }

  card(picked, i) {
    const layer = this.workspace.card(picked.layer);
    const {feature} = picked;
    return html`<section class="info-card ${i === 0 ? 'first' : ''}"><h3>
        ${i === 0 ? title(layer?.title) : html`<button class="link" @click=${() => this.bringForward(i)}>${title(layer?.title)}</button>`}
        <span class="secondary number">${picked.id}</span>
        ${feature ? html`<button class="bare" aria-label=${t('planner.info.fly', {id: picked.id})} @click=${() => this.map.show(feature)}>${icon('target')}</button>` : nothing}</h3>
      ${!feature ? this.failure ? nothing : skeleton(2) : html`<dl class="facts">
        ${Object.entries(feature.properties ?? {}).filter(([, value]) => value !== null && value !== '').map(([name, value]) =>
          fact(title(layer?.fields?.find(field => field.name === name)?.title) || name, typeof value === 'object' ? JSON.stringify(value) : String(value)))}</dl>`}</section>`;
  }

  bringForward(i) {
    const {selection} = this.workspace;
    this.workspace.select([selection[i], ...selection.filter((_, at) => at !== i)]);
  }

  /** From a permalink only layer and id are known. */
  async complete([picked, ...rest]) {
    if (this.asked === picked) return;
    this.asked = picked;
    try {
      const {data} = await read(`/ogc/collections/${picked.layer}/items/${encodeURIComponent(picked.id)}?f=json`, {base: ''});
      if (this.workspace.selection[0] === picked) this.workspace.select([{...picked, feature: data}, ...rest]);
      this.failure = null;
    } catch (failure) {
      this.failure = failure;
      this.requestUpdate();
    }
  }

  retry() {
    this.asked = null;
    this.failure = null;
    this.requestUpdate();
  }
}

customElements.define('chengtu-planner-info', Info);
