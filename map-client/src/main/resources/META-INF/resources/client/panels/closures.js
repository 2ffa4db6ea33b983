// Closed roads: drawn by clicking corners, listed, lifted. Dispatch goes round them at once.
import {html, nothing} from 'lit';
import {drawClosure, liftClosure} from '../actions/dispatch.js';
import {clockTime, t} from '../i18n/index.js';
import {bind} from '../keys.js';
import {openClosures} from '../map/closurelayer.js';
import {currentMap} from '../map/current.js';
import {may} from '../permissions.js';
import {Panel} from './element.js';
import {icon} from './parts.js';

class Closures extends Panel {
  static topics = ['closures', 'sketch'];

  constructor() {
    super();
    this.shown = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.unbind = bind('closures', () => this.toggle());
  }

  disconnectedCallback() {
    this.unbind();
    super.disconnectedCallback();
  }

  get sketch() {
    return currentMap()?.closureSketch;
  }

  render() {
    if (!this.shown) return nothing;
    const drawing = this.sketch.active;
    return html`<section class="map-card closures" aria-label=${t('closures.title')}>
      <header><h3>${t('closures.title')}</h3><button class="bare" aria-label=${t('help.close')} @click=${() => this.toggle()}>${icon('close')}</button></header>
      ${drawing ? this.form() : this.list()}</section>`;
  }

  list() {
    const open = openClosures();
    return html`${open.length ? html`<ul>${open.map(closure => html`<li><span>${closure.reason}${closure.until ? html` <span class="secondary">${t('closures.until', {at: clockTime(Date.parse(closure.until), false)})}</span>` : nothing}</span>
        ${may('closure.lift') ? html`<button class="plain small" @click=${() => liftClosure(closure)}>${t('closures.lift')}</button>` : nothing}</li>`)}</ul>`
      : html`<p class="secondary">${t('closures.none')}</p>`}
      ${may('closure.create') ? html`<button class="plain small" @click=${() => this.begin()}>${t('closures.draw')}</button>` : nothing}`;
  }

  form() {
    const corners = this.sketch.points.length;
    return html`<form @submit=${this.submit}>
      <p class="secondary">${t('closures.hint', {n: corners})}</p>
      <label>${t('closures.corner')}<input name="corner" autocomplete="off" placeholder="28.2, 112.9" @keydown=${this.addTyped}></label>
      <label>${t('closures.reason')}<input name="reason" required autocomplete="off"></label>
      <div class="buttons"><button class="primary small" ?disabled=${corners < 2}>${t('closures.close')}</button>
        <button type="button" class="plain small" @click=${() => this.end()}>${t('intake.cancel')}</button></div></form>`;
  }

  /** Corners can be typed as well as clicked: no way needs a pointer. */
  addTyped(event) {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    const pair = /^(-?\d+(?:\.\d+)?)\s*[,，\s]\s*(-?\d+(?:\.\d+)?)$/.exec(event.target.value.trim());
    if (!pair) return;
    this.sketch.add({lat: Number(pair[1]), lng: Number(pair[2])});
    event.target.value = '';
  }

  toggle() {
    this.shown = !this.shown;
    if (!this.shown && this.sketch.active) this.sketch.stop();
    this.requestUpdate();
  }

  begin() {
    this.sketch.start();
    this.requestUpdate();
  }

  end() {
    this.sketch.stop();
    this.requestUpdate();
  }

  async submit(event) {
    event.preventDefault();
    const reason = event.target.elements.reason.value.trim();
    const corners = this.sketch.points.map(point => [point.lng, point.lat]);
    this.end();
    await drawClosure(geometryOf(corners), reason);
  }
}

/** Two corners close the roads that a line crosses; more close those within an area. */
function geometryOf(corners) {
  return corners.length === 2
    ? {type: 'LineString', coordinates: corners}
    : {type: 'Polygon', coordinates: [[...corners, corners[0]]]};
}

customElements.define('chengtu-closures', Closures);
