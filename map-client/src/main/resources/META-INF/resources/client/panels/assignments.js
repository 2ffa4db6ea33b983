// The units on an incident, where they stand, and the next states they can report.
import {html, nothing} from 'lit';
import {correct, NEXT_STATES, reportStatus, setStatus} from '../actions/dispatch.js';
import {serverNow} from '../clock.js';
import {age, t} from '../i18n/index.js';
import {bind} from '../keys.js';
import {may} from '../permissions.js';
import {notify} from '../store/notices.js';
import {state} from '../store/state.js';
import {assignmentsOf, isActive, selectedIncident} from '../store/views.js';
import {Panel} from './element.js';

const KEYS = {statusEnRoute: 'en_route', statusOnScene: 'at_scene', statusClear: 'released', statusAvailable: 'available'};

class Assignments extends Panel {
  static topics = ['selection', 'assignments', 'incidents', 'second'];

  constructor() {
    super();
    this.marked = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.unbind = Object.entries(KEYS).map(([action, word]) => bind(action, () => this.report(word)));
  }

  disconnectedCallback() {
    this.unbind.forEach(each => each());
    super.disconnectedCallback();
  }

  render() {
    const incident = selectedIncident();
    const all = incident ? assignmentsOf(incident.id) : [];
    if (all.length === 0) return nothing;
    const rows = [...all].sort((a, b) => isActive(b) - isActive(a) || a.callSign.localeCompare(b.callSign));
    return html`<section><h3>${t('assignments.title')} <span class="count">${rows.filter(isActive).length}</span></h3>
      <ul class="assignments">${rows.map(each => this.row(each))}</ul></section>`;
  }

  row(assignment) {
    const last = assignment.stamps?.at(-1);
    const next = may('assignment.status') ? this.offered(assignment) : [];
    return html`<li class=${isActive(assignment) ? '' : 'ended'}>
      <button class="link sign" aria-pressed=${this.marked === assignment.id} @click=${() => this.mark(assignment)}>${assignment.callSign}</button>
      <span class="assignment-state">${t(`assignment.${assignment.state}`)}
        ${last ? html`<span class="secondary">${age((serverNow() - Date.parse(last.at)) / 1000)}</span>` : nothing}</span>
      ${this.marked === assignment.id && may('assignment.correct') ? this.correction(assignment) : nothing}
      <span class="next">${next.map(status => html`<button class="plain small" @click=${() => setStatus(assignment, status)}>${t(`assignmentDo.${status}`)}</button>`)}</span>
    </li>`;
  }

  /** The usual next steps; all of them for the marked unit. Crews acknowledge by themselves. */
  offered(assignment) {
    const next = NEXT_STATES[assignment.state] ?? [];
    return this.marked === assignment.id ? next : next.filter(status => status !== 'acknowledged');
  }

  /** Shown for the marked unit: a stamp that was wrong is corrected, never overwritten. */
  correction(assignment) {
    const stamped = (assignment.stamps ?? []).map(each => each.status);
    return html`<details class="correction"><summary class="secondary">${t('assignments.correct')}</summary>
      <form class="inline-form" @submit=${event => this.sendCorrection(event, assignment)}>
        <label>${t('assignments.correctStatus')}<select name="status">${[...new Set(stamped)].map(status => html`<option value=${status}>${t(`assignment.${status}`)}</option>`)}</select></label>
        <label>${t('assignments.correctAt')}<input type="datetime-local" name="at" step="1" required></label>
        <label>${t('assignments.correctReason')}<input name="reason" required autocomplete="off"></label>
        <button class="plain small">${t('assignments.correctSave')}</button></form></details>`;
  }

  async sendCorrection(event, assignment) {
    event.preventDefault();
    const {status, at, reason} = event.target.elements;
    this.marked = null;
    await correct(assignment, status.value, new Date(at.value).toISOString(), reason.value.trim());
  }

  mark(assignment) {
    this.marked = this.marked === assignment.id ? null : assignment.id;
    this.requestUpdate();
  }

  /** A status key means the marked unit, or the only one that is under way. */
  report(word) {
    const unit = this.meantUnit();
    if (unit) reportStatus(unit, word);
    else notify('refused', t('status.which'));
  }

  meantUnit() {
    if (state.selection?.kind === 'unit') return state.units.get(state.selection.id);
    const incident = selectedIncident();
    const active = incident ? assignmentsOf(incident.id).filter(isActive) : [];
    const meant = active.find(each => each.id === this.marked) ?? (active.length === 1 ? active[0] : null);
    return meant && state.units.get(meant.unit);
  }
}

customElements.define('chengtu-assignments', Assignments);
