// The map with what stands on it: layers, zoom, bookmarks; and what a click or a key means there.
import {html, nothing} from 'lit';
import {read} from '../api.js';
import {CityMap} from '../map/citymap.js';
import {setCurrentMap} from '../map/current.js';
import {t} from '../i18n/index.js';
import {bind, run} from '../keys.js';
import {change, settings} from '../settings.js';
import {tellRefusal} from '../actions/refusal.js';
import {unwatchBaseMaps, watchBaseMaps} from '../store/basemap.js';
import {isShown, tileLayers} from '../store/layers.js';
import {notify} from '../store/notices.js';
import {state} from '../store/state.js';
import {selectedIncident} from '../store/views.js';
import {select} from '../store/windows.js';
import {calledBy, showWhatIsHere} from './around.js';
import {Panel} from './element.js';
import {icon, key} from './parts.js';
import {pipesNear} from './nearby.js';
import './closures.js';
import './basechoice.js';
import './layers.js';
import './notices.js';

const PIPE_METRES = 50;
const CLICK_PIXELS = 6;
const HERE_PIXELS = 10;
/** Layers under a click, most specific first; the rest of the base map is only background. */
const CLICKABLE = ['components', 'pipe_points', 'pipe_segments', 'poi', 'plan_zones', 'buildings', 'grids'];

class MapView extends Panel {
  static topics = ['view', 'sketch'];

  constructor() {
    super();
    this.menu = null;
    this.bookmarksShown = false;
  }

  render() {
    return html`<div class="map" role="region" aria-label=${t('map.label')}></div>
      <chengtu-layers></chengtu-layers>
      <chengtu-approval></chengtu-approval>
      <chengtu-closures></chengtu-closures>
      <div class="map-buttons">
        <button class="map-button" aria-label=${t('map.zoomIn')} @click=${() => this.city.zoomBy(1)}>${icon('plus')}</button>
        <button class="map-button" aria-label=${t('map.zoomOut')} @click=${() => this.city.zoomBy(-1)}>${icon('minus')}</button>
        <button class="map-button" aria-label=${t('shortcut.measure')} aria-pressed=${Boolean(this.city?.measure.active)} @click=${() => this.measure()}>${icon('ruler')}</button>
        <button class="map-button" aria-label=${t('shortcut.bookmarks')} aria-expanded=${this.bookmarksShown} @click=${() => this.toggleBookmarks()}>${icon('bookmark')}</button>
        <button class="map-button" aria-label=${t('shortcut.closures')} @click=${() => run('closures')}>${icon('barrier')}</button>
      </div>
      ${this.city?.followed ? html`<button class="map-card following" @click=${() => this.follow(null)}>${t('map.following', {unit: state.units.get(this.city.followed)?.callSign ?? ''})} ${key('Esc')}</button>` : nothing}
      ${this.bookmarksShown ? this.bookmarks() : nothing}
      ${this.menu ? this.contextMenu() : nothing}
      <chengtu-notices></chengtu-notices>`;
  }

  firstUpdated() {
    this.city = new CityMap(this.querySelector('.map'));
    setCurrentMap(this.city);
    this.city.map.on('click', event => this.clicked(event));
    this.city.map.on('contextmenu', event => this.openMenu(event));
    this.city.map.on('movestart', () => this.closeMenu());
    this.requestUpdate();
  }

  connectedCallback() {
    super.connectedCallback();
    watchBaseMaps();
    this.unbind = [
      bind('flyToSelection', () => this.city.flyToSelection()),
      bind('followUnit', () => this.toggleFollow()),
      bind('measure', () => this.measure()),
      bind('bookmarks', () => this.toggleBookmarks()),
      bind('nearestUnits', () => this.showNearest(this.pointerPlace())),
      bind('nearbyPipes', () => this.showPipes()),
    ];
  }

  disconnectedCallback() {
    this.unbind.forEach(each => each());
    unwatchBaseMaps();
    this.city?.destroy();
    setCurrentMap(null);
    super.disconnectedCallback();
  }

  /** One step back: menu, bookmarks, measuring, following. @returns whether there was one */
  back() {
    if (this.menu) return this.closeMenu();
    if (this.bookmarksShown) return this.toggleBookmarks();
    if (this.city.closureSketch.active) return this.city.closureSketch.stop() ?? true;
    if (this.city.measure.active) return this.measure();
    if (this.city.followed) return this.follow(null);
    return false;
  }

  pointerPlace() {
    return {lon: this.city.pointer.lng, lat: this.city.pointer.lat};
  }

  async clicked({latlng, containerPoint}) {
    if (this.closeMenu() || this.city.measure.active || this.city.closureSketch.active) return;
    const {units, cases} = this.city.live;
    const unit = this.city.map.hasLayer(units) && units.unitAt(containerPoint);
    if (unit) return select({kind: 'unit', id: unit});
    const found = this.city.map.hasLayer(cases) && cases.caseAt(containerPoint);
    if (found) return select({kind: 'case', id: found});
    await this.askServer({lon: latlng.lng, lat: latlng.lat});
  }

  /** What lies under a click is the server's answer: the client holds only pictures of the networks. */
  async askServer(place) {
    const zoom = this.city.view.zoom;
    const shown = new Set(tileLayers().filter(layer => isShown(layer) && zoom > (layer.scales?.minZoom ?? 0)).map(layer => layer.id));
    const tolerance = Math.max(1, this.city.metres(CLICK_PIXELS, place)).toFixed(1);
    try {
      for (const id of CLICKABLE.filter(each => shown.has(each))) {
        const {data} = await read(`/layers/${id}/at?lon=${place.lon}&lat=${place.lat}&tolerance=${tolerance}`);
        if (data.features.length === 0) continue;
        return select({kind: 'feature', id: String(data.features[0].id), layer: id, features: data.features.slice(0, 3), place});
      }
    } catch (failure) {
      tellRefusal(failure);
    }
    return null;
  }

  toggleFollow() {
    const unit = state.selection?.kind === 'unit' ? state.selection.id : null;
    this.follow(this.city.followed ? null : unit);
  }

  follow(unitId) {
    this.city.follow(unitId);
    this.requestUpdate();
    return true;
  }

  measure() {
    if (this.city.measure.active) this.city.measure.stop();
    else {
      this.city.measure.start();
      notify('info', t('map.measureHint'));
    }
    this.requestUpdate();
    return true;
  }

  showNearest(place) {
    const units = this.city.unitsNear(place).map(row => ({id: row.unit.id, metres: row.metres}));
    select({kind: 'nearby', id: 'units', title: t('map.nearestUnits'), place, units, features: []});
  }

  async showPipes() {
    const place = selectedIncident()?.place ?? this.pointerPlace();
    try {
      const features = await pipesNear(place, PIPE_METRES);
      select({kind: 'nearby', id: 'pipes', layer: 'pipe_segments', title: t('map.pipes', {n: PIPE_METRES}), place, features});
    } catch (failure) {
      tellRefusal(failure);
    }
  }

  openMenu({latlng, containerPoint}) {
    this.menu = {place: {lon: latlng.lng, lat: latlng.lat}, at: containerPoint};
    this.requestUpdate();
    this.nameMenu(this.menu);
  }

  /** What the place is called comes a moment later; without it the coordinates still stand. */
  async nameMenu(menu) {
    try {
      const {data} = await read(`/places/at?lon=${menu.place.lon}&lat=${menu.place.lat}`);
      menu.called = calledBy(data);
      if (this.menu === menu) this.requestUpdate();
    } catch (failure) {
      console.warn('no address for the place', failure.message);
    }
  }

  closeMenu() {
    if (!this.menu) return false;
    this.menu = null;
    this.requestUpdate();
    return true;
  }

  contextMenu() {
    const {place, called} = this.menu;
    const choose = action => () => {
      this.closeMenu();
      action();
    };
    const text = `${place.lat.toFixed(5)}, ${place.lon.toFixed(5)}`;
    return html`<div class="map-card context-menu" role="group" aria-label=${t('map.menu')}>
      ${called ? html`<p>${called}</p>` : nothing}
      <p class="secondary">${text}</p>
      <button @click=${choose(() => document.dispatchEvent(new CustomEvent('chengtu-new-here', {detail: {...place, address: called ?? text}})))}>${t('map.newHere')} ${key('N')}</button>
      <button @click=${choose(() => this.whatIsHere(place))}>${t('here.title')}</button>
      <button @click=${choose(() => this.showNearest(place))}>${t('shortcut.nearestUnits')} ${key('U')}</button>
      <button @click=${choose(() => navigator.clipboard.writeText(text))}>${t('map.copy')}</button></div>`;
  }

  async whatIsHere(place) {
    try {
      await showWhatIsHere(place, this.city.metres(HERE_PIXELS, place));
    } catch (failure) {
      tellRefusal(failure);
    }
  }

  toggleBookmarks() {
    this.bookmarksShown = !this.bookmarksShown;
    this.requestUpdate();
    return true;
  }

  bookmarks() {
    return html`<section class="map-card bookmarks" aria-label=${t('shortcut.bookmarks')}>
      ${settings.bookmarks.length === 0 ? html`<p class="secondary">${t('bookmarks.empty')}</p>` : nothing}
      <ul>${settings.bookmarks.map((each, i) => html`<li><button class="plain" @click=${() => this.city.flyTo(each.lon, each.lat, each.zoom)}>${each.name}</button>
        <button class="bare" aria-label=${t('bookmarks.remove', {name: each.name})} @click=${() => change({bookmarks: settings.bookmarks.filter((_, at) => at !== i)})}>${icon('close')}</button></li>`)}</ul>
      <form @submit=${this.addBookmark}><input name="name" required aria-label=${t('bookmarks.name')} placeholder=${t('bookmarks.name')}><button class="plain small">${t('bookmarks.add')}</button></form></section>`;
  }

  addBookmark(event) {
    event.preventDefault();
    const {name} = event.target.elements;
    change({bookmarks: [...settings.bookmarks, {name: name.value, ...this.city.view}]});
    name.value = '';
  }

  updated() {
    const menu = this.querySelector('.context-menu');
    if (!menu) return;
    menu.style.setProperty('left', `${this.menu.at.x}px`);
    menu.style.setProperty('top', `${this.menu.at.y}px`);
  }
}


customElements.define('chengtu-map', MapView);
