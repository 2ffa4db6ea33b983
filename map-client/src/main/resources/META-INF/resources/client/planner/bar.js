// The planner's bar: the console's without units and alarms, with the way back to the console.
import {html} from 'lit';
import {serverNow} from '../clock.js';
import {clockTime, t} from '../i18n/index.js';
import {run} from '../keys.js';
import {settings} from '../settings.js';
import {Bar} from '../panels/bar.js';

class PlannerBar extends Bar {
  static topics = ['live', 'second', 'outbox', 'phase'];

  render() {
    return html`
      <h1 class="bar-title">${t('planner.title')}</h1>
      <chengtu-command-bar></chengtu-command-bar>
      <span class="spacer"></span>
      ${this.freshness()}
      <time class="clock" datetime=${new Date(serverNow()).toISOString()}>${clockTime(serverNow())}</time>
      <button class="plain small" lang=${settings.language === 'zh' ? 'en' : 'zh-CN'} @click=${() => run('language')}>${t('bar.otherLanguage')}</button>
      ${this.menu()}`;
  }

  workspaces() {
    return html`<button @click=${() => run('workspaceConsole')}>${t('menu.console')} <kbd>W</kbd> <kbd>1</kbd></button>`;
  }
}

customElements.define('chengtu-planner-bar', PlannerBar);
