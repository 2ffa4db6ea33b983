// Every layer of the catalogue, by theme: shown or not, how strongly, how many features, and what failed.
import {html, nothing} from 'lit';
import {number, t, title} from '../i18n/index.js';
import {changeLayer, isShown, layerFailures, opacityOf, themeTree} from '../store/layers.js';
import {state} from '../store/state.js';
import {currentMap} from '../map/current.js';
import {Panel} from './element.js';
import {icon} from './parts.js';
import './basechoice.js';
import './legend.js';

class Layers extends Panel {
  static topics = ['catalogue', 'layers', 'cases', 'incidents', 'units', 'closures', 'view'];

  render() {
    return html`<details class="map-card layers">
      <summary>${icon('layers')} ${t('layers.title')} ${layerFailures.size ? html`<span class="warn">${icon('warning')}<span class="visually-hidden">${t('layers.failed', {n: layerFailures.size})}</span></span>` : nothing}</summary>
      <div class="layers-body"><chengtu-base-choice></chengtu-base-choice>${themeTree().map(branch => this.branch(branch))}<chengtu-legend></chengtu-legend></div></details>`;
  }

  branch({theme, layers, children}) {
    if (layers.length === 0 && children.length === 0) return nothing;
    return html`<section class="theme"><h3>${title(theme.title)}</h3>
      <ul>${layers.map(layer => this.row(layer))}</ul>${children.map(child => this.branch(child))}</section>`;
  }

  row(layer) {
    const failure = layerFailures.get(layer.id);
    const shown = isShown(layer);
    const zoom = currentMap()?.view.zoom ?? 14;
    const tooSmall = zoom <= (layer.scales?.minZoom ?? 0) && !layer.live;
    const name = title(layer.title);
    return html`<li class="layer-row">
      <label class="check"><input type="checkbox" .checked=${shown} @change=${event => changeLayer(layer.id, {visible: event.target.checked})}>
        <span class=${tooSmall && shown ? 'secondary' : ''}>${name}</span></label>
      ${shown && !layer.live ? html`<input type="range" min="0.1" max="1" step="0.1" .value=${String(opacityOf(layer))} aria-label=${t('layers.opacity', {layer: name})}
        @change=${event => changeLayer(layer.id, {opacity: Number(event.target.value)})}>` : html`<span></span>`}
      <span class="secondary count-of" title=${provenance(layer)}>${failure ? nothing : tooSmall && shown ? t('layers.zoomIn') : number(countOf(layer))}</span>
      ${failure ? html`<span class="warn" title=${failure.text}>${icon('warning')}<span class="visually-hidden">${failure.text}</span></span>` : nothing}
    </li>`;
  }
}

const LIVE_COUNT = {incidents: 'incidents', units: 'units', cases: 'cases', closures: 'closures'};

function countOf(layer) {
  return layer.live && LIVE_COUNT[layer.id] ? state[LIVE_COUNT[layer.id]].size : layer.featureCount ?? 0;
}

function provenance({origin}) {
  return origin ? [origin.owner, origin.source, origin.date, origin.approvalNumber].filter(Boolean).join(' · ') : '';
}

customElements.define('chengtu-layers', Layers);
