// The planner's map and what stands on it. A click asks what is there, unless a tool has taken the clicks.
import {html, nothing} from 'lit';
import {CityMap} from '../map/citymap.js';
import {setCurrentMap} from '../map/current.js';
import {t} from '../i18n/index.js';
import {Panel} from '../panels/element.js';
import {icon} from '../panels/parts.js';
import '../panels/notices.js';
import {identify} from './identify.js';
import {layerBook} from './layerbook.js';
import {PickedLayer} from './pickedlayer.js';

class PlannerMap extends Panel {
  static topics = ['workspace'];

  static properties = {workspace: {attribute: false}, startView: {attribute: false}};

  render() {
    return html`<div class="map" role="region" aria-label=${t('planner.map')}></div>
      <div class="map-buttons">
        <button class="map-button" aria-label=${t('map.zoomIn')} @click=${() => this.city.zoomBy(1)}>${icon('plus')}</button>
        <button class="map-button" aria-label=${t('map.zoomOut')} @click=${() => this.city.zoomBy(-1)}>${icon('minus')}</button>
      </div>
      ${this.workspace.at ? nothing : nothing}
      <chengtu-notices></chengtu-notices>`;
  }

  firstUpdated() {
    const {workspace} = this;
    this.city = new CityMap(this.querySelector('.map'), {book: layerBook(workspace), view: this.startView});
    setCurrentMap(this.city);
    const {map} = this.city;
    new PickedLayer(workspace).addTo(map);
    map.on('moveend', () => workspace.viewed(this.city.view));
    map.on('click', event => this.clicked(event.latlng));
    workspace.addEventListener('clicks', () => map.getContainer().classList.toggle('measuring', workspace.clicksOf !== null));
    workspace.viewed(this.city.view);
    this.dispatchEvent(new CustomEvent('city', {detail: this.city}));
  }

  disconnectedCallback() {
    this.city?.destroy();
    setCurrentMap(null);
    super.disconnectedCallback();
  }

  async clicked({lng, lat}) {
    if (this.workspace.clicksOf) return;
    await identify(this.workspace, this.city, {lon: lng, lat});
  }

  back() {
    return false;
  }
}

customElements.define('chengtu-planner-map', PlannerMap);
