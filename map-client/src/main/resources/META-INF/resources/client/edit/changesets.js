// Change sets: one's own and those that wait for review. A set is looked at feature by feature, before and after, on the
// map and in words; conflicts are settled by choice; then it is taken, sent back, or taken back.
import {html, nothing} from 'lit';
import {tellRefusal} from '../actions/refusal.js';
import {clockTime, number, t, title} from '../i18n/index.js';
import {failureBox, skeleton} from '../panels/parts.js';
import {loadStyles} from '../planner/styles.js';
import {ToolPanel} from '../planner/toolpanel.js';
import {may} from '../permissions.js';
import {state} from '../store/state.js';
import {changed} from '../store/topics.js';
import {notify} from '../store/notices.js';
import {differences} from './differences.js';
import {ReviewLayer} from './reviewlayer.js';
import {listSets, readSet, removeEdit, resolve, step} from './sets.js';
import './words.js';

await loadStyles('/styles/edits.css');

class ChangeSets extends ToolPanel {
  static events = [];

  static topics = ['edits'];

  constructor() {
    super();
    this.list = null;
    this.open = null;
    this.rejecting = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.review ??= new ReviewLayer().addTo(this.map.map);
    this.load();
  }

  disconnectedCallback() {
    this.review.show([]);
    super.disconnectedCallback();
  }

  told(topics) {
    if (topics.has('edits')) this.load();
    super.told(topics);
  }

  async load() {
    try {
      if (this.open) await this.show(this.open.set.id);
      else this.list = await listSets();
      this.failure = null;
    } catch (failure) {
      this.failure = failure;
    }
    this.requestUpdate();
  }

  async show(id) {
    this.open = await readSet(id);
    this.rejecting = false;
    this.review.show(this.open.items);
    this.requestUpdate();
  }

  render() {
    if (this.failure) return failureBox(this.failure, () => this.load());
    if (!this.list && !this.open) return skeleton(4);
    return this.open ? this.one() : this.all();
  }

  all() {
    return html`<header class="panel-head"><h2>${t('edits.sets')}</h2><button class="plain small" @click=${() => this.load()}>${t('edits.refresh')}</button></header>
      <div class="panel-body">${this.list.length === 0 ? html`<p class="empty">${t('edits.sets.empty')}</p>` : html`<ul class="edit-sets">${this.list.map(set => html`<li>
        <button class="edit-set-row" @click=${() => this.doing(() => this.show(set.id))}><strong>${set.name}</strong>
          <span class="secondary">${t(`edits.state.${set.state}`)} · ${t('edits.features', {n: number(set.items)})} · ${set.accountName} · ${moment(set.changedAt)}</span></button></li>`)}</ul>`}</div>`;
  }

  one() {
    const {set, items} = this.open;
    return html`<header class="panel-head"><h2>${set.name}</h2><button class="plain small" @click=${() => this.close()}>${t('edits.back')}</button></header>
      <div class="panel-body edit-panel"><p><span class="edit-state ${set.state}">${t(`edits.state.${set.state}`)}</span> <span class="secondary">${set.accountName} · ${moment(set.changedAt)}</span></p>
        ${set.comment ? html`<p>${set.comment}</p>` : nothing}
        ${set.reviewer ? html`<p class="secondary">${t('edits.decided', {who: set.reviewerName, at: moment(set.decidedAt)})}</p>` : nothing}
        ${set.reason ? html`<p class="edit-reason">${set.reason}</p>` : nothing}
        ${this.steps(set, items)}
        ${items.length === 0 ? html`<p class="empty">${t('edits.set.empty')}</p>` : html`<ol class="edit-items">${items.map(item => this.item(set, item))}</ol>`}</div>`;
  }

  steps(set, items) {
    const own = set.account === state.session?.account;
    const button = (verb, kind = 'plain') => html`<button class="${kind} small" @click=${() => this.take(verb)}>${t(`edits.${verb}`)}</button>`;
    if (this.rejecting) {
      return html`<form class="edit-begin" @submit=${this.reject}><label class="visually-hidden" for="edit-reason">${t('edits.reason')}</label>
        <input id="edit-reason" name="reason" required maxlength="2000" autocomplete="off" placeholder=${t('edits.reason')}>
        <button class="primary small">${t('edits.reject')}</button><button type="button" class="plain small" @click=${() => { this.rejecting = false; this.requestUpdate(); }}>${t('intake.cancel')}</button></form>`;
    }
    return html`<div class="buttons">
      ${own && set.state === 'draft' && items.length ? button('submit', 'primary') : nothing}
      ${own && (set.state === 'submitted' || set.state === 'rejected') ? button('withdraw') : nothing}
      ${may('layer.review') && set.state === 'submitted' ? html`${button('accept', 'primary')}
        <button class="plain small" @click=${() => { this.rejecting = true; this.requestUpdate(); }}>${t('edits.reject')}</button>` : nothing}
      ${set.state === 'applied' ? button('undo') : nothing}</div>`;
  }

  item(set, item) {
    if (item.hidden) return html`<li><p class="secondary">${t('edits.hidden')}</p></li>`;
    const own = set.account === state.session?.account;
    const at = item.after?.geometry ?? item.before?.geometry;
    return html`<li class="edit-item ${item.action}"><h3>${t(`edits.action.${item.action}`)} <span>${title(this.workspace.card(item.layer)?.title) || item.layer}</span> <span class="secondary number">${item.feature}</span></h3>
      ${this.changes(item)}
      ${item.conflict ? this.conflict(set, item) : nothing}
      <div class="buttons">${at ? html`<button class="plain small" @click=${() => this.map.show({type: 'Feature', geometry: at, properties: {}})}>${t('edits.onMap')}</button>` : nothing}
        ${own && set.state === 'draft' ? html`<button class="plain small" @click=${() => this.doing(() => removeEdit(set.id, item.id))}>${t('edits.takeOut')}</button>` : nothing}</div></li>`;
  }

  changes(item) {
    const rows = differences(item.before, item.after);
    if (rows.length === 0) return nothing;
    const layer = this.workspace.card(item.layer);
    return html`<table class="edit-differences"><thead><tr><td></td><th scope="col">${t('edits.before')}</th><th scope="col">${t('edits.after')}</th></tr></thead>
      <tbody>${rows.map(row => html`<tr><th scope="row">${row.geometry ? t('edits.geometry') : title(layer?.fields?.find(field => field.name === row.name)?.title) || row.name}</th>
        <td>${row.geometry ? geometryWords(row.before) : row.before}</td><td>${row.geometry ? geometryWords(row.after) : row.after}</td></tr>`)}</tbody></table>`;
  }

  conflict(set, item) {
    const {kind, version, current} = item.conflict;
    const rows = differences(current, item.after ?? {properties: {}});
    const settle = choice => this.doing(() => resolve(set.id, item.id, choice, version));
    const mayDo = set.state === 'draft' ? set.account === state.session?.account : set.state === 'submitted' && may('layer.review');
    const stands = !(kind === 'gone' && item.action === 'delete') && kind !== 'exists';
    return html`<section class="edit-conflict" aria-label=${t('edits.conflict')}><p><strong>${t(`edits.conflict.${kind}`)}</strong>
        ${current ? html`<span class="secondary">${t('conflict.by', {who: current.author, at: moment(current.validFrom)})}</span>` : nothing}</p>
      ${rows.length && current ? html`<table class="edit-differences"><thead><tr><td></td><th scope="col">${t('conflict.theirs')}</th><th scope="col">${t('conflict.mine')}</th></tr></thead>
        <tbody>${rows.map(row => html`<tr><th scope="row">${row.geometry ? t('edits.geometry') : row.name}</th><td>${row.geometry ? geometryWords(row.before) : row.before}</td><td>${row.geometry ? geometryWords(row.after) : row.after}</td></tr>`)}</tbody></table>` : nothing}
      ${mayDo ? html`<div class="buttons">${stands ? html`<button class="plain small" @click=${() => settle('mine')}>${t('edits.mine')}</button>` : nothing}
        <button class="plain small" @click=${() => settle('theirs')}>${t('edits.theirs')}</button></div>` : nothing}</section>`;
  }

  async take(verb) {
    const {set, items} = this.open;
    await this.doing(async () => {
      const done = await step(set, verb);
      if (verb === 'accept') new Set(items.map(item => item.layer)).forEach(layer => layer && this.workspace.reloadTiles(layer));
      notify('done', t(`edits.done.${verb}`));
      if (verb === 'undo') await this.show(done.id);
    });
  }

  async reject(event) {
    event.preventDefault();
    const reason = event.target.elements.reason.value.trim();
    await this.doing(async () => {
      await step(this.open.set, 'reject', {reason});
      notify('done', t('edits.done.reject'));
    });
  }

  /** Whatever comes of it, what the server has is shown afterwards. */
  async doing(work) {
    try {
      await work();
    } catch (failure) {
      tellRefusal(failure);
    }
    changed('edits');
  }

  close() {
    this.open = null;
    this.review.show([]);
    this.list = null;
    this.load();
  }

  back() {
    if (!this.open) return false;
    this.close();
    return true;
  }
}

function moment(text) {
  const at = new Date(text);
  return `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')} ${clockTime(at, false)}`;
}

function geometryWords(geometry) {
  return geometry ? t('edits.points', {n: number(JSON.stringify(geometry.coordinates).split('[').length - depth(geometry.type))}) : '';
}

/** Brackets around the positions of a geometry of one part. */
function depth(type) {
  return {Point: 1, LineString: 2, MultiPoint: 2, Polygon: 3, MultiLineString: 3, MultiPolygon: 4}[type] ?? 1;
}

customElements.define('chengtu-changesets', ChangeSets);
