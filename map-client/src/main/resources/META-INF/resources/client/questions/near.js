// Further questions about a place: the nearest features of a layer, in a straight line or by road; and what lies around it,
// by the same headings as around an incident.
import {html, nothing} from 'lit';
import {command, read} from '../api.js';
import {distance, number, t, title, travelTime} from '../i18n/index.js';
import {nameOf} from '../panels/around.js';
import {failureBox, skeleton} from '../panels/parts.js';
import {ToolPanel} from '../planner/toolpanel.js';
import {state} from '../store/state.js';
import './words.js';

const MOST = 5;

class NearPlace extends ToolPanel {
  static events = [];

  static topics = ['catalogue'];

  static properties = {...ToolPanel.properties, place: {attribute: false}};

  constructor() {
    super();
    this.order = {layer: 'poi', by: 'straight'};
    this.forget();
  }

  forget() {
    this.nearest = null;
    this.around = null;
    this.failure = null;
    this.busy = '';
  }

  willUpdate(changed) {
    if (changed.has('place')) this.forget();
  }

  get layers() {
    return state.catalogue.layers.filter(layer => !layer.service);
  }

  render() {
    if (!this.place) return nothing;
    return html`<section class="near"><h3>${t('near.title')}</h3>
        <div class="buttons"><select aria-label=${t('questions.layer')} @change=${event => this.set({layer: event.target.value})}>
            ${this.layers.map(layer => html`<option value=${layer.id} ?selected=${layer.id === this.order.layer}>${title(layer.title)}</option>`)}</select>
          <select aria-label=${t('near.by')} @change=${event => this.set({by: event.target.value})}>
            ${['straight', 'road'].map(by => html`<option value=${by} ?selected=${by === this.order.by}>${t(`near.by.${by}`)}</option>`)}</select>
          <button class="plain small near-go" ?disabled=${Boolean(this.busy)} @click=${() => this.askNearest()}>${t('near.go')}</button></div>
        ${this.busy === 'nearest' ? skeleton(2) : nothing}
        ${this.nearest ? this.list(this.nearest) : nothing}</section>
      <section class="near"><h3>${t('around.title')}</h3>
        <button class="plain small around-go" ?disabled=${Boolean(this.busy)} @click=${() => this.askAround()}>${t('around.go')}</button>
        ${this.busy === 'around' ? skeleton(3) : nothing}
        ${this.around ? html`<ul class="rows around-list">${this.around.map(heading => this.heading(heading))}</ul>` : nothing}</section>
      ${this.failure ? failureBox(this.failure, this.again) : nothing}`;
  }

  set(change) {
    this.order = {...this.order, ...change};
    this.nearest = null;
    this.requestUpdate();
  }

  list({features, exact}) {
    if (features.length === 0) return html`<p class="empty">${t('near.none')}</p>`;
    return html`<ul class="rows near-list">${features.map(feature => html`<li><button class="plain wide" @click=${() => this.choose([feature])}>
        <span>${nameOf(feature)}</span><span class="secondary">${feature.seconds === undefined ? distance(feature.distance) : travelTime(feature.seconds)}</span></button></li>`)}</ul>
      ${exact ? nothing : html`<p class="secondary">${t('near.notSure')}</p>`}`;
  }

  heading({title: name, count, metres, layers, missing}) {
    const features = layers.flatMap(layer => layer.features).sort((a, b) => a.distance - b.distance);
    return html`<li><button class="plain wide" ?disabled=${count === 0} @click=${() => this.choose(features)}>
        <span>${title(name)} <b>${number(count)}${layers.some(layer => layer.atLeast) ? '+' : ''}</b></span><span class="secondary">${t('around.within', {far: distance(metres)})}</span></button>
      ${missing.length ? html`<span class="secondary">${t('around.missing', {layers: missing.map(each => each.layer).join(', ')})}</span>` : nothing}</li>`;
  }

  choose(features) {
    this.workspace.select(features.map(feature => ({layer: feature.layer, id: String(feature.id), feature})));
    if (features.length === 1) this.map.show(features[0]);
  }

  askNearest() {
    const {place, order} = this;
    return this.#asking('nearest', () => this.askNearest(), async () => {
      const body = {layer: order.layer, by: order.by, lon: place.lon, lat: place.lat, count: MOST};
      const {data} = await command({path: '/questions/nearest', body, key: crypto.randomUUID()});
      if (place === this.place && order === this.order) this.nearest = data;
    });
  }

  askAround() {
    const {place} = this;
    return this.#asking('around', () => this.askAround(), async () => {
      const {data} = await read(`/questions/around?lon=${place.lon.toFixed(7)}&lat=${place.lat.toFixed(7)}&limit=30`);
      if (place === this.place) this.around = data.headings;
    });
  }

  async #asking(what, again, work) {
    this.busy = what;
    this.failure = null;
    this.again = again;
    this.requestUpdate();
    try {
      await work();
    } catch (failure) {
      this.failure = failure;
    }
    this.busy = '';
    this.requestUpdate();
  }
}

customElements.define('chengtu-near-place', NearPlace);
