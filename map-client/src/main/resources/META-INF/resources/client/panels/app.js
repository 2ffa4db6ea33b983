// The page: sign-in, loading, failure, or the console; and what lies over all of them.
import {html, nothing} from 'lit';
import {t} from '../i18n/index.js';
import {state} from '../store/state.js';
import {startSession} from '../store/session.js';
import {Panel} from './element.js';
import {failureBox, skeleton} from './parts.js';
import './signin.js';
import './console.js';

const PLANNER = 'planner';
/** Which page this window shows: the console, or a workspace that is loaded when it is wanted. */
const workspace = new URLSearchParams(location.search).get('workspace');

class App extends Panel {
  static topics = ['phase'];

  render() {
    const covered = state.phase === 'ready' || state.expired;
    return html`
      ${covered ? this.page() : nothing}
      ${this.front()}`;
  }

  page() {
    if (workspace !== PLANNER) return html`<chengtu-console></chengtu-console>`;
    if (this.loaded) return html`<chengtu-planner></chengtu-planner>`;
    if (!this.loading) this.load();
    return html`<main class="front"><h1>${t('app.title')}</h1>${this.failure ? failureBox(this.failure, () => location.reload()) : skeleton(4)}</main>`;
  }

  async load() {
    this.loading = true;
    this.failure = null;
    try {
      await import('../planner/planner.js');
      this.loaded = true;
    } catch (failure) {
      this.failure = failure;
    }
    this.requestUpdate();
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
