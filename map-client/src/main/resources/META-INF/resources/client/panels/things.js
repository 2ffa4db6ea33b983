// Cards of the other things one can select: a case, a feature of a layer, a list of what is near.
import {html, nothing} from 'lit';
import {coded, distance, named, t, title} from '../i18n/index.js';
import {metresBetween} from '../map/mercator.js';
import {PIPES} from '../status.js';
import {state} from '../store/state.js';
import {select} from '../store/windows.js';
import {Panel} from './element.js';
import {fact, skeleton} from './parts.js';

const MOST_ROWS = 60;

class Things extends Panel {
  static topics = ['selection', 'cases', 'reference', 'catalogue'];

  render() {
    const selection = state.selection;
    if (selection.kind === 'case') return this.case(state.cases.get(selection.id));
    if (selection.kind === 'feature') return this.feature(selection);
    return selection.units ? this.unitList(selection) : this.list(selection);
  }

  case(found) {
    if (!found) return skeleton(3);
    return html`${head(named(state.reference.caseClasses, found.class), found.number ? `#${found.number}` : '')}
      <div class="panel-body"><dl class="facts">
        ${fact(t('field.place'), found.place?.address)}
        ${fact(t('field.state'), coded('caseState', found.state))}
        ${fact(t('field.description'), found.description)}
      </dl>${(found.photos ?? []).map(id => html`<img class="photo" src="/api/v1/attachments/${id}" alt=${t('case.photo')} loading="lazy">`)}</div>`;
  }

  feature({layer: id, features}) {
    const layer = state.catalogue.layers.find(each => each.id === id);
    return html`${head(title(layer?.title), '')}
      <div class="panel-body">${features.map(feature => html`<dl class="facts">
        ${Object.entries(feature.properties).filter(([, value]) => value !== null && value !== '').map(([name, value]) =>
          fact(fieldTitle(layer, name), typeof value === 'object' ? JSON.stringify(value) : String(value)))}</dl>`)}</div>`;
  }

  list({title: name, features, place}) {
    const rows = features.slice(0, MOST_ROWS);
    return html`${head(name, String(features.length))}
      <div class="panel-body">${rows.length === 0 ? html`<p class="empty">${t('nearby.none')}</p>` : html`<ul class="rows">
        ${rows.map(feature => html`<li><button class="plain wide" @click=${() => this.open(feature)}>
          <span>${nameOf(feature)}</span><span class="secondary">${awayFrom(place, feature)}</span></button></li>`)}</ul>`}</div>`;
  }

  unitList({title: name, units}) {
    return html`${head(name, String(units.length))}
      <div class="panel-body"><ul class="rows">${units.map(({id, metres}) => html`<li><button class="plain wide" @click=${() => select({kind: 'unit', id})}>
        <span>${state.units.get(id)?.callSign}</span><span class="secondary">${distance(metres)}</span></button></li>`)}</ul></div>`;
  }

  open(feature) {
    select({kind: 'feature', id: String(feature.id), layer: feature.layer ?? state.selection.layer, features: [feature], place: state.selection.place});
  }
}

function head(name, detail) {
  return html`<header class="panel-head"><h2>${name}</h2><span class="secondary number">${detail}</span></header>`;
}

function fieldTitle(layer, name) {
  return title(layer?.fields?.find(field => field.name === name)?.title) || name;
}

function nameOf({properties, id}) {
  const pipe = PIPES.find(each => each.kind === properties.kind);
  if (pipe) return [title(pipe), properties.diameter].filter(Boolean).join(' ');
  return properties.name || properties.ObjName || properties.address || String(id);
}

function awayFrom(place, {geometry, distance: metres}) {
  if (metres !== undefined) return distance(metres);
  if (!place || geometry?.type !== 'Point') return nothing;
  const [lon, lat] = geometry.coordinates;
  return distance(metresBetween(place, {lon, lat}));
}

customElements.define('chengtu-things', Things);
