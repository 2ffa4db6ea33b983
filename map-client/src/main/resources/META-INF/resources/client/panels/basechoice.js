// The choice of the base map, at the top of the layer panel; and the approval numbers 审图号 of what is shown, in the map's corner.
import {html, nothing} from 'lit';
import {t, title} from '../i18n/index.js';
import {OWN, baseMaps, chooseBase, chosenBase, isCovered, shownOverlays} from '../store/basemap.js';
import {changeLayer, isShown, layerFailures} from '../store/layers.js';
import {state} from '../store/state.js';
import {Panel} from './element.js';
import {icon} from './parts.js';

class BaseChoice extends Panel {
  static topics = ['layers', 'settings'];

  render() {
    return html`${baseMaps.items.length ? this.bases() : nothing}${baseMaps.overlays.length ? this.overlays() : nothing}`;
  }

  overlays() {
    return html`<fieldset class="base-choice"><legend>${t('basemap.foreign')}</legend>
      ${baseMaps.overlays.map(each => this.overlay(each))}</fieldset>`;
  }

  overlay(each) {
    const id = each.layer.id;
    const warn = layerFailures.get(id)?.text ?? (each.works ? null : t('basemap.old'));
    return html`<label class="check"><input type="checkbox" value=${id} .checked=${shownOverlays().includes(each)} @change=${event => changeLayer(id, {visible: event.target.checked})}>
      <span>${title(each.layer.title)}</span>${warn ? html`<span class="warn">${icon('warning')} ${warn}</span>` : nothing}</label>`;
  }

  bases() {
    return html`<fieldset class="base-choice"><legend>${t('basemap.title')}</legend>
      ${this.choice(OWN, t('basemap.own'), null)}
      ${baseMaps.items.map(each => this.choice(each.layer.id, title(each.layer.title), warning(each)))}</fieldset>`;
  }

  choice(id, name, warn) {
    const chosen = (chosenBase()?.layer.id ?? OWN) === id;
    return html`<label class="check"><input type="radio" name="base-map" value=${id} .checked=${chosen} @change=${() => chooseBase(id)}>
      <span>${name}</span>${warn ? html`<span class="warn">${icon('warning')} ${warn}</span>` : nothing}</label>`;
  }
}

function warning({layer, works}) {
  if (baseMaps.failing === layer.id) return t('basemap.failed');
  return works ? null : t('basemap.old');
}

class Approval extends Panel {
  static topics = ['catalogue', 'layers', 'settings'];

  render() {
    const numbers = approvalNumbers();
    return numbers.length === 0 ? nothing : html`<p class="map-approval">${t('basemap.approval', {numbers: numbers.join(' · ')})}</p>`;
  }
}

/** Of the layers that are drawn now, each once. */
export function approvalNumbers() {
  const shown = state.catalogue.layers.filter(layer => isShown(layer) && !isCovered(layer));
  const base = chosenBase();
  const pictures = [...(base ? [base] : []), ...shownOverlays()].map(each => each.layer);
  return [...new Set([...pictures, ...shown].map(layer => layer.origin?.approvalNumber).filter(Boolean))];
}

customElements.define('chengtu-base-choice', BaseChoice);
customElements.define('chengtu-approval', Approval);
