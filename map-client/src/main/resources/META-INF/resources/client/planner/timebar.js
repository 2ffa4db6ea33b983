// As of when: a slider over the chosen span, an exact time, and back to now. Old is never shown as now: while a moment is
// set the map says so. Arrow keys step, as in every range field.
import {html, nothing} from 'lit';
import {serverNow} from '../clock.js';
import {dateTime, t} from '../i18n/index.js';
import {icon} from '../panels/parts.js';
import {ToolPanel} from './toolpanel.js';
import {momentsOf} from './moments.js';

const SPANS = {day: 1, week: 7, month: 30, year: 365, decade: 3650};
const DAY = 86_400_000;
const STEPS = 200;
const SETTLE = 200;

class TimeBar extends ToolPanel {
  static events = ['at', 'active', 'layers'];

  constructor() {
    super();
    this.span = 'month';
    this.end = serverNow();
    this.moments = [];
  }

  render() {
    const at = this.workspace.at ? Date.parse(this.workspace.at) : this.end;
    const from = this.end - SPANS[this.span] * DAY;
    this.look();
    const ticks = this.moments.filter(each => each >= from && each <= this.end);
    return html`<section class="map-card time-bar" aria-label=${t('planner.time.title')}>
      <label class="visually-hidden" for="time-span">${t('planner.time.span')}</label>
      <select id="time-span" class="inline" @change=${event => this.setSpan(event.target.value)}>${Object.keys(SPANS).map(name => html`<option value=${name} ?selected=${name === this.span}>${t(`planner.time.${name}`)}</option>`)}</select>
      <input type="range" class="time-range" min="0" max=${STEPS} step="1" list="time-ticks" aria-label=${t('planner.time.title')} aria-valuetext=${this.workspace.at ? dateTime(at) : t('planner.time.now')}
        .value=${String(Math.round((at - from) / (this.end - from) * STEPS))} @input=${event => this.slide(Number(event.target.value), from)}>
      <datalist id="time-ticks">${ticks.map(each => html`<option value=${Math.round((each - from) / (this.end - from) * STEPS)}></option>`)}</datalist>
      <input type="datetime-local" class="time-exact" aria-label=${t('planner.time.exact')} step="1" .value=${localText(at)} @change=${event => this.exact(event.target.value)}>
      ${ticks.length ? html`<button class="bare" aria-label=${t('planner.time.previous')} @click=${() => this.hop(-1, at)}>‹</button><button class="bare" aria-label=${t('planner.time.next')} @click=${() => this.hop(1, at)}>›</button>` : nothing}
      <button class="plain small" ?disabled=${!this.workspace.at} @click=${() => this.workspace.setAt('')}>${t('planner.time.now')}</button>
      <button class="bare" aria-label=${t('help.close')} @click=${() => this.dispatchEvent(new CustomEvent('done'))}>${icon('close')}</button></section>`;
  }

  setSpan(name) {
    this.span = name;
    this.end = serverNow();
    this.requestUpdate();
  }

  /** The map follows when the slider rests a moment: each step asks for every tile anew. */
  slide(step, from) {
    clearTimeout(this.timer);
    const at = step === STEPS ? '' : momentText(from + (this.end - from) * step / STEPS);
    this.timer = setTimeout(() => this.workspace.setAt(at), SETTLE);
  }

  exact(text) {
    const at = Date.parse(text);
    if (Number.isFinite(at)) this.workspace.setAt(at >= serverNow() ? '' : momentText(at));
  }

  hop(direction, at) {
    const next = direction < 0 ? this.moments.findLast(each => each < at - 999) : this.moments.find(each => each > at + 999);
    this.workspace.setAt(next === undefined ? (direction < 0 ? this.workspace.at : '') : momentText(next));
  }

  /** When the active layer changed, where the server knows it. */
  async look() {
    const id = this.workspace.card(this.workspace.active)?.live ? null : this.workspace.active;
    if (this.asked === id) return;
    this.asked = id;
    this.moments = id ? await momentsOf(id) : [];
    this.requestUpdate();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    super.disconnectedCallback();
  }
}

function momentText(at) {
  return new Date(Math.round(at / 1000) * 1000).toISOString().replace('.000', '');
}

/** As <input type="datetime-local"> wants it, in local time. */
function localText(at) {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19);
}

customElements.define('chengtu-time-bar', TimeBar);
