// All keys, changeable; single keys can be switched off. Also the words of the command line and the legend.
import {html} from 'lit';
import {coded, t} from '../i18n/index.js';
import {actionFor, bind, keyName, keysOf} from '../keys.js';
import {STATUS_WORDS, VERBS} from '../commandline.js';
import {SHORTCUTS} from '../shortcuts.js';
import {change, settings} from '../settings.js';
import {Dialog} from './dialog.js';
import './legend.js';

const GROUPS = ['incident', 'map', 'general'];

class Help extends Dialog {
  constructor() {
    super();
    this.learning = null;
    this.problem = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.unbind = bind('help', () => this.show());
  }

  disconnectedCallback() {
    this.unbind();
    super.disconnectedCallback();
  }

  content() {
    return html`<header class="dialog-head"><h2 id=${this.heading()}>${t('help.title')}</h2>
        <label class="check"><input type="checkbox" .checked=${settings.singleKeys} @change=${event => change({singleKeys: event.target.checked})}>${t('help.singleKeys')}</label>
        <button class="plain small" @click=${() => change({keys: {}})}>${t('help.reset')}</button>
        <button class="plain small" @click=${() => this.querySelector('dialog').close()}>${t('help.close')} <kbd>Esc</kbd></button></header>
      <p class="secondary">${t('help.hint')}</p>
      ${this.problem ? html`<p class="field-error" role="alert">${this.problem}</p>` : ''}
      <div class="help-columns">
        ${GROUPS.map(group => html`<section><h3>${t(`help.${group}`)}</h3>
          <dl class="keys">${SHORTCUTS.filter(each => each.group === group).map(each => this.row(each))}</dl></section>`)}
        <section><h3>${t('command.label')}</h3>
          <dl class="keys">${VERBS.map(each => html`<div><dt>${t(`verb.${each.verb}`)}</dt><dd><code>${each.usage}</code></dd></div>`)}
          ${Object.entries(STATUS_WORDS).map(([word, status]) => html`<div><dt>${coded('assignment', status)}</dt><dd><code>S … ${word}</code></dd></div>`)}</dl></section>
        <chengtu-legend></chengtu-legend>
      </div>`;
  }

  row(shortcut) {
    const learning = this.learning === shortcut.action;
    return html`<div data-action=${shortcut.action}><dt>${t(`shortcut.${shortcut.action}`)}</dt>
      <dd><button class="key-button" aria-label=${t('help.change', {action: t(`shortcut.${shortcut.action}`), keys: keysOf(shortcut).join(' ')})}
        @click=${() => this.learn(shortcut)} @keydown=${event => learning && this.learned(event, shortcut)}>
        ${learning ? t('help.press') : keysOf(shortcut).map(name => html`<kbd>${name}</kbd> `)}</button></dd></div>`;
  }

  learn(shortcut) {
    this.learning = shortcut.action;
    this.problem = '';
    this.requestUpdate();
  }

  learned(event, shortcut) {
    if (['Shift', 'Control', 'Alt', 'Meta', 'Tab'].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    this.learning = null;
    const name = keyName(event);
    const holder = actionFor(name);
    if (name === 'Escape') this.problem = '';
    else if (holder && holder !== shortcut.action) this.problem = t('help.taken', {key: name, action: t(`shortcut.${holder}`)});
    else change({keys: {...settings.keys, [shortcut.action]: name}});
    this.requestUpdate();
  }
}

customElements.define('chengtu-help', Help);
