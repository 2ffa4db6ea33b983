// The page: sign-in, loading, failure, or the console; and what lies over all of them.
import {html, nothing} from 'lit';
import {t} from '../i18n/index.js';
import {state} from '../store/state.js';
import {startSession} from '../store/session.js';
import {Panel} from './element.js';
import {failureBox, skeleton} from './parts.js';
import './signin.js';
import './console.js';

class App extends Panel {
  static topics = ['phase'];

  render() {
    const covered = state.phase === 'ready' || state.expired;
    return html`
      ${covered ? html`<chengtu-console></chengtu-console>` : nothing}
      ${this.front()}`;
  }

  front() {
    switch (state.phase) {
      case 'signed-out': return html`<chengtu-signin class=${state.expired ? 'over' : ''}></chengtu-signin>`;
      case 'failed': return html`<main class="front"><h1>${t('app.title')}</h1>${failureBox(state.failure, () => startSession())}</main>`;
      case 'ready': return nothing;
      default: return html`<main class="front"><h1>${t('app.title')}</h1>${skeleton(4)}</main>`;
    }
  }

  updated() {
    document.title = t('app.title');
    document.documentElement.toggleAttribute('data-ready', state.phase === 'ready' || state.phase === 'signed-out');
    document.documentElement.dataset.phase = state.phase;
  }
}

customElements.define('chengtu-app', App);
