// One incident: facts, units, recommendation, plans, what lies near, timeline.
import {html, nothing} from 'lit';
import {acknowledge, addNote, changeField, closeIncident, incidentTitle, markUnderControl, mergeInto, reopenIncident} from '../actions/incidents.js';
import {clockTime, named, t} from '../i18n/index.js';
import {bind, run} from '../keys.js';
import {may} from '../permissions.js';
import {LEVELS} from '../status.js';
import {state} from '../store/state.js';
import {activeAssignments, queue, selectedIncident} from '../store/views.js';
import {select} from '../store/windows.js';
import {Panel} from './element.js';
import {fact, key, levelName, levelSymbol, skeleton} from './parts.js';
import './around.js';
import './assignments.js';
import './recommendation.js';
import './nearby.js';
import './plans.js';
import './timeline.js';

/** Clocks in the order in which they tick. */
const CLOCKS = ['received', 'answered', 'created', 'firstDispatched', 'firstEnRoute', 'firstOnScene', 'underControl', 'closed', 'reopened'];

class Incident extends Panel {
  static topics = ['selection', 'incidents', 'assignments', 'reference'];

  constructor() {
    super();
    this.form = '';
    this.noteDraft = new Map();
  }

  connectedCallback() {
    super.connectedCallback();
    this.unbind = [bind('note', () => this.openForm('note'))];
  }

  disconnectedCallback() {
    this.unbind.forEach(each => each());
    super.disconnectedCallback();
  }

  render() {
    const incident = selectedIncident();
    if (!incident) return skeleton(6);
    const assigned = activeAssignments(incident.id).length > 0;
    return html`
      <header class="panel-head">
        ${levelSymbol(incident.level, assigned)}
        <h2>${incidentTitle(incident)}</h2>
        <span class="secondary number">#${incident.number}</span>
      </header>
      <div class="panel-body">
        ${this.facts(incident)}
        ${this.buttons(incident)}
        ${this.form === 'note' ? this.noteForm(incident) : nothing}
        ${this.form === 'close' ? this.closeForm(incident) : nothing}
        ${this.form === 'merge' ? this.mergeForm(incident) : nothing}
        <chengtu-assignments></chengtu-assignments>
        ${incident.state === 'open' && may('dispatch.create') ? html`<chengtu-recommendation></chengtu-recommendation>` : nothing}
        <chengtu-plans .incident=${incident.id}></chengtu-plans>
        <chengtu-around .incident=${incident.id} .place=${incident.place}></chengtu-around>
        <chengtu-nearby .place=${incident.place}></chengtu-nearby>
        ${this.reports(incident)}
        <chengtu-timeline .incident=${incident.id}></chengtu-timeline>
      </div>`;
  }

  facts(incident) {
    const clocks = CLOCKS.filter(name => incident.clocks?.[name]);
    return html`<dl class="facts">
      ${fact(t('field.place'), incident.place?.address)}
      ${fact(t('field.level'), this.levelChoice(incident))}
      ${fact(t('field.state'), t(`incidentState.${incident.state}`))}
      ${fact(t('field.grid'), incident.place?.grid)}
      ${fact(t('field.caller'), incident.callers?.map(each => [each.name, each.phone].filter(Boolean).join(' ')).join('; '))}
      ${fact(t('field.description'), incident.description)}
      ${fact(t('field.disposition'), incident.disposition && named(state.reference.dispositions, incident.disposition))}
      </dl>
      <ol class="clocks" aria-label=${t('incident.clocks')}>${clocks.map(name => html`<li>
        <span class="secondary">${t(`clock.${name}`)}</span> ${clockTime(Date.parse(incident.clocks[name]))}</li>`)}</ol>`;
  }

  levelChoice(incident) {
    if (incident.state !== 'open' || !may('incident.update')) return levelName(incident.level);
    return html`<select class="inline" aria-label=${t('field.level')} .value=${String(incident.level)}
        @change=${event => this.changeLevel(incident, event.target)}>
      ${LEVELS.map(each => html`<option value=${each.level} ?selected=${each.level === incident.level}>${each.level} ${levelName(each.level)}</option>`)}</select>`;
  }

  async changeLevel(incident, choice) {
    await changeField(incident, 'level', Number(choice.value), level => `${level} ${levelName(level)}`);
    this.requestUpdate();
  }

  buttons(incident) {
    if (!may('incident.update')) return nothing;
    if (incident.state === 'closed') return html`<div class="buttons"><button class="plain small" @click=${() => reopenIncident(incident)}>${t('incident.reopen')}</button></div>`;
    if (incident.state !== 'open') return nothing;
    return html`<div class="buttons">
      ${incident.acknowledged ? nothing : html`<button class="plain small" @click=${() => acknowledge(incident)}>${t('incident.acknowledge')} ${key('A')}</button>`}
      <button class="plain small" aria-expanded=${this.form === 'note'} @click=${() => run('note')}>${t('incident.note')} ${key('H')}</button>
      ${incident.clocks?.underControl ? nothing : html`<button class="plain small" @click=${() => markUnderControl(incident)}>${t('incident.control')}</button>`}
      <button class="plain small" aria-expanded=${this.form === 'close'} @click=${() => this.openForm('close')}>${t('incident.close')}</button>
      <button class="plain small" aria-expanded=${this.form === 'merge'} @click=${() => this.openForm('merge')}>${t('incident.merge')}</button>
    </div>`;
  }

  noteForm(incident) {
    return html`<form class="inline-form" @submit=${event => this.sendNote(event, incident)} @keydown=${this.formKey}>
      <label>${t('incident.noteText')}<textarea name="text" rows="3" .value=${this.noteDraft.get(incident.id) ?? ''}
        @input=${event => this.noteDraft.set(incident.id, event.target.value)} required></textarea></label>
      <div class="buttons"><button class="primary small">${t('incident.noteSave')} ${key('Ctrl+Enter')}</button>
      <button type="button" class="plain small" @click=${() => this.openForm('')}>${t('intake.cancel')}</button></div></form>`;
  }

  closeForm(incident) {
    return html`<form class="inline-form" @submit=${event => this.sendClose(event, incident)} @keydown=${this.formKey}>
      <label>${t('field.disposition')}<select name="disposition" required>
        ${state.reference.dispositions.map(each => html`<option value=${each.code}>${named([each], each.code)}</option>`)}</select></label>
      <label>${t('incident.closeNote')}<input name="note" autocomplete="off"></label>
      ${activeAssignments(incident.id).length ? html`<label class="check"><input type="checkbox" name="release" checked>${t('incident.release')}</label>` : nothing}
      <div class="buttons"><button class="primary small">${t('incident.closeNow')}</button>
      <button type="button" class="plain small" @click=${() => this.openForm('')}>${t('intake.cancel')}</button></div></form>`;
  }

  mergeForm(incident) {
    const others = queue().filter(each => each.id !== incident.id);
    return html`<form class="inline-form" @submit=${event => this.sendMerge(event, incident)} @keydown=${this.formKey}>
      <label>${t('incident.mergeInto')}<select name="target" required>
        ${others.map(each => html`<option value=${each.id}>#${each.number} ${incidentTitle(each)} ${each.place?.address ?? ''}</option>`)}</select></label>
      <div class="buttons"><button class="primary small" ?disabled=${others.length === 0}>${t('incident.mergeNow')}</button>
      <button type="button" class="plain small" @click=${() => this.openForm('')}>${t('intake.cancel')}</button></div></form>`;
  }

  async sendMerge(event, incident) {
    event.preventDefault();
    const target = state.incidents.get(event.target.elements.target.value);
    this.openForm('');
    if (await mergeInto(incident, target)) select({kind: 'incident', id: target.id});
  }

  formKey(event) {
    if (event.isComposing) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      this.openForm('');
    } else if (event.key === 'Enter' && event.ctrlKey) {
      event.currentTarget.requestSubmit();
    }
  }

  async openForm(form) {
    this.form = this.form === form ? '' : form;
    this.requestUpdate();
    await this.updateComplete;
    if (this.form) this.querySelector('.inline-form textarea, .inline-form select')?.focus();
    else document.activeElement?.blur();
  }

  async sendNote(event, incident) {
    event.preventDefault();
    const text = event.target.elements.text.value.trim();
    if (!text) return;
    this.openForm('');
    if (await addNote(incident, text)) this.noteDraft.delete(incident.id);
  }

  async sendClose(event, incident) {
    event.preventDefault();
    const {disposition, note, release} = event.target.elements;
    const [code, text, releaseUnits] = [disposition.value, note.value.trim(), Boolean(release?.checked)];
    this.openForm('');
    await closeIncident(incident, code, text, releaseUnits);
  }

  reports(incident) {
    const reports = incident.reports ?? [];
    if (reports.length === 0) return nothing;
    return html`<section><h3>${t('incident.reports')} <span class="count">${reports.length}</span></h3>
      <ul class="reports">${reports.map(each => html`<li><span class="secondary">${each.at ? clockTime(Date.parse(each.at)) : ''} ${sourceName(each)}</span> ${each.text}</li>`)}</ul></section>`;
  }
}

function sourceName(report) {
  const caller = typeof report.caller === 'string' ? report.caller : report.caller?.name;
  return caller || report.source || '';
}

customElements.define('chengtu-incident', Incident);
