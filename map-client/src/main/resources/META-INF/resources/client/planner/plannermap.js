// The planner's map and what stands on it. A click asks what is there, unless a tool has taken the clicks. What is not
// always there (comparison, time, bookmarks, picture) is loaded when it is first wanted.
import {html, nothing} from 'lit';
import {CityMap} from '../map/citymap.js';
import {setCurrentMap} from '../map/current.js';
import {dateTime, t} from '../i18n/index.js';
import {bind} from '../keys.js';
import {Panel} from '../panels/element.js';
import {icon} from '../panels/parts.js';
import {unwatchBaseMaps, watchBaseMaps} from '../store/basemap.js';
import {notify} from '../store/notices.js';
import '../panels/notices.js';
import './basemaps.js';
import {identify} from './identify.js';
import {layerBook} from './layerbook.js';
import {PickedLayer} from './pickedlayer.js';

/** Things over the map: how they are loaded, and when they are there. */
const EXTRAS = {
  time: {element: 'chengtu-time-bar', load: () => import('./timebar.js')},
  swipe: {element: 'chengtu-swipe', load: () => import('./swipe.js')},
  bookmarks: {element: 'chengtu-planner-bookmarks', load: () => import('./bookmarks.js')},
  readout: {element: 'chengtu-readout', load: () => import('./readout.js')},
};

class PlannerMap extends Panel {
  static topics = ['workspace'];

  static properties = {workspace: {attribute: false}, startView: {attribute: false}};

  constructor() {
    super();
    this.wanted = new Set(['readout']);
    this.elements = new Map();
  }

  render() {
    const {workspace} = this;
    const button = (name, label, pressed, action) => html`<button class="map-button" aria-label=${label} title=${label} aria-pressed=${pressed} @click=${action}>${icon(name)}</button>`;
    return html`<div class="map" role="region" aria-label=${t('planner.map')}></div>
      <div class="map-tools map-card" role="toolbar" aria-label=${t('planner.toolbar')}>
        ${button('ruler', `${t('planner.measure.title')} (M)`, workspace.clicksOf === 'measure', () => this.measure())}
        ${button('clock', t('planner.time.title'), this.wanted.has('time'), () => this.toggle('time'))}
        ${button('swipe', t('planner.compare.title'), workspace.compare !== null, () => workspace.setCompare(workspace.compare ? null : {place: 0.5, at: ''}))}
        ${button('bookmark', `${t('shortcut.bookmarks')} (B)`, this.wanted.has('bookmarks'), () => this.toggle('bookmarks'))}
        <button class="map-button" aria-label=${t('planner.link')} title=${t('planner.link')} @click=${() => this.copyLink()}>${icon('link')}</button>
        <button class="map-button" aria-label=${t('planner.picture')} title=${t('planner.picture')} @click=${() => this.picture()}>${icon('picture')}</button>
      </div>
      <div class="map-buttons">
        <button class="map-button" aria-label=${t('map.zoomIn')} @click=${() => this.city.zoomBy(1)}>${icon('plus')}</button>
        <button class="map-button" aria-label=${t('map.zoomOut')} @click=${() => this.city.zoomBy(-1)}>${icon('minus')}</button>
      </div>
      ${workspace.at ? html`<p class="map-card as-of" role="status">${icon('clock')} ${t('planner.time.asOf', {time: dateTime(Date.parse(workspace.at))})}
        <button class="link" @click=${() => workspace.setAt('')}>${t('planner.time.now')}</button></p>` : nothing}
      ${this.city ? Object.keys(EXTRAS).map(name => this.extra(name)) : nothing}
      <chengtu-planner-approval .workspace=${workspace}></chengtu-planner-approval>
      <chengtu-notices></chengtu-notices>`;
  }

  extra(name) {
    const wanted = name === 'swipe' ? this.workspace.compare !== null : this.wanted.has(name);
    if (!wanted) return nothing;
    if (!this.elements.has(name)) this.make(name);
    return this.elements.get(name) ?? nothing;
  }

  async make(name) {
    if (this.elements.get(name) === null) return;
    this.elements.set(name, null);
    await EXTRAS[name].load();
    const element = document.createElement(EXTRAS[name].element);
    Object.assign(element, {map: this.city, workspace: this.workspace});
    element.addEventListener('done', () => this.toggle(name));
    this.elements.set(name, element);
    this.requestUpdate();
  }

  firstUpdated() {
    const {workspace} = this;
    this.city = new CityMap(this.querySelector('.map'), {book: layerBook(workspace), view: this.startView});
    setCurrentMap(this.city);
    const {map} = this.city;
    new PickedLayer(workspace).addTo(map);
    workspace.addEventListener('layers', () => this.drawFiltered());
    this.drawFiltered();
    map.on('moveend', () => workspace.viewed(this.city.view));
    map.on('click', event => this.clicked(event.latlng));
    workspace.addEventListener('clicks', () => map.getContainer().classList.toggle('measuring', workspace.clicksOf !== null));
    workspace.viewed(this.city.view);
    this.dispatchEvent(new CustomEvent('city', {detail: this.city}));
    this.requestUpdate();
  }

  /** Filtered layers are drawn by their features; the code for it comes with the first filter. */
  async drawFiltered() {
    const {workspace} = this;
    if (this.filtered || !workspace.order.some(id => workspace.look(id).filter)) return;
    this.filtered = true;
    const {FilteredLayers} = await import('./filtered.js');
    new FilteredLayers(workspace).addTo(this.city.map);
  }

  connectedCallback() {
    super.connectedCallback();
    watchBaseMaps();
    this.unbind = [
      bind('measure', () => this.measure()),
      bind('bookmarks', () => this.toggle('bookmarks')),
      bind('flyToSelection', () => this.workspace.selection[0]?.feature && this.city.show(this.workspace.selection[0].feature)),
    ];
  }

  disconnectedCallback() {
    this.unbind.forEach(each => each());
    unwatchBaseMaps();
    this.city?.destroy();
    setCurrentMap(null);
    super.disconnectedCallback();
  }

  async clicked({lng, lat}) {
    if (this.workspace.clicksOf) return;
    await identify(this.workspace, this.city, {lon: lng, lat});
  }

  /** M begins, and ends, measuring; its tab stays. */
  measure() {
    if (this.workspace.clicksOf === 'measure') return this.workspace.stopClicks();
    if (this.workspace.tool('right') === 'measure') return document.querySelector('chengtu-measure')?.begin();
    return this.workspace.openTool('right', 'measure');
  }

  toggle(name) {
    if (!this.wanted.delete(name)) this.wanted.add(name);
    this.requestUpdate();
  }

  async copyLink() {
    await navigator.clipboard.writeText(location.href);
    notify('done', t('planner.linkCopied'));
  }

  async picture() {
    const {savePicture} = await import('./picture.js');
    await savePicture(this.city, this.workspace, this.elements.get('swipe'));
  }

  /** One step back by Escape: bookmarks, comparison, time. */
  back() {
    if (this.wanted.has('bookmarks')) return this.toggle('bookmarks') ?? true;
    if (this.workspace.compare) return this.workspace.setCompare(null) ?? true;
    if (this.wanted.has('time')) return this.toggle('time') ?? true;
    return false;
  }
}

customElements.define('chengtu-planner-map', PlannerMap);
