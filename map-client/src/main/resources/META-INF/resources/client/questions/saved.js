// Saved questions, their links and alerts; and what the alerts and followed layers have told.
import {html, nothing} from 'lit';
import {read} from '../api.js';
import {tellRefusal} from '../actions/refusal.js';
import {dateTime, number, t, title} from '../i18n/index.js';
import {failureBox, icon, skeleton} from '../panels/parts.js';
import {loadStyles} from '../planner/styles.js';
import {ToolPanel} from '../planner/toolpanel.js';
import './words.js';
import {submit} from '../store/outbox.js';
import {changed} from '../store/topics.js';
import {open} from './current.js';

await loadStyles('/styles/questions.css');

/** The feed that the client follows carries no notices; so the box is looked at while it is shown. */
const LOOK_MILLIS = 5000;

class SavedQuestions extends ToolPanel {
  static events = [];

  static topics = ['questions'];

  constructor() {
    super();
    this.items = null;
    this.box = null;
    this.failure = null;
    this.copied = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.load();
    this.timer = setInterval(() => this.load(), LOOK_MILLIS);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    super.disconnectedCallback();
  }

  told(topics) {
    if (topics.has('questions')) this.load();
    super.told(topics);
  }

  async load() {
    try {
      const [saved, box] = await Promise.all([read('/questions/saved'), read('/inbox?limit=50')]);
      this.items = saved.data.items;
      this.box = box.data;
      this.failure = null;
    } catch (failure) {
      this.failure = failure;
    }
    this.requestUpdate();
  }

  render() {
    if (this.failure) return failureBox(this.failure, () => this.load());
    if (!this.items) return skeleton(4);
    return html`<header class="panel-head"><h2>${t('questions.saved')}</h2></header>
      <div class="panel-body">
        ${this.items.length ? html`<ul class="saved-list">${this.items.map(item => this.item(item))}</ul>` : html`<p class="empty">${t('questions.saved.empty')}</p>`}
        ${this.notices()}</div>`;
  }

  item(item) {
    return html`<li class="saved-question"><h3><button class="link" @click=${() => this.use(item)}>${item.title}</button>
        <span class="secondary">${t(`questions.sharing.${item.sharing}`)}${item.own ? nothing : ` · ${item.owner}`}</span></h3>
      ${item.trouble ? html`<p class="field-error">${t('questions.trouble', {code: item.trouble})}</p>` : nothing}
      <div class="buttons">
        ${item.own ? html`<button class="choice" aria-pressed=${item.alert} @click=${() => this.change(item, {alert: !item.alert})}>${icon('bell')} ${t('questions.alert')}</button>
          <select aria-label=${t('questions.sharing', {title: item.title})} @change=${event => this.change(item, {sharing: event.target.value})}>
            ${['own', 'organisation', 'all'].map(each => html`<option value=${each} ?selected=${each === item.sharing}>${t(`questions.sharing.${each}`)}</option>`)}</select>`
          : item.alert ? html`<button class="choice" aria-pressed=${item.following} @click=${() => this.follow(item)}>${icon('bell')} ${t('questions.follow')}</button>` : nothing}
        <button class="bare" aria-label=${t('questions.link', {title: item.title})} @click=${() => this.copy(item)}>${icon(this.copied === item.id ? 'right' : 'link')}</button>
        ${item.own ? html`<button class="bare" aria-label=${t('questions.delete', {title: item.title})} @click=${() => this.discard(item)}>${icon('close')}</button>` : nothing}
        ${item.alert && item.own ? html`<span class="secondary">${t('questions.raised', {n: number(item.raised)})}</span>` : nothing}</div></li>`;
  }

  notices() {
    const {items, waiting, dropped} = this.box;
    return html`<section><h3>${t('questions.notices', {n: number(waiting)})}</h3>
      ${dropped ? html`<p class="secondary">${t('questions.dropped', {n: number(dropped)})}</p>` : nothing}
      ${items.length ? html`<ul class="saved-list">${items.map(each => html`<li class=${each.acknowledgedAt ? 'notice-row done' : 'notice-row'}>
        <span>${this.words(each)}</span><span class="secondary">${dateTime(Date.parse(each.at))}</span>
        ${each.content.lon === undefined ? nothing : html`<button class="bare" aria-label=${t('questions.showThere', {title: each.content.title})} @click=${() => this.map.flyTo(each.content.lon, each.content.lat)}>${icon('target')}</button>`}
        ${each.acknowledgedAt ? nothing : html`<button class="plain small" @click=${() => this.acknowledge(each)}>${t('questions.acknowledge')}</button>`}</li>`)}</ul>` : html`<p class="empty">${t('questions.notices.none')}</p>`}</section>`;
  }

  words({kind, content}) {
    if (kind === 'layer') return t('questions.notice.layer', {layer: title(content.title), added: content.added ?? '–', changed: content.changed ?? '–', ended: content.ended ?? '–'});
    if (content.more) return t('questions.notice.more', {question: content.title, n: number(content.more)});
    return t('questions.notice.alert', {question: content.title, layer: title(content.layerTitle), id: content.feature});
  }

  async use(item) {
    try {
      await open(item.id, id => this.workspace.card(id)?.fields ?? []);
      this.workspace.openTool('right', 'query');
    } catch (failure) {
      tellRefusal(failure);
    }
  }

  async #submitted(label, request) {
    try {
      await submit(label, request);
      changed('questions');
    } catch (failure) {
      tellRefusal(failure);
      this.load();
    }
  }

  change(item, change) {
    const {title: name, sharing, alert, query} = {...item, ...change};
    return this.#submitted(t('questions.command.change', {name}), {method: 'PUT', path: `/questions/saved/${item.id}`, version: item.version, body: {title: name, sharing, alert, query}});
  }

  follow(item) {
    return this.#submitted(t('questions.follow'), {method: item.following ? 'DELETE' : 'POST', path: `/questions/saved/${item.id}/following`});
  }

  discard(item) {
    return this.#submitted(t('questions.delete', {title: item.title}), {method: 'DELETE', path: `/questions/saved/${item.id}`, version: item.version});
  }

  acknowledge(notice) {
    return this.#submitted(t('questions.acknowledge'), {path: `/inbox/${notice.id}/acknowledgement`});
  }

  async copy(item) {
    await navigator.clipboard.writeText(`${location.origin}/?workspace=planner&tool=query&question=${item.id}`);
    this.copied = item.id;
    this.requestUpdate();
  }
}

customElements.define('chengtu-saved-questions', SavedQuestions);
