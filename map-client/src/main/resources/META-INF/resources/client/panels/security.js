// Personal security: the own second factor. Opened from the personal menu.
import {html} from 'lit';
import {t} from '../i18n/index.js';
import {state} from '../store/state.js';
import {Dialog} from './dialog.js';
import './secondfactor.js';

class Security extends Dialog {
  content() {
    return html`<header class="dialog-head"><h2 id=${this.heading()}>${t('security.title')}</h2>
        <button class="plain small" @click=${() => this.querySelector('dialog').close()}>${t('help.close')} <kbd>Esc</kbd></button></header>
      <section class="stack security"><h3>${t('security.factor')}</h3>
      ${state.session?.way === 'password'
        ? html`<chengtu-second-factor></chengtu-second-factor>`
        : html`<p>${t('security.elsewhere')}</p>`}</section>`;
  }
}

customElements.define('chengtu-security', Security);
