// Who to send: the required set, units by road time, and why the others are left out.
import {html, nothing} from 'lit';
import {dispatchUnits} from '../actions/dispatch.js';
import {acknowledge} from '../actions/incidents.js';
import {coded, distance, named, t, travelTime} from '../i18n/index.js';
import {bind, run} from '../keys.js';
import {freshness} from '../store/freshness.js';
import {notify} from '../store/notices.js';
import {outbox} from '../store/outbox.js';
import {clearChoice, load, offered, recommendation, toggle, unitsToSend} from '../store/recommendation.js';
import {state} from '../store/state.js';
import {selectedIncident} from '../store/views.js';
import {Panel} from './element.js';
import {failureBox, icon, key, skeleton} from './parts.js';

class Recommendation extends Panel {
  static topics = ['recommendation', 'selection', 'outbox', 'live', 'second'];

  connectedCallback() {
    super.connectedCallback();
    this.unbind = [
      bind('dispatch', () => this.dispatch()),
      bind('pickUnit', name => this.pick(Number(name))),
    ];
  }

  disconnectedCallback() {
    this.unbind.forEach(each => each());
    super.disconnectedCallback();
  }

  told(topics) {
    const stale = freshness().level !== 'ok';
    if (topics.size === 1 && topics.has('second') && stale === this.stale) return;
    this.stale = stale;
    this.requestUpdate();
  }

  render() {
    const {phase, answer, failure} = recommendation;
    return html`<section class="recommendation" aria-labelledby="recommendation-title">
      <h3 id="recommendation-title">${t('recommendation.title')}</h3>
      ${this.stale ? html`<p class="stale-note">${icon('warning')} ${t('recommendation.stale')}</p>` : nothing}
      ${answer ? this.answer(answer) : phase === 'failed' ? failureBox(failure, load) : skeleton(5)}
      ${answer && phase === 'failed' ? failureBox(failure, load) : nothing}
    </section>`;
  }

  answer(answer) {
    const rows = offered();
    return html`
      ${answer.estimate ? html`<p class="stale-note">${icon('warning')} ${t('recommendation.estimate')}</p>` : nothing}
      <ul class="required">${answer.required.map(each => html`<li class=${each.filled < each.count ? 'short' : ''}>
        ${named(state.reference.capabilities, each.capability)} <b>${each.filled}/${each.count}</b></li>`)}</ul>
      ${answer.shortfall?.length ? html`<p class="shortfall" role="status">${icon('warning')} ${t('recommendation.shortfall', {what: answer.shortfall.map(each =>
        `${named(state.reference.capabilities, each.capability)} ${each.missing}`).join(t('list.comma'))})}</p>` : nothing}
      ${this.button()}
      ${rows.length ? html`<ol class="units">${rows.map((row, i) => this.row(row, i))}</ol>` : html`<p class="empty">${t('recommendation.none')}</p>`}
      ${answer.excluded?.length ? this.excluded(answer.excluded) : nothing}`;
  }

  row(row, i) {
    const chosen = recommendation.chosen.includes(row.unit);
    const purpose = row.for ? named(state.reference.capabilities, row.for) : row.capabilities.map(code => named(state.reference.capabilities, code)).join(t('list.comma'));
    return html`<li><button class="unit-row" aria-pressed=${chosen} @click=${() => toggle(row.unit)}>
      ${i < 9 ? html`<kbd>${i + 1}</kbd>` : html`<span></span>`}<span class="sign">${row.callSign}${row.from === 'station' ? html`<span class="visually-hidden">${t('recommendation.fromStation')}</span>${icon('station')}` : nothing}</span><span class="purpose">${purpose}</span>
      <span class="metres">${distance(row.metres)}</span><span class="minutes">${t('recommendation.eta', {time: travelTime(row.seconds)})}</span></button></li>`;
  }

  button() {
    const units = unitsToSend();
    const signs = units.map(id => state.units.get(id)?.callSign ?? id);
    const pending = [...outbox.values()].some(item => item.state === 'pending');
    return html`<button class="primary wide" ?disabled=${units.length === 0} @click=${() => run('dispatch')}>
      ${pending ? t('recommendation.sending') : signs.length > 1 ? t('recommendation.dispatchMany', {n: signs.length, first: signs[0]}) : t('recommendation.dispatch', {unit: signs[0] ?? ''})} ${key('Enter')}</button>`;
  }

  /** Every exclusion has its reason; grouped, because forty "busy" are one thought. */
  excluded(list) {
    const groups = byReason(list);
    return html`<details class="excluded"><summary>${t('recommendation.excluded', {n: list.length})}</summary>
      <dl>${[...groups].map(([reason, units]) => html`<dt>${coded('excluded', reason)} <span class="count">${units.length}</span></dt>
        <dd>${units.map(each => html`<span class="tag" title=${each.detail ?? ''}>${each.callSign}</span> `)}</dd>`)}</dl></details>`;
  }

  pick(n) {
    const row = offered()[n - 1];
    if (row) toggle(row.unit);
  }

  async dispatch() {
    const incident = selectedIncident();
    if (!incident || incident.state !== 'open') return notify('info', t('command.noneSelected'));
    const units = await this.choice();
    if (units.length === 0) return notify('info', t('recommendation.nothingToSend'));
    if (!incident.acknowledged && incident.reports?.some(each => each.source === 'sensor')) await acknowledge(incident);
    clearChoice();
    await dispatchUnits(incident, units);
    await load();
  }

  /** Enter may come before the answer: then it is waited for, so that the second Enter is never lost. */
  async choice() {
    if (recommendation.phase === 'loading') await load();
    return unitsToSend();
  }
}

function byReason(list) {
  const groups = new Map();
  for (const each of list) groups.set(each.reason, [...(groups.get(each.reason) ?? []), each]);
  return groups;
}

customElements.define('chengtu-recommendation', Recommendation);
