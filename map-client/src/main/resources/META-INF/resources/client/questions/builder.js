// The query builder: a layer, conditions in groups, an area; its CQL2 beside it, to be read, changed and copied. Before
// many rows are fetched it says how many there are.
import {html, nothing} from 'lit';
import {read} from '../api.js';
import {tellRefusal} from '../actions/refusal.js';
import {number, t, title} from '../i18n/index.js';
import {Sketch} from '../map/sketch.js';
import {failureBox, icon} from '../panels/parts.js';
import {loadStyles} from '../planner/styles.js';
import {ToolPanel} from '../planner/toolpanel.js';
import './words.js';
import {submit} from '../store/outbox.js';
import {changed} from '../store/topics.js';
import {state} from '../store/state.js';
import {askedByLink} from './asked.js';
import {askCounts, askEstimate, askPage, bodyOf, filterText, open, question, TOPIC, update} from './current.js';
import {parse, testsFor, write} from './cql.js';

await loadStyles('/styles/questions.css');

const NAME = 'query';
const AREAS = ['none', 'view', 'shape', 'reach'];
const COUNT_BY = ['district', 'street', 'community', 'grid'];
const MOST_HINTS = 50;

class Question extends ToolPanel {
  static events = ['shape', 'active', 'clicks'];

  static topics = [TOPIC, 'catalogue', 'sketch'];

  constructor() {
    super();
    this.hints = new Map();
    this.by = 'district';
    this.sum = '';
  }

  connectedCallback() {
    super.connectedCallback();
    if (askedByLink && !question.opened) {
      question.opened = true;
      open(askedByLink, id => this.workspace.card(id)?.fields ?? []).then(() => this.run()).catch(tellRefusal);
    }
    if (!question.layer) update({layer: this.workspace.active ?? this.layers[0]?.id ?? null});
  }

  disconnectedCallback() {
    this.endClicks();
    super.disconnectedCallback();
  }

  get layers() {
    return state.catalogue.layers.filter(layer => !layer.service);
  }

  get card() {
    return this.workspace.card(question.layer);
  }

  get fields() {
    return this.card?.fields ?? [];
  }

  view() {
    const bounds = this.map.map.getBounds();
    return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  }

  body() {
    return question.layer ? bodyOf(this.fields, this.workspace, () => this.view()) : null;
  }

  render() {
    return html`<header class="panel-head"><h2>${t('questions.title')}</h2>${question.saved ? html`<span class="secondary">${question.saved.title}</span>` : nothing}</header>
      <form class="panel-body question" @submit=${event => { event.preventDefault(); this.run(); }}>
        <div class="edit-field"><label for="question-layer">${t('questions.layer')}</label>
          <select id="question-layer" @change=${event => this.setLayer(event.target.value)}>
            ${this.layers.map(layer => html`<option value=${layer.id} ?selected=${layer.id === question.layer}>${title(layer.title)}</option>`)}</select></div>
        ${this.conditions()}
        ${this.cql()}
        ${this.area()}
        ${this.actions()}
      </form>`;
  }

  setLayer(layer) {
    update({layer, conditions: {op: 'and', parts: []}, text: null, estimate: null, answer: null, counts: null, saved: null});
    this.workspace.setActive(layer);
  }

  conditions() {
    if (question.text !== null) return html`<p class="secondary">${t('questions.textOnly')}</p>`;
    return html`<fieldset class="question-group"><legend>${t('questions.conditions')}</legend>${this.group(question.conditions, [])}</fieldset>`;
  }

  group(group, path) {
    return html`<div class="question-parts">
      <div class="buttons" role="group" aria-label=${t('questions.joined')}>${['and', 'or'].map(op => html`<button type="button" class="choice" aria-pressed=${group.op === op}
        @click=${() => this.edit(() => { group.op = op; })}>${t(`questions.${op}`)}</button>`)}</div>
      ${group.parts.map((part, i) => part.parts
        ? html`<div class="question-inner">${this.group(part, [...path, i])}<button type="button" class="bare" aria-label=${t('questions.removeGroup', {n: i + 1})} @click=${() => this.edit(() => group.parts.splice(i, 1))}>${icon('close')}</button></div>`
        : this.condition(part, group, i, [...path, i].join('-')))}
      <div class="buttons"><button type="button" class="plain small" ?disabled=${this.fields.length === 0} @click=${() => this.edit(() => group.parts.push({field: this.fields[0].name, test: testsFor(this.fields[0].type)[0], value: ''}))}>${t('questions.add')}</button>
        ${path.length < 2 ? html`<button type="button" class="plain small" @click=${() => this.edit(() => group.parts.push({op: group.op === 'and' ? 'or' : 'and', parts: []}))}>${t('questions.addGroup')}</button>` : nothing}</div></div>`;
  }

  condition(part, group, i, id) {
    const field = this.fields.find(each => each.name === part.field);
    const type = field?.type ?? 'TEXT';
    const set = change => this.edit(() => Object.assign(part, change));
    return html`<div class="question-condition" role="group" aria-label=${t('questions.condition', {n: i + 1})}>
      <select aria-label=${t('questions.field')} @change=${event => set({field: event.target.value, test: testsFor(this.fields.find(each => each.name === event.target.value).type)[0], value: '', value2: ''})}>
        ${this.fields.map(each => html`<option value=${each.name} ?selected=${each.name === part.field}>${title(each.title)}</option>`)}</select>
      <select aria-label=${t('questions.test')} @change=${event => set({test: event.target.value})}>
        ${testsFor(type).map(test => html`<option value=${test} ?selected=${test === part.test}>${t(`questions.test.${test}`)}</option>`)}</select>
      ${part.test === 'null' || part.test === 'notNull' ? nothing : this.value(part, type, id, 'value', t('questions.value'), set)}
      ${part.test === 'between' ? this.value(part, type, id, 'value2', t('questions.upTo'), set) : nothing}
      <button type="button" class="bare" aria-label=${t('questions.remove', {n: i + 1})} @click=${() => this.edit(() => group.parts.splice(i, 1))}>${icon('close')}</button></div>`;
  }

  value(part, type, id, member, label, set) {
    if (type === 'BOOLEAN') {
      return html`<select aria-label=${label} @change=${event => set({[member]: event.target.value})}>
        ${['true', 'false'].map(each => html`<option value=${each} ?selected=${part[member] === each}>${t(`questions.${each}`)}</option>`)}</select>`;
    }
    const kind = {DATE: 'date', TIMESTAMP: 'datetime-local', INTEGER: 'number', NUMBER: 'number'}[type] ?? 'text';
    const shown = type === 'TIMESTAMP' && part[member] ? part[member].slice(0, 16) : part[member] ?? '';
    return html`<input type=${kind} step=${kind === 'number' ? 'any' : nothing} aria-label=${label} autocomplete="off" list=${type === 'TEXT' ? `hints-${id}` : nothing}
        .value=${shown} @focus=${() => this.loadHints(part.field, type)} @input=${event => set({[member]: event.target.value})}>
      ${type === 'TEXT' ? html`<datalist id=${`hints-${id}`}>${(this.hints.get(`${question.layer} ${part.field}`) ?? []).map(each => html`<option value=${each}></option>`)}</datalist>` : nothing}`;
  }

  /** Values that occur, from a first look at the layer. */
  async loadHints(field, type) {
    const key = `${question.layer} ${field}`;
    if (type !== 'TEXT' || this.hints.has(key)) return;
    this.hints.set(key, []);
    try {
      const {data} = await read(`/layers/${question.layer}/features?limit=500`);
      this.hints.set(key, [...new Set(data.features.map(each => each.properties[field]).filter(each => typeof each === 'string' && each))].sort().slice(0, MOST_HINTS));
      this.requestUpdate();
    } catch (failure) {
      console.warn('no values to offer', failure.message);
    }
  }

  edit(work) {
    work();
    update({estimate: null});
  }

  cql() {
    return html`<div class="edit-field"><label for="question-cql">${t('questions.cql')}</label>
      <textarea id="question-cql" rows="3" spellcheck="false" .value=${filterText(this.fields)} @change=${event => this.typed(event.target.value)}></textarea></div>`;
  }

  /** Typed text becomes conditions when it is no more than that. */
  typed(text) {
    const conditions = parse(text);
    const known = conditions && this.knows(conditions);
    update(known ? {conditions, text: null, estimate: null} : {text: text.trim() || null, estimate: null});
  }

  knows(group) {
    return group.parts.every(part => part.parts ? this.knows(part) : this.fields.some(field => field.name === part.field)) && write(group, this.fields) !== null;
  }

  area() {
    const {kind} = question.area;
    const set = change => update({area: {...question.area, ...change}, estimate: null});
    const kinds = kind === 'kept' ? ['kept', ...AREAS] : AREAS;
    return html`<fieldset class="question-group"><legend>${t('questions.area')}</legend>
      <select aria-label=${t('questions.area')} @change=${event => { this.endClicks(); set({kind: event.target.value}); }}>
        ${kinds.map(each => html`<option value=${each} ?selected=${each === kind}>${t(`questions.area.${each}`)}</option>`)}</select>
      ${kind === 'shape' ? this.shape(set) : nothing}
      ${kind === 'reach' ? this.reach(set) : nothing}</fieldset>`;
  }

  shape(set) {
    const {shape} = this.workspace;
    const drawing = this.sketch?.active;
    return html`<p class="secondary" role="status">${drawing ? t('questions.drawing', {n: this.sketch.points.length}) : shape ? t('questions.shape.there') : t('questions.shape.none')}</p>
      <div class="buttons">${drawing
        ? html`<button type="button" class="primary small" ?disabled=${this.sketch.points.length < 3} @click=${() => this.drawn()}>${t('questions.shape.done')}</button>
          <button type="button" class="plain small" @click=${() => this.sketch.add(this.map.map.getCenter())}>${t('questions.shape.centre')}</button>`
        : html`<button type="button" class="plain small" @click=${() => this.draw()}>${t('questions.shape.draw')}</button>
          <button type="button" class="plain small" @click=${() => this.aroundCentre()}>${t('questions.shape.point')}</button>
          ${shape ? html`<button type="button" class="plain small" @click=${() => this.workspace.setShape(null)}>${t('questions.shape.clear')}</button>` : nothing}`}</div>
      <label class="question-number">${t('questions.buffer')}<input type="number" min="0" max="50000" .value=${String(question.area.metres)} @input=${event => set({metres: event.target.value})}></label>`;
  }

  reach(set) {
    const {at} = question.area;
    return html`<p class="secondary">${at ? t('questions.reach.at', {place: `${at.lat.toFixed(5)}, ${at.lon.toFixed(5)}`}) : t('questions.reach.none')}</p>
      <div class="buttons"><button type="button" class="plain small" @click=${() => { const {lat, lng} = this.map.map.getCenter(); set({at: {lon: lng, lat}}); }}>${t('questions.reach.centre')}</button></div>
      <label class="question-number">${t('questions.reach.minutes')}<input type="number" min="1" max="60" .value=${String(question.area.minutes)} @input=${event => set({minutes: event.target.value})}></label>`;
  }

  draw() {
    this.sketch = new Sketch(this.map.map, {className: 'measure-line', closed: true});
    this.sketch.start();
    this.workspace.takeClicks(NAME, () => this.endClicks());
  }

  drawn() {
    const ring = this.sketch.points.map(point => [point.lng, point.lat]);
    this.endClicks();
    this.workspace.setShape({type: 'Polygon', coordinates: [[...ring, ring[0]]]});
  }

  aroundCentre() {
    const {lat, lng} = this.map.map.getCenter();
    this.workspace.setShape({type: 'Point', coordinates: [lng, lat]});
    if (!Number(question.area.metres)) update({area: {...question.area, metres: 500}});
  }

  endClicks() {
    if (this.sketch?.active) this.sketch.stop();
    this.workspace.releaseClicks(NAME);
    this.requestUpdate();
  }

  back() {
    if (!this.sketch?.active) return false;
    this.endClicks();
    return true;
  }

  actions() {
    const {estimate, answer, busy} = question;
    const ready = Boolean(this.body());
    return html`${question.failure ? failureBox(question.failure, () => this.run()) : nothing}
      ${estimate?.heavy ? html`<div class="question-heavy" role="alert"><p>${t(estimate.exact ? 'questions.heavy' : 'questions.heavy.about', {n: number(estimate.rows)})}</p>
        <button type="button" class="plain small" @click=${() => this.fetch()}>${t('questions.heavy.anyway')}</button></div>` : nothing}
      <p class="secondary" role="status" aria-live="polite">${busy ? t('state.loading') : answer ? t(answer.complete ? 'questions.found' : 'questions.foundMore', {n: number(answer.features.length)}) : nothing}</p>
      <div class="buttons"><button class="primary small" ?disabled=${!ready || Boolean(busy)}>${t('questions.run')}</button>
        <button type="button" class="plain small" ?disabled=${!ready || Boolean(busy)} @click=${() => askEstimate(this.body())}>${t('questions.estimate')}</button></div>
      ${estimate && !estimate.heavy ? html`<p role="status">${t('questions.estimated', {n: number(estimate.rows)})}</p>` : nothing}
      ${this.countForm(ready)}
      ${this.saveForm(ready)}`;
  }

  countForm(ready) {
    const numbers = this.fields.filter(field => field.type === 'NUMBER' || field.type === 'INTEGER');
    return html`<fieldset class="question-group"><legend>${t('questions.count')}</legend>
      <select aria-label=${t('questions.countBy')} @change=${event => { this.by = event.target.value; }}>${COUNT_BY.map(by => html`<option value=${by} ?selected=${by === this.by}>${t(`questions.by.${by}`)}</option>`)}</select>
      ${numbers.length ? html`<select aria-label=${t('questions.sum')} @change=${event => { this.sum = event.target.value; }}><option value="">${t('questions.sum.none')}</option>
        ${numbers.map(field => html`<option value=${field.name} ?selected=${field.name === this.sum}>${t('questions.sumOf', {field: title(field.title)})}</option>`)}</select>` : nothing}
      <button type="button" class="plain small" ?disabled=${!ready || Boolean(question.busy)} @click=${() => this.count()}>${t('questions.count.go')}</button></fieldset>`;
  }

  saveForm(ready) {
    return html`<fieldset class="question-group"><legend>${t('questions.save')}</legend>
      <div class="edit-begin"><label class="visually-hidden" for="question-name">${t('questions.save.name')}</label>
        <input id="question-name" maxlength="200" autocomplete="off" placeholder=${t('questions.save.name')}>
        <button type="button" class="plain small" ?disabled=${!ready} @click=${() => this.save()}>${t('questions.save.go')}</button></div></fieldset>`;
  }

  async run() {
    const body = this.body();
    if (!body) return;
    await askEstimate(body);
    if (question.estimate && !question.estimate.heavy) await this.fetch();
  }

  async fetch() {
    const body = this.body();
    this.workspace.openTool('bottom', 'results');
    await askPage(body);
  }

  async count() {
    const body = this.body();
    this.workspace.openTool('bottom', 'counts');
    await askCounts(body, this.by, this.sum && this.fields.some(field => field.name === this.sum) ? this.sum : '');
  }

  async save() {
    const field = this.querySelector('#question-name');
    const name = field.value.trim();
    if (!name) return field.focus();
    try {
      await submit(t('questions.command.save', {name}), {path: '/questions/saved', body: {title: name, sharing: 'own', alert: false, query: this.body()}});
      field.value = '';
      changed('questions');
      this.workspace.openTool('right', 'saved');
    } catch (failure) {
      tellRefusal(failure);
    }
    return undefined;
  }
}

customElements.define('chengtu-question', Question);
