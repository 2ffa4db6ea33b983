// The page: sign-in, loading, failure, or the console; and what lies over all of them.
import {html, nothing} from 'lit';
import {t} from '../i18n/index.js';
import {state} from '../store/state.js';
import {startSession} from '../store/session.js';
import {Panel} from './element.js';
import {failureBox, skeleton} from './parts.js';
import './signin.js';

/** Which page this window shows. Each is loaded by itself: whoever opens one does not wait for the other. */
const PAGES = {
  console: {load: () => import('./console.js'), show: () => html`<chengtu-console></chengtu-console>`},
  planner: {load: () => import('../planner/planner.js'), show: () => html`<chengtu-planner></chengtu-planner>`},
};
const page = PAGES[new URLSearchParams(location.search).get('workspace')] ?? PAGES.console;

class App extends Panel {
  static topics = ['phase'];

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  render() {
    const covered = state.phase === 'ready' || state.expired;
    return html`
      ${covered ? this.page() : nothing}
      ${this.front()}`;
  }

  page() {
    if (this.loaded) return page.show();
    return html`<main class="front"><h1>${t('app.title')}</h1>${this.failure ? failureBox(this.failure, () => location.reload()) : skeleton(4)}</main>`;
  }

  async load() {
    try {
      await page.load();
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
    document.documentElement.toggleAttribute('data-ready', Boolean(state.phase === 'ready' && this.loaded) || state.phase === 'signed-out');
    document.documentElement.dataset.phase = state.phase;
  }
}

customElements.define('chengtu-app', App);
