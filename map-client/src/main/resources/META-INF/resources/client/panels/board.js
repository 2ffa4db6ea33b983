// Unit board and shift log, in the drawer at the bottom or in a window of their own.
import {html} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {age, clockTime, named, t} from '../i18n/index.js';
import {read} from '../api.js';
import {actorName, incidentTitle} from '../actions/incidents.js';
import {may} from '../permissions.js';
import {onEntry} from '../store/entries.js';
import {state} from '../store/state.js';
import {assignmentOfUnit, fixAge, isStale, unitStates} from '../store/views.js';
import {select} from '../store/windows.js';
import {UNIT_STATES} from '../status.js';
import {describeEntry} from './entrytext.js';
import {Panel} from './element.js';
import {failureBox, skeleton} from './parts.js';

const ORDER = ['on_scene', 'en_route', 'committed', 'available', 'out_of_service'];
const LONGEST_LOG = 200;
/** Entries of the live feed, newest first. */
const heard = [];

class Board extends Panel {
  static topics = ['units', 'assignments', 'incidents', 'second', 'selection', 'reference'];

  constructor() {
    super();
    this.tab = 'units';
    this.log = null;
    this.failure = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.stopHearing = onEntry(entry => {
      if (!this.log) return;
      this.log = [entry, ...this.log].slice(0, LONGEST_LOG);
      this.requestUpdate();
    });
  }

  disconnectedCallback() {
    this.stopHearing();
    super.disconnectedCallback();
  }

  render() {
    return html`<div role="tablist" class="tabs" @keydown=${this.tabKey}>
        ${['units', 'log'].map(name => html`<button role="tab" id="tab-${name}" aria-controls="board-panel" aria-selected=${this.tab === name}
          tabindex=${this.tab === name ? 0 : -1} @click=${() => this.open(name)}>${t(`board.${name}`)}</button>`)}</div>
      <div role="tabpanel" id="board-panel" aria-labelledby="tab-${this.tab}" tabindex="0" class="board-panel">${this.tab === 'units' ? this.units() : this.shiftLog()}</div>`;
  }

  tabKey(event) {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    this.open(this.tab === 'units' ? 'log' : 'units');
    this.updateComplete.then(() => this.querySelector('[role=tab][aria-selected=true]').focus());
  }

  open(name) {
    this.tab = name;
    if (name === 'log' && !this.log) this.loadLog();
    this.requestUpdate();
  }

  units() {
    const states = unitStates();
    const rows = [...state.units.values()].sort((a, b) =>
      ORDER.indexOf(states.get(a.id)) - ORDER.indexOf(states.get(b.id)) || a.callSign.localeCompare(b.callSign));
    return html`<table class="board"><thead><tr>${['sign', 'kind', 'state', 'incident', 'fix', 'organisation'].map(name => html`<th scope="col">${t(`board.${name}`)}</th>`)}</tr></thead>
      <tbody>${repeat(rows, unit => unit.id, unit => this.unitRow(unit, states.get(unit.id)))}</tbody></table>`;
  }

  unitRow(unit, name) {
    const incident = state.incidents.get(assignmentOfUnit(unit.id)?.incident);
    const fill = UNIT_STATES.find(each => each.state === name)?.fill ?? 'slash';
    const seconds = fixAge(unit.id);
    return html`<tr class=${state.selection?.id === unit.id ? 'selected' : ''}>
      <th scope="row"><button class="link sign" @click=${() => select({kind: 'unit', id: unit.id})}>${unit.callSign}</button></th>
      <td>${named(state.reference.unitKinds, unit.kind)}</td>
      <td><span class="unit-dot ${fill} ${name}"></span> ${t(`unitState.${name}`)}</td>
      <td>${incident ? html`<button class="link" @click=${() => select({kind: 'incident', id: incident.id})}>#${incident.number} ${incidentTitle(incident)}</button>` : ''}</td>
      <td class=${isStale(unit.id) ? 'stale-text' : ''}>${Number.isFinite(seconds) ? age(seconds) : t('unit.noFix')}</td>
      <td>${unit.organisation}</td></tr>`;
  }

  shiftLog() {
    if (!this.log) return this.failure ? failureBox(this.failure, () => this.loadLog()) : skeleton(4);
    if (this.log.length === 0) return html`<p class="empty">${t('board.noLog')}</p>`;
    return html`<ol class="timeline wide">${repeat(this.log, entry => entry.seq ?? entry.position, entry => html`<li>
      <time class="secondary">${clockTime(Date.parse(entry.time))}</time><span>${describeEntry(entry)}</span>
      <span class="secondary">${actorName(entry)} ${entry.seat ?? ''}</span></li>`)}</ol>`;
  }

  /** Who may not read the whole journal sees what the live feed has brought since the shift began here. */
  async loadLog() {
    this.failure = null;
    if (!may('journal.read')) {
      this.log = [...heard];
      return this.requestUpdate();
    }
    try {
      const since = Math.max(0, state.position - LONGEST_LOG);
      const {data} = await read(`/journal?since=${since}&limit=${LONGEST_LOG}`);
      this.log = data.items.sort((a, b) => (b.seq ?? b.position) - (a.seq ?? a.position));
    } catch (failure) {
      this.failure = failure;
    }
    return this.requestUpdate();
  }
}

onEntry(entry => {
  heard.unshift(entry);
  heard.length = Math.min(heard.length, LONGEST_LOG);
});

customElements.define('chengtu-board', Board);
