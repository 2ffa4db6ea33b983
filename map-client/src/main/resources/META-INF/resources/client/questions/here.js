// What is here: every layer the reader sees, at a click or the middle of the map; layers that did not answer are named.
import {html, nothing} from 'lit';
import {read} from '../api.js';
import {distance, number, t, title} from '../i18n/index.js';
import {failureBox, skeleton} from '../panels/parts.js';
import {calledBy, nameOf} from '../panels/around.js';
import {may} from '../permissions.js';
import {loadStyles} from '../planner/styles.js';
import {ToolPanel} from '../planner/toolpanel.js';
import './near.js';
import './words.js';

await loadStyles('/styles/questions.css');

const NAME = 'here';
const PIXELS = 10;

class WhatIsHere extends ToolPanel {
  static events = ['clicks'];

  constructor() {
    super();
    this.answer = null;
    this.failure = null;
    this.clicked = event => this.ask({lon: event.latlng.lng, lat: event.latlng.lat});
  }

  connectedCallback() {
    super.connectedCallback();
    this.begin();
  }

  disconnectedCallback() {
    this.end();
    super.disconnectedCallback();
  }

  begin() {
    this.map.map.on('click', this.clicked);
    this.workspace.takeClicks(NAME, () => this.end());
  }

  end() {
    this.map.map.off('click', this.clicked);
    this.workspace.releaseClicks(NAME);
  }

  centre() {
    const {lat, lng} = this.map.map.getCenter();
    return {lon: lng, lat};
  }

  async ask(place) {
    this.place = place;
    this.called = null;
    this.busy = true;
    this.name(place);
    this.requestUpdate();
    try {
      const tolerance = Math.min(5000, Math.max(5, this.map.metres(PIXELS, place))).toFixed(1);
      this.answer = (await read(`/questions/here?lon=${place.lon.toFixed(7)}&lat=${place.lat.toFixed(7)}&tolerance=${tolerance}`)).data;
      this.failure = null;
    } catch (failure) {
      this.failure = failure;
    }
    this.busy = false;
    this.requestUpdate();
  }

  /** What the place is called comes by itself; without it the coordinates still stand. */
  async name(place) {
    if (!may('place.read')) return;
    try {
      const {data} = await read(`/places/at?lon=${place.lon.toFixed(7)}&lat=${place.lat.toFixed(7)}`);
      if (place === this.place) this.called = calledBy(data);
    } catch (failure) {
      console.warn('no address for the place', failure.message);
    }
    this.requestUpdate();
  }

  render() {
    const {answer} = this;
    const active = this.workspace.clicksOf === NAME;
    return html`<header class="panel-head"><h2>${t('here.title')}</h2>
        <button class="plain small" @click=${() => this.ask(this.centre())}>${t('here.centre')}</button></header>
      <div class="panel-body">
        ${active ? html`<p class="secondary">${t('here.click')}</p>` : html`<button class="plain small" @click=${() => this.begin()}>${t('here.takeClicks')}</button>`}
        ${this.failure ? failureBox(this.failure, () => this.ask(this.place)) : nothing}
        ${this.busy && !answer ? skeleton(4) : nothing}
        ${this.place && !this.failure ? html`<p class="here-place"><b>${this.called ?? ''}</b> <span class="secondary">${this.place.lat.toFixed(6)}, ${this.place.lon.toFixed(6)}</span></p>` : nothing}
        ${answer ? html`<p role="status">${t('here.asked', {asked: number(answer.asked), found: number(answer.layers.length)})}</p>
          ${answer.notAnswered.length ? html`<p class="field-error" role="alert">${t('here.missing', {layers: answer.notAnswered.map(each => `${title(each.title)} (${t(`here.code.${each.code === 'time' || each.code === 'too-many' ? each.code : 'failed'}`)})`).join(', ')})}</p>` : nothing}
          ${answer.layers.map(layer => this.layer(layer))}` : nothing}
        <chengtu-near-place .map=${this.map} .workspace=${this.workspace} .place=${this.place}></chengtu-near-place></div>`;
  }

  layer(layer) {
    return html`<section class="here-layer"><h3>${title(layer.title)} <span class="secondary">${layer.more ? t('here.more', {n: layer.features.length}) : layer.features.length}</span></h3>
      <ul class="rows">${layer.features.map(feature => html`<li><button class="plain wide" @click=${() => this.choose(feature)}>
        <span>${nameOf(feature)}</span><span class="secondary">${distance(feature.distance)}</span></button></li>`)}</ul></section>`;
  }

  choose(feature) {
    this.workspace.select([{layer: feature.layer, id: String(feature.id), feature}]);
  }
}

customElements.define('chengtu-what-is-here', WhatIsHere);
