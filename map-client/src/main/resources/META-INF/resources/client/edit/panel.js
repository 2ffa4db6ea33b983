// Editing: pick a layer and a change set, draw or take a feature, fill in its fields, put it into the set. Nothing here
// changes a layer: that happens when somebody else accepts the set.
import {html, nothing} from 'lit';
import {Problem, read} from '../api.js';
import {tellRefusal} from '../actions/refusal.js';
import {number, t, title} from '../i18n/index.js';
import {failureBox, skeleton} from '../panels/parts.js';
import {loadStyles} from '../planner/styles.js';
import {ToolPanel} from '../planner/toolpanel.js';
import {notify} from '../store/notices.js';
import {state} from '../store/state.js';
import {changed} from '../store/topics.js';
import {Drawing} from './drawing.js';
import {errorsOf, fieldList, valuesOf} from './fields.js';
import {beginSet, listSets, putEdit} from './sets.js';
import {Shape} from './shape.js';
import {Snapping} from './snap.js';
import {vertexList} from './vertices.js';
import './words.js';

await loadStyles('/styles/edits.css');

const TOOL = 'edit';

class Edit extends ToolPanel {
  static events = ['selection', 'active'];

  static topics = ['catalogue', 'edits'];

  constructor() {
    super();
    this.sets = null;
    this.set = '';
    this.forms = new Map();
    this.work = null;
    this.errors = {};
  }

  connectedCallback() {
    super.connectedCallback();
    this.drawing ??= new Drawing(this.map, new Snapping(this.map, this.workspace), () => this.requestUpdate());
    if (!this.sets) this.loadSets();
  }

  told(topics) {
    if (topics.has('edits')) this.loadSets();
    super.told(topics);
  }

  async loadSets() {
    try {
      this.sets = await listSets('?state=draft&mine=true');
      if (!this.sets.some(each => each.id === this.set)) this.set = this.sets[0]?.id ?? '';
      this.failure = null;
    } catch (failure) {
      this.failure = failure;
    }
    this.requestUpdate();
  }

  get layers() {
    return state.catalogue.layers.filter(layer => !layer.live && !layer.service);
  }

  get layer() {
    const active = this.workspace.active;
    return this.layers.some(layer => layer.id === active) ? active : null;
  }

  render() {
    if (this.failure) return failureBox(this.failure, () => this.loadSets());
    if (!this.sets) return skeleton(3);
    return html`<header class="panel-head"><h2>${t('edits.title')}</h2></header>
      <div class="panel-body edit-panel">${this.work ? this.working() : this.choosing()}</div>`;
  }

  choosing() {
    const form = this.layer && this.formOf(this.layer);
    const picked = this.workspace.selection.find(each => this.layers.some(layer => layer.id === each.layer));
    return html`${this.setChoice()}
      <div class="edit-field"><label for="edit-layer">${t('edits.layer')}</label>
        <select id="edit-layer" @change=${event => this.workspace.setActive(event.target.value || null)}>
          <option value="" ?selected=${!this.layer}>${t('edits.layer.none')}</option>
          ${this.layers.map(layer => html`<option value=${layer.id} ?selected=${layer.id === this.layer}>${title(layer.title)}</option>`)}</select></div>
      ${form?.failure ? failureBox(form.failure, () => this.retryForm()) : nothing}
      ${form && !form.failure && !form.mayEdit ? html`<p class="secondary">${t('edits.mayNot')}</p>` : nothing}
      <div class="buttons">
        <button class="primary small" ?disabled=${!this.set || !form?.mayEdit} @click=${() => this.draw()}>${t('edits.draw')}</button>
        <button class="plain small" ?disabled=${!this.set || !picked} @click=${() => this.take(picked)}>${t('edits.take')}</button>
        <button class="plain small" ?disabled=${!this.set || !picked} @click=${() => this.end(picked)}>${t('edits.end')}</button></div>
      <p class="secondary">${picked ? t('edits.picked', {id: picked.id, layer: title(this.workspace.card(picked.layer)?.title)}) : t('edits.pick')}</p>`;
  }

  setChoice() {
    return html`<div class="edit-field"><label for="edit-set">${t('edits.set')}</label>
        <select id="edit-set" @change=${event => { this.set = event.target.value; this.requestUpdate(); }}>
          ${this.sets.length ? nothing : html`<option value="">${t('edits.set.none')}</option>`}
          ${this.sets.map(each => html`<option value=${each.id} ?selected=${each.id === this.set}>${each.name} (${number(each.items)})</option>`)}</select></div>
      <form class="edit-begin" @submit=${this.begin}><label class="visually-hidden" for="edit-name">${t('edits.set.name')}</label>
        <input id="edit-name" name="name" required maxlength="200" autocomplete="off" placeholder=${t('edits.set.name')}>
        <button class="plain small">${t('edits.set.begin')}</button></form>`;
  }

  async begin(event) {
    event.preventDefault();
    const {name} = event.target.elements;
    try {
      const done = await beginSet(name.value.trim(), '');
      this.set = done.id;
      event.target.reset();
      await this.loadSets();
      changed('edits');
    } catch (failure) {
      tellRefusal(failure);
    }
  }

  formOf(layer) {
    if (!this.forms.has(layer)) {
      this.forms.set(layer, null);
      this.loadForm(layer);
    }
    return this.forms.get(layer);
  }

  async loadForm(layer) {
    try {
      this.forms.set(layer, (await read(`/layers/${layer}/form`)).data);
    } catch (failure) {
      this.forms.set(layer, {failure});
    }
    this.requestUpdate();
    return this.forms.get(layer);
  }

  retryForm() {
    this.forms.delete(this.layer);
    this.requestUpdate();
  }

  draw() {
    const form = this.formOf(this.layer);
    this.start({layer: this.layer, form, feature: null, base: null, values: {}, id: crypto.randomUUID()}, new Shape(form.geometry), true);
  }

  async take(picked) {
    try {
      const form = this.formOf(picked.layer) ?? await this.loadForm(picked.layer);
      if (form.failure) throw form.failure;
      const {data} = await read(`/layers/${picked.layer}/features/${encodeURIComponent(picked.id)}`);
      this.start({layer: picked.layer, form, feature: picked.id, base: data.version, values: data.properties, id: crypto.randomUUID()},
        new Shape(form.geometry, data.geometry), false);
    } catch (failure) {
      tellRefusal(failure);
    }
  }

  /** A deletion goes into the set at once; it is taken out again there. */
  async end(picked) {
    try {
      const {data} = await read(`/layers/${picked.layer}/features/${encodeURIComponent(picked.id)}`);
      await putEdit(this.set, crypto.randomUUID(), {layer: picked.layer, feature: picked.id, action: 'delete', base: data.version});
      this.kept(t('edits.kept.delete', {id: picked.id}));
    } catch (failure) {
      tellRefusal(failure);
    }
  }

  start(work, shape, adding) {
    this.work = work;
    this.errors = {};
    this.workspace.takeClicks(TOOL, () => this.cancel());
    this.drawing.start(shape, adding);
    this.requestUpdate();
  }

  cancel() {
    if (!this.work) return;
    this.work = null;
    this.drawing.stop();
    this.workspace.releaseClicks(TOOL);
    this.requestUpdate();
  }

  working() {
    const {drawing, work} = this;
    const {shape} = drawing;
    return html`<p class="edit-what">${title(work.form.title)} · ${work.feature ?? t('edits.new')}</p>
      <p class="secondary" role="status">${t(drawing.picked ? 'edits.hint.place' : drawing.adding ? `edits.hint.${work.form.geometry}` : 'edits.hint.change', {n: number(shape.count)})}</p>
      <div class="buttons">
        <button class="plain small" ?disabled=${shape.past.length === 0} @click=${() => drawing.undo()}>${t('edits.undoStep')}</button>
        <button class="plain small" ?disabled=${shape.future.length === 0} @click=${() => drawing.redo()}>${t('edits.redoStep')}</button>
        <label class="check"><input type="checkbox" .checked=${drawing.adding} @change=${event => { drawing.adding = event.target.checked; this.requestUpdate(); }}>${t('edits.adding')}</label>
        <label class="check"><input type="checkbox" .checked=${drawing.snapping.on} @change=${event => { drawing.snapping.on = event.target.checked; }}>${t('edits.snap')}</label></div>
      <label class="edit-field">${t('edits.corner')}<input name="corner" autocomplete="off" placeholder="28.2, 112.9" @keydown=${this.addTyped}></label>
      ${vertexList(drawing)}
      ${this.errors[''] ? html`<p class="field-error" role="alert">${this.errors['']}</p>` : nothing}
      <form class="edit-form" novalidate @submit=${this.save}>${fieldList(work.form, work.values, this.errors)}
        <div class="buttons"><button class="primary small" ?disabled=${!shape.complete || this.saving}>${t('edits.keep')}</button>
          <button type="button" class="plain small" @click=${() => this.cancel()}>${t('intake.cancel')}</button></div></form>`;
  }

  addTyped(event) {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    const position = typedPosition(event.target.value);
    event.target.setAttribute('aria-invalid', String(position === null));
    if (!position) return;
    this.drawing.add(position);
    event.target.value = '';
  }

  async save(event) {
    event.preventDefault();
    const {work} = this;
    work.values = valuesOf(work.form, event.target);
    const content = {type: 'Feature', geometry: this.drawing.shape.toGeometry(), properties: work.values};
    const edit = work.feature === null
      ? {layer: work.layer, action: 'create', content}
      : {layer: work.layer, feature: work.feature, action: 'replace', base: work.base, content};
    this.saving = true;
    this.requestUpdate();
    try {
      await putEdit(this.set, work.id, edit);
      this.kept(t('edits.kept.change', {id: work.feature ?? t('edits.new')}));
      this.cancel();
    } catch (failure) {
      if (failure instanceof Problem && failure.errors.length) this.errors = errorsOf(failure);
      tellRefusal(failure);
    } finally {
      this.saving = false;
      this.requestUpdate();
    }
  }

  kept(words) {
    notify('done', words);
    changed('edits');
  }

  back() {
    if (this.drawing?.picked) {
      this.drawing.pick(null);
      return true;
    }
    return false;
  }

  undo() {
    return this.work ? this.drawing.undo() : false;
  }
}

/** "lat, lon" in degrees, as it is written on maps. @returns [lon, lat] or null */
export function typedPosition(text) {
  const pair = /^(-?\d+(?:\.\d+)?)\s*[,，\s]\s*(-?\d+(?:\.\d+)?)$/.exec(text.trim());
  if (!pair) return null;
  const [lat, lon] = [Number(pair[1]), Number(pair[2])];
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? [lon, lat] : null;
}

customElements.define('chengtu-edit', Edit);
