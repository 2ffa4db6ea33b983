// The catalogue: search as people type, and all it says of a layer.
import {html, nothing} from 'lit';
import {Problem, read} from '../api.js';
import {explain, tellRefusal} from '../actions/refusal.js';
import {dateTime, number, t, title} from '../i18n/index.js';
import {fact, failureBox, skeleton} from '../panels/parts.js';
import {may} from '../permissions.js';
import {loadStyles} from '../planner/styles.js';
import {ToolPanel} from '../planner/toolpanel.js';
import './words.js';
import {notify} from '../store/notices.js';
import {submit} from '../store/outbox.js';
import {state} from '../store/state.js';
import {changed} from '../store/topics.js';
import {patchOf, recordForm, versionList} from './record.js';

await loadStyles('/styles/questions.css');

const WAIT_MILLIS = 150;
const SHOWN = 100;
const SHARES = ['unconditional', 'conditional', 'not-shared'];

class Catalogue extends ToolPanel {
  static events = ['layers'];

  static topics = ['catalogue'];

  constructor() {
    super();
    this.query = {q: '', theme: '', share: ''};
    this.found = null;
    this.entry = null;
    this.versions = null;
    this.errors = null;
    this.failure = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.search();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    super.disconnectedCallback();
  }

  set(change) {
    this.query = {...this.query, ...change};
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.search(), WAIT_MILLIS);
  }

  async search() {
    const {query} = this;
    const parameters = new URLSearchParams(Object.entries({...query, limit: SHOWN}).filter(([, value]) => value !== ''));
    try {
      const {data} = await read(`/catalogue?${parameters}`);
      if (query !== this.query) return;
      this.found = data;
      this.failure = null;
    } catch (failure) {
      this.failure = failure;
    }
    this.requestUpdate();
  }

  async show(id) {
    try {
      this.entry = (await read(`/catalogue/${id}`)).data;
      this.versions = null;
      this.errors = null;
      this.failure = null;
    } catch (failure) {
      this.failure = failure;
    }
    this.requestUpdate();
  }

  back() {
    if (!this.entry) return false;
    if (this.errors) return this.edit(null) ?? true;
    this.entry = null;
    this.requestUpdate();
    return true;
  }

  render() {
    if (this.entry && this.errors) return this.form(this.entry);
    if (this.entry) return this.card(this.entry);
    return html`<header class="panel-head"><h2>${t('catalogue.title')}</h2></header>
      <div class="panel-body">
        <form class="catalogue-search" role="search" @submit=${event => { event.preventDefault(); this.search(); }}>
          <input type="search" aria-label=${t('catalogue.search')} placeholder=${t('catalogue.search')} maxlength="100" .value=${this.query.q} @input=${event => this.set({q: event.target.value})}>
          <select aria-label=${t('catalogue.theme')} @change=${event => this.set({theme: event.target.value})}><option value="">${t('catalogue.theme.all')}</option>
            ${(this.found?.themes ?? []).map(theme => html`<option value=${theme.id} ?selected=${theme.id === this.query.theme}>${title(theme.title)}</option>`)}</select>
          <select aria-label=${t('catalogue.share')} @change=${event => this.set({share: event.target.value})}><option value="">${t('catalogue.share.all')}</option>
            ${SHARES.map(share => html`<option value=${share} ?selected=${share === this.query.share}>${t(`catalogue.share.${share}`)}</option>`)}</select></form>
        ${this.failure ? failureBox(this.failure, () => this.search()) : nothing}
        ${this.found ? html`<p class="secondary" role="status">${t('catalogue.found', {n: number(this.found.total)})}</p>
          <ul class="saved-list">${this.found.layers.map(layer => html`<li><button class="plain wide" @click=${() => this.show(layer.id)}>
            <span>${title(layer.title)}</span><span class="secondary">${layer.origin.owner}</span></button></li>`)}</ul>` : this.failure ? nothing : skeleton(5)}</div>`;
  }

  card({layer, record, group, services, lineage, quality, use, crs, subscribed}) {
    const {origin} = layer;
    const share = origin.shareClass.toLowerCase().replace('_', '-');
    return html`<header class="panel-head"><h2>${title(layer.title)}</h2>
        <button class="plain small" @click=${() => this.back()}>${t('catalogue.back')} <kbd>Esc</kbd></button></header>
      <div class="panel-body">
        <div class="buttons">
          <button class="choice" aria-pressed=${this.workspace.isVisible(layer.id)} @click=${() => this.workspace.setLayer(layer.id, {visible: !this.workspace.isVisible(layer.id)})}>${t('catalogue.onMap')}</button>
          ${may('catalogue.subscribe') && !layer.live ? html`<button class="choice" aria-pressed=${subscribed} @click=${() => this.follow(layer.id, subscribed)}>${t('catalogue.follow')}</button>` : nothing}
          ${may('catalogue.edit') ? html`<button class="plain small record-edit" @click=${() => this.edit({})}>${t('catalogue.edit')}</button>` : nothing}
          ${layer.extent ? html`<button class="plain small" @click=${() => this.map.showExtent(layer.extent)}>${t('catalogue.zoom')}</button>` : nothing}</div>
        <dl class="facts">
          ${fact(t('catalogue.summary'), title(record.summary))}
          ${fact(t('catalogue.group'), group.map(title).join(' / '))}
          ${fact(t('catalogue.id'), layer.id)}
          ${fact(t('catalogue.owner'), origin.owner)}
          ${fact(t('catalogue.organisation'), origin.organisation)}
          ${fact(t('catalogue.contact'), record.contact)}
          ${fact(t('catalogue.share'), t(`catalogue.share.${share}`))}
          ${fact(t('catalogue.shareCondition'), record.shareCondition)}
          ${fact(t('catalogue.open'), t(record.open ? 'questions.true' : 'questions.false'))}
          ${fact(t('catalogue.openCondition'), record.openCondition)}
          ${fact(t('catalogue.mark'), t(`catalogue.mark.${record.securityMark}`))}
          ${fact(t('catalogue.cycle'), t(`catalogue.cycle.${record.updateCycle}`))}
          ${fact(t('catalogue.date'), origin.date)}
          ${fact(t('catalogue.approval'), origin.approvalNumber)}
          ${fact(t('catalogue.code'), record.resourceCode)}
          ${fact(t('catalogue.status'), t(`catalogue.status.${record.status}`))}
          ${fact(t('catalogue.rows'), layer.featureCount === undefined ? undefined : number(layer.featureCount))}
          ${fact(t('catalogue.scales'), `${layer.scales.minZoom}–${layer.scales.maxZoom}`)}
          ${fact(t('catalogue.crs'), crs.join(', '))}
          ${lineage ? fact(t('catalogue.lineage'), t('catalogue.lineage.words', {source: lineage.source, title: lineage.title, author: lineage.author, at: dateTime(Date.parse(lineage.at))})) : nothing}
        </dl>
        ${quality ? this.quality(quality) : nothing}
        <section><h3>${t('catalogue.fields')}</h3><dl class="facts">${layer.fields.map(field => fact(`${title(field.title)} (${field.name})`, t(`catalogue.type.${field.type}`)))}</dl></section>
        <section><h3>${t('catalogue.services')}</h3><dl class="facts">${services.map(service => fact(service.type, service.href.includes('{') || service.href.startsWith('/live') ? html`<code>${service.href}</code>` : html`<a href=${service.href}>${service.href}</a>`))}</dl></section>
        <section><h3>${t('catalogue.versions')}</h3>${this.versions ? this.history(this.versions) : html`<button class="plain small versions-go" @click=${() => this.readVersions(layer.id)}>${t('catalogue.versions.show')}</button>`}</section>
        ${use ? html`<section><h3>${t('catalogue.use')}</h3><p>${t('catalogue.use.words', {times: number(use.users.reduce((sum, user) => sum + user.times, 0)), people: number(use.users.length)})}</p></section>` : nothing}</div>`;
  }

  quality(q) {
    const empty = Object.values(q.emptyRequired).reduce((sum, each) => sum + each, 0);
    return html`<section><h3>${t('catalogue.quality')}</h3><dl class="facts">
      ${fact(t('catalogue.quality.valid'), `${(q.validShare * 100).toFixed(2)} %`)}
      ${fact(t('catalogue.quality.duplicates'), number(q.duplicates))}
      ${fact(t('catalogue.quality.empty'), number(empty))}
      ${fact(t('catalogue.quality.outside'), q.outside === undefined ? t('catalogue.quality.unknown') : number(q.outside))}
      ${fact(t('catalogue.quality.checked'), t('catalogue.quality.checkedWords', {n: number(q.checked), rows: number(q.rows), at: dateTime(Date.parse(q.checkedAt))}))}</dl></section>`;
  }

  history(versions) {
    const rows = versionList(versions);
    if (rows.length === 0) return html`<p class="empty">${t('catalogue.versions.none')}</p>`;
    return html`<ul class="saved-list version-list">${rows.map(row => html`<li class="notice-row"><span>${row.words}</span><span class="secondary">${row.author} · ${dateTime(Date.parse(row.at))}</span></li>`)}</ul>`;
  }

  async readVersions(id) {
    try {
      this.versions = (await read(`/catalogue/${id}/versions`)).data;
    } catch (failure) {
      tellRefusal(failure);
    }
    this.requestUpdate();
  }

  /** @param errors of the form, {} to open it, null to close it */
  edit(errors) {
    this.errors = errors;
    this.requestUpdate();
  }

  form(entry) {
    return html`<header class="panel-head"><h2>${t('catalogue.editOf', {layer: title(entry.layer.title)})}</h2></header>
      <div class="panel-body">${recordForm(entry, {errors: this.errors, busy: this.saving, submit: event => this.save(event), cancel: () => this.edit(null)})}</div>`;
  }

  async save(event) {
    event.preventDefault();
    const {entry} = this;
    const {id} = entry.layer;
    const body = patchOf(entry, event.target);
    if (!body) return this.edit(null);
    this.saving = true;
    this.requestUpdate();
    try {
      await submit(t('catalogue.edit'), {method: 'PATCH', path: `/catalogue/${id}`, version: entry.version, body});
      await this.show(id);
      notify('done', t('catalogue.saved'));
      this.#listed(this.entry.layer);
    } catch (failure) {
      this.refused(failure);
    }
    this.saving = false;
    this.requestUpdate();
    return undefined;
  }

  /** The tree shows it at once; the server's lists follow within seconds. */
  #listed(card) {
    state.catalogue.layers = state.catalogue.layers.map(layer => layer.id === card.id ? {...layer, ...card} : layer);
    changed('catalogue');
  }

  /** What is wrong stands at its field; what was typed stays. */
  refused(failure) {
    if (!(failure instanceof Problem)) return tellRefusal(failure);
    this.errors = {'': explain(failure), ...Object.fromEntries(failure.errors.map(each => [each.field.replace(/^\//, '').replaceAll('/', '.'), each.detail]))};
    return undefined;
  }

  async follow(id, subscribed) {
    try {
      await submit(t('catalogue.follow'), {method: subscribed ? 'DELETE' : 'POST', path: `/catalogue/${id}/subscription`});
      await this.show(id);
    } catch (failure) {
      tellRefusal(failure);
    }
  }
}

customElements.define('chengtu-catalogue', Catalogue);
