// The summary around an incident in one click, and what is here for a place: for the operator's console.
import {html, nothing} from 'lit';
import {read} from '../api.js';
import {addWords, distance, number, t, title} from '../i18n/index.js';
import en from '../i18n/en/around.js';
import zh from '../i18n/zh/around.js';
import {select} from '../store/windows.js';
import {Panel} from './element.js';
import {failureBox, skeleton} from './parts.js';

addWords({zh, en});

/** What a feature is called, from whichever field says it. */
export function nameOf({properties, id}) {
  return properties.name || properties.ObjName || properties.callSign || properties.number || properties.address || properties.code || String(id);
}

/** @param at answer of /places/at. @returns {string | null} "湘雅医院东北35 m", 五一路, 开福区; null when nothing is known */
export function calledBy({nearest, road, divisions}) {
  const by = nearest ?? road;
  if (!by) return divisions.at(-1)?.name ?? null;
  if (!by.direction || by === road) return by.name;
  return t('map.nearPlace', {place: by.name, direction: t(`direction.${by.direction}`), distance: distance(by.metres)});
}

class Around extends Panel {
  static properties = {incident: {}, place: {attribute: false}};

  constructor() {
    super();
    this.answer = null;
    this.failure = null;
  }

  willUpdate(changed) {
    if (changed.has('incident') && changed.get('incident') !== undefined) {
      this.answer = null;
      this.failure = null;
    }
  }

  async ask() {
    const {incident} = this;
    this.busy = true;
    this.requestUpdate();
    try {
      const {data} = await read(`/questions/around?incident=${encodeURIComponent(incident)}&limit=30`);
      if (incident === this.incident) this.answer = data;
      this.failure = null;
    } catch (failure) {
      this.failure = failure;
    }
    this.busy = false;
    this.requestUpdate();
  }

  render() {
    return html`<section class="around"><h3>${t('around.title')}
        <button class="plain small" ?disabled=${Boolean(this.busy)} @click=${() => this.ask()}>${t(this.answer ? 'around.again' : 'around.go')}</button></h3>
      ${this.failure ? failureBox(this.failure, () => this.ask()) : nothing}
      ${this.busy && !this.answer ? skeleton(3) : nothing}
      ${this.answer ? html`<ul class="nearby" role="list">${this.answer.headings.map(heading => html`<li>
        <button class="plain small" ?disabled=${heading.count === 0} @click=${() => this.open(heading)}>${title(heading.title)} <b>${number(heading.count)}${heading.layers.some(layer => layer.atLeast) ? '+' : ''}</b>
          <span class="secondary">${t('around.within', {far: distance(heading.metres)})}</span></button>
        ${heading.missing.length ? html`<span class="secondary">${t('around.missing', {layers: heading.missing.map(each => each.layer).join(', ')})}</span>` : nothing}</li>`)}</ul>` : nothing}</section>`;
  }

  open(heading) {
    const features = heading.layers.flatMap(layer => layer.features).sort((a, b) => a.distance - b.distance);
    select({kind: 'nearby', id: `around-${heading.code}`, layer: heading.layers[0]?.layer, title: title(heading.title), place: this.place, features});
  }
}

customElements.define('chengtu-around', Around);

/** All layers at a place, as a selection of the console. */
export async function showWhatIsHere(place, metres) {
  const tolerance = Math.min(5000, Math.max(5, metres)).toFixed(1);
  const {data} = await read(`/questions/here?lon=${place.lon.toFixed(7)}&lat=${place.lat.toFixed(7)}&tolerance=${tolerance}`);
  const features = data.layers.flatMap(layer => layer.features);
  const missing = data.notAnswered.map(each => title(each.title)).join(', ');
  select({kind: 'nearby', id: 'here', layer: features[0]?.layer, title: missing ? t('here.titleMissing', {layers: missing}) : t('here.title'), place, features});
}
