// What lies near a place: hydrants, cameras, hospitals; and pipes on demand (P).
import {html} from 'lit';
import {read} from '../api.js';
import {coded, distance, t} from '../i18n/index.js';
import {metresBetween} from '../map/mercator.js';
import {select} from '../store/windows.js';
import {RemotePanel} from './remote.js';

const METRES = 200;
const WANTED = ['hydrant', 'camera', 'hospital', 'school', 'shelter', 'fire_station', 'metro_station'];

class Nearby extends RemotePanel {
  static properties = {place: {}};

  address() {
    return this.place && `/layers/poi/at?lon=${this.place.lon}&lat=${this.place.lat}&tolerance=${METRES}`;
  }

  show({features}) {
    const kinds = new Map();
    for (const feature of features) {
      const kind = feature.properties.kind;
      if (WANTED.includes(kind)) kinds.set(kind, [...(kinds.get(kind) ?? []), feature]);
    }
    return html`<section><h3>${t('nearby.title', {n: METRES})}</h3>
      ${kinds.size === 0 ? html`<p class="secondary">${t('nearby.none')}</p>` : html`<ul class="nearby">
        ${[...kinds].map(([kind, list]) => html`<li><button class="plain small" @click=${() => this.mark(kind, list)}>
          ${coded('poi', kind)} <b>${list.length}</b> <span class="secondary">${distance(this.nearest(list))}</span></button></li>`)}</ul>`}</section>`;
  }

  nearest(list) {
    return Math.min(...list.map(feature => {
      const [lon, lat] = feature.geometry.coordinates;
      return metresBetween(this.place, {lon, lat});
    }));
  }

  mark(kind, features) {
    select({kind: 'nearby', id: `nearby-${kind}`, layer: 'poi', title: coded('poi', kind), place: this.place, features});
  }
}

/** Pipes within so many metres of a place, as a selection. */
export async function pipesNear(place, metres) {
  const {data} = await read(`/layers/pipe_segments/at?lon=${place.lon}&lat=${place.lat}&tolerance=${metres}`);
  return data.features;
}

customElements.define('chengtu-nearby', Nearby);
