// The operator console: bar, queue, map, detail, drawer; and the actions that belong to no single panel.
import {html, nothing} from 'lit';
import {undoLast} from '../actions/undo.js';
import {acknowledge} from '../actions/incidents.js';
import {t} from '../i18n/index.js';
import {bind, listen} from '../keys.js';
import {change, settings} from '../settings.js';
import {openWindow, panelOfThisWindow, select} from '../store/windows.js';
import {notify} from '../store/notices.js';
import {state} from '../store/state.js';
import {queue, selectedIncident} from '../store/views.js';
import {freshness} from '../store/freshness.js';
import {Panel} from './element.js';
import './bar.js';
import './degraded.js';
import './queue.js';
import './mapview.js';
import './detail.js';
import './board.js';
import './conflict.js';
import './help.js';
import './security.js';
import './casedialog.js';

const REGIONS = ['.bar', '.left .queue-list', '.centre .leaflet-container', '.right'];

class Console extends Panel {
  static topics = ['second', 'live'];

  connectedCallback() {
    super.connectedCallback();
    listen();
    this.unbind = [
      bind('back', () => this.back()),
      bind('undo', () => undoLast()),
      bind('language', () => change({language: settings.language === 'zh' ? 'en' : 'zh'})),
      bind('regions', () => this.nextRegion()),
      bind('acknowledge', () => this.acknowledge()),
      bind('leftPanel', () => change({leftPanel: !settings.leftPanel})),
      bind('rightPanel', () => change({rightPanel: !settings.rightPanel})),
      bind('drawer', () => change({drawer: !settings.drawer})),
      bind('workspaceConsole', () => location.assign('/')),
      bind('workspacePlanner', () => location.assign('/?workspace=planner')),
      bind('workspaceMap', () => openWindow('map')),
      bind('workspaceBoard', () => openWindow('board')),
    ];
  }

  disconnectedCallback() {
    this.unbind.forEach(each => each());
    super.disconnectedCallback();
  }

  told(topics) {
    const lost = freshness().level;
    if (!topics.has('settings') && lost === this.lost) return;
    this.lost = lost;
    this.requestUpdate();
  }

  render() {
    if (panelOfThisWindow === 'map') return html`<div class="console only-map"><h1 class="visually-hidden">${t('app.title')}</h1><chengtu-degraded class="degraded-holder"></chengtu-degraded><main class="centre"><chengtu-map></chengtu-map></main></div>${this.dialogs()}`;
    if (panelOfThisWindow === 'board') return html`<div class="console only-board"><h1 class="visually-hidden">${t('app.title')}</h1><chengtu-degraded class="degraded-holder"></chengtu-degraded><main class="drawer"><chengtu-board></chengtu-board></main></div>${this.dialogs()}`;
    return html`<div class="console ${settings.leftPanel ? '' : 'no-left'} ${settings.rightPanel ? '' : 'no-right'} ${settings.drawer ? 'with-drawer' : ''} data-${freshness().level}">
        <header class="bar-holder"><chengtu-bar class="bar" tabindex="-1"></chengtu-bar></header>
        <chengtu-degraded class="degraded-holder"></chengtu-degraded>
        <section class="left" aria-label=${t('region.queue')} ?hidden=${!settings.leftPanel}><chengtu-queue></chengtu-queue></section>
        <main class="centre" aria-label=${t('region.map')}><chengtu-map></chengtu-map></main>
        <aside class="right" aria-label=${t('region.detail')} tabindex="-1" ?hidden=${!settings.rightPanel}><chengtu-detail></chengtu-detail></aside>
        <section class="drawer" aria-label=${t('region.drawer')}>
          <button class="drawer-handle" aria-expanded=${settings.drawer} @click=${() => change({drawer: !settings.drawer})}>${t('board.title')} <kbd>D</kbd></button>
          ${settings.drawer ? html`<chengtu-board></chengtu-board>` : nothing}</section>
      </div>${this.dialogs()}`;
  }

  dialogs() {
    return html`<chengtu-conflict></chengtu-conflict><chengtu-help></chengtu-help><chengtu-security></chengtu-security><chengtu-case-dialog></chengtu-case-dialog>`;
  }

  /** Escape: one level back; typed text is never lost. */
  back() {
    if (document.activeElement?.closest?.('input, textarea, select')) return document.activeElement.blur();
    if (this.querySelector('chengtu-map')?.back()) return null;
    const menu = this.querySelector('details.menu[open]');
    if (menu) return menu.removeAttribute('open');
    return select(null);
  }

  nextRegion() {
    const places = REGIONS.map(selector => this.querySelector(selector)).filter(each => each?.offsetParent);
    const at = places.findIndex(each => each.contains(document.activeElement));
    places[(at + 1) % places.length]?.focus();
  }

  /** The selected incident when it still rings, else the first that does. */
  acknowledge() {
    const selected = selectedIncident();
    const ringing = selected && !selected.acknowledged ? selected : queue().find(each => !each.acknowledged);
    if (!ringing) return notify('info', t('incident.nothingRings'));
    if (state.selection?.id !== ringing.id) select({kind: 'incident', id: ringing.id});
    return acknowledge(ringing);
  }
}

customElements.define('chengtu-console', Console);
