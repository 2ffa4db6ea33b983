// The planner workspace: bar, layers at the left, the map, tools at the right, tables in the drawer. Loaded only when it
// is wanted (?workspace=planner). Tools plug in through registry.js; everything they share is in workspace.js.
import {html, nothing} from 'lit';
import './words.js';
import './tools.js';
import {bind, listen} from '../keys.js';
import {change, settings} from '../settings.js';
import {t} from '../i18n/index.js';
import {freshness} from '../store/freshness.js';
import {openWindow} from '../store/windows.js';
import {Panel} from '../panels/element.js';
import '../panels/degraded.js';
import '../panels/help.js';
import '../panels/security.js';
import {apply, keepInAddress, startParams, viewOf} from './permalink.js';
import {loadStyles} from './styles.js';
import {Workspace} from './workspace.js';
import {toolsOf} from './registry.js';
import './bar.js';
import './layerpanel.js';
import './plannermap.js';
import './toolholder.js';

const REGIONS = ['.bar', '.left [role=tree] [tabindex="0"]', '.centre .leaflet-container', '.right [role=tab][tabindex="0"]'];

class Planner extends Panel {
  static topics = ['workspace', 'tools'];

  constructor() {
    super();
    const start = startParams();
    this.workspace = new Workspace();
    this.startView = viewOf(start);
    apply(start, this.workspace);
    this.city = null;
  }

  connectedCallback() {
    super.connectedCallback();
    listen();
    this.stopKeeping = keepInAddress(this.workspace);
    this.unbind = [
      bind('back', () => this.back()),
      bind('undo', () => this.holders().some(holder => holder.current?.undo?.())),
      bind('language', () => change({language: settings.language === 'zh' ? 'en' : 'zh'})),
      bind('regions', () => this.nextRegion()),
      bind('leftPanel', () => change({leftPanel: !settings.leftPanel})),
      bind('rightPanel', () => change({rightPanel: !settings.rightPanel})),
      bind('drawer', () => this.toggleDrawer()),
      bind('workspaceConsole', () => location.assign('/')),
      bind('workspacePlanner', () => null),
      bind('workspaceMap', () => openWindow('map')),
      bind('workspaceBoard', () => openWindow('board')),
    ];
  }

  disconnectedCallback() {
    this.unbind.forEach(each => each());
    this.stopKeeping();
    super.disconnectedCallback();
  }

  render() {
    const {workspace} = this;
    const drawer = toolsOf('bottom').length > 0;
    const open = drawer && workspace.tool('bottom');
    return html`<div class="console planner ${settings.leftPanel ? '' : 'no-left'} ${settings.rightPanel ? '' : 'no-right'} ${open ? 'with-drawer' : ''} data-${freshness().level}">
        <header class="bar-holder"><chengtu-planner-bar class="bar" tabindex="-1"></chengtu-planner-bar></header>
        <chengtu-degraded class="degraded-holder"></chengtu-degraded>
        <section class="left" aria-label=${t('planner.layers')} ?hidden=${!settings.leftPanel}><chengtu-layer-panel .workspace=${workspace} .map=${this.city}></chengtu-layer-panel></section>
        <main class="centre" aria-label=${t('region.map')}><chengtu-planner-map .workspace=${workspace} .startView=${this.startView} @city=${event => this.mapIsThere(event.detail)}></chengtu-planner-map></main>
        <aside class="right" aria-label=${t('planner.tools')} ?hidden=${!settings.rightPanel}><chengtu-tool-holder panel="right" .workspace=${workspace} .map=${this.city}></chengtu-tool-holder></aside>
        ${drawer ? html`<section class="drawer" aria-label=${t('planner.drawer')}><chengtu-tool-holder panel="bottom" .workspace=${workspace} .map=${this.city}></chengtu-tool-holder></section>` : nothing}
      </div><chengtu-help></chengtu-help><chengtu-security></chengtu-security>`;
  }

  mapIsThere(city) {
    this.city = city;
    this.requestUpdate();
  }

  holders() {
    return [...this.querySelectorAll('chengtu-tool-holder')];
  }

  toggleDrawer() {
    const tools = toolsOf('bottom');
    if (tools.length > 0) this.workspace.openTool('bottom', this.workspace.tool('bottom') ? null : tools[0].id);
  }

  /** Escape: one level back; typed text is never lost. */
  back() {
    if (document.activeElement?.closest?.('input, textarea, select')) return document.activeElement.blur();
    const menu = this.querySelector('details.menu[open]');
    if (menu) return menu.removeAttribute('open');
    if (this.workspace.stopClicks()) return null;
    if (this.holders().some(holder => holder.current?.back?.())) return null;
    if (this.querySelector('chengtu-planner-map').back()) return null;
    return this.workspace.select([]);
  }

  nextRegion() {
    const places = REGIONS.map(selector => this.querySelector(selector)).filter(each => each?.offsetParent);
    const at = places.findIndex(each => each.closest('.bar-holder, .left, .centre, .right')?.contains(document.activeElement));
    places[(at + 1) % places.length]?.focus();
  }
}

await loadStyles('/styles/planner.css');
customElements.define('chengtu-planner', Planner);
