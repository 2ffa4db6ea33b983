// The queue: unassigned first, then level, then age. It is also the accessible equal of the map.
import {html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {incidentTitle} from '../actions/incidents.js';
import {serverNow} from '../clock.js';
import {age, t} from '../i18n/index.js';
import {bind, run} from '../keys.js';
import {may} from '../permissions.js';
import {AGEING_SECONDS} from '../status.js';
import {flood} from '../store/flood.js';
import {withdraw, outbox} from '../store/outbox.js';
import {state} from '../store/state.js';
import {activeAssignments, queue, startOf} from '../store/views.js';
import {select} from '../store/windows.js';
import {Panel} from './element.js';
import {icon, key, levelName, levelSymbol} from './parts.js';
import './intake.js';

class Queue extends Panel {
  static topics = ['incidents', 'assignments', 'selection', 'second', 'reference', 'outbox', 'intake'];

  connectedCallback() {
    super.connectedCallback();
    this.unbind = [bind('nextIncident', () => this.step(1)), bind('previousIncident', () => this.step(-1))];
  }

  disconnectedCallback() {
    this.unbind.forEach(each => each());
    super.disconnectedCallback();
  }

  render() {
    const rows = queue();
    const folded = this.unfolded ? new Set() : this.folded(rows);
    return html`
      <header class="panel-head">
        <h2>${t('queue.title')} <span class="count">${rows.length}</span></h2>
        ${may('incident.create') ? html`<button class="primary small" @click=${() => run('newIncident')}>${t('queue.new')} ${key('N')}</button>` : nothing}
      </header>
      <chengtu-intake></chengtu-intake>
      ${this.undelivered()}
      ${this.floodRow(rows)}
      ${rows.length ? this.list(rows.filter(each => !folded.has(each.id))) : html`<p class="empty">${t('queue.empty')}${may('incident.create') ? html` · ${key('N')} ${t('queue.new')}` : nothing}</p>`}
      <p class="visually-hidden" aria-live="polite">${this.news(rows, false)}</p>
      <p class="visually-hidden" aria-live="assertive">${this.news(rows, true)}</p>`;
  }

  /** Alarms of a flood; the selected one stays in sight. */
  folded(rows) {
    const ids = flood(rows, serverNow(), startOf);
    ids.delete(state.selection?.id);
    return ids;
  }

  floodRow(rows) {
    const n = this.folded(rows).size;
    if (n === 0) return nothing;
    return html`<button class="flood" aria-expanded=${Boolean(this.unfolded)} @click=${() => { this.unfolded = !this.unfolded; this.requestUpdate(); }}>
      ${icon('bell')} ${t(this.unfolded ? 'queue.fold' : 'queue.unfold', {n})}</button>`;
  }

  list(rows) {
    const selected = state.selection?.kind === 'incident' ? state.selection.id : null;
    return html`<ul class="queue-list" role="listbox" tabindex="0" aria-label=${t('queue.title')}
        aria-activedescendant=${selected && rows.some(each => each.id === selected) ? `queue-${selected}` : nothing}>
      ${repeat(rows, incident => incident.id, incident => this.row(incident, selected))}</ul>`;
  }

  row(incident, selected) {
    const sent = activeAssignments(incident.id);
    const seconds = (serverNow() - startOf(incident)) / 1000;
    const ageing = sent.length === 0 && seconds > AGEING_SECONDS[incident.level];
    return html`<li id="queue-${incident.id}" role="option" aria-selected=${incident.id === selected}
        class="queue-row ${ageing ? 'ageing' : ''} level-${incident.level}" @click=${() => select({kind: 'incident', id: incident.id})}>
      <span class="queue-level">${levelSymbol(incident.level, sent.length > 0)}<span class="visually-hidden">${levelName(incident.level)}</span></span>
      <span class="queue-type">${incidentTitle(incident)}</span>
      <span class="queue-age">${age(seconds)}</span>
      <span class="queue-place">${incident.place?.address ?? ''}</span>
      <span class="queue-units">${sent.length ? signs(sent) : html`<span class="tag">${incident.acknowledged ? t('queue.waiting') : t('queue.alarm')}</span>`}</span>
    </li>`;
  }

  /** Commands without an answer: said plainly, never shown as done. */
  undelivered() {
    const waiting = [...outbox.values()].filter(item => item.state === 'undelivered');
    if (waiting.length === 0) return nothing;
    return html`<section class="undelivered" role="alert" aria-label=${t('outbox.title')}>
      <h3>${icon('warning')} ${t('outbox.title')} ${waiting.length}</h3>
      <ul>${waiting.map(item => html`<li><span>${item.label}</span>
        <button class="link" @click=${() => withdraw(item.key)}>${t('outbox.withdraw')}</button></li>`)}</ul>
      <p class="secondary">${t('outbox.fallback')}</p></section>`;
  }

  step(by) {
    const folded = this.unfolded ? new Set() : this.folded(queue());
    const rows = queue().filter(each => !folded.has(each.id));
    if (rows.length === 0) return;
    const at = rows.findIndex(each => each.id === state.selection?.id);
    const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))];
    select({kind: 'incident', id: next.id});
    this.updateComplete.then(() => document.getElementById(`queue-${next.id}`)?.scrollIntoView({block: 'nearest'}));
  }

  /** New incidents for the screen reader: politely, level I at once. */
  news(rows, urgent) {
    const fresh = rows.filter(each => (each.level === 1) === urgent && serverNow() - Date.parse(each.clocks.created ?? each.clocks.received) < 6000);
    return fresh.map(each => t('queue.news', {level: levelName(each.level), type: incidentTitle(each), place: each.place?.address ?? ''})).join('; ');
  }
}

function signs(sent) {
  const names = sent.map(each => each.callSign);
  return names.length > 2 ? `${names.slice(0, 2).join(' ')} +${names.length - 2}` : names.join(' ');
}

customElements.define('chengtu-queue', Queue);
