// What lies below everything: our own vector map, or a picture map of a foreign server that comes through our gateway.
import {read} from '../api.js';
import {change, settings} from '../settings.js';
import {changed} from './topics.js';

export const OWN = 'own';

/** Layers of our own that a picture map shows itself; while it fails they are drawn again. */
const GROUND = new Set(['water', 'green', 'buildings', 'roads', 'places']);
const REREAD_MILLISECONDS = 30_000;

/** items: base maps this person may see; overlays: other layers of pictures; failing: id of the chosen base map while its pictures do not come */
export const baseMaps = {items: [], overlays: [], failing: null};
let timer = 0;

/** The chosen foreign base map, or null for our own. */
export function chosenBase() {
  return baseMaps.items.find(each => each.layer.id === settings.base) ?? null;
}

export function chooseBase(id) {
  baseMaps.failing = null;
  change({base: id});
  changed('layers');
}

/** Foreign layers of pictures that are switched on; off until somebody wants them. */
export function shownOverlays() {
  return baseMaps.overlays.filter(each => settings.layers[each.layer.id]?.visible);
}

/** True for a layer that the chosen picture map stands for. */
export function isCovered(layer) {
  const base = chosenBase();
  return GROUND.has(layer.id) && base !== null && baseMaps.failing !== base.layer.id;
}

/** Says whether the chosen base map's pictures come. */
export function baseFails(id, failing) {
  const before = baseMaps.failing;
  baseMaps.failing = failing ? id : before === id ? null : before;
  if (before !== baseMaps.failing) changed('layers');
}

/** Reads which base maps there are, now and every half minute: one may have died or come back. */
export function watchBaseMaps() {
  clearInterval(timer);
  timer = setInterval(readBaseMaps, REREAD_MILLISECONDS);
  return readBaseMaps();
}

export function unwatchBaseMaps() {
  clearInterval(timer);
}

async function readBaseMaps() {
  try {
    const {data} = await read('/foreign/layers');
    baseMaps.items = data.items.filter(each => each.base);
    baseMaps.overlays = data.items.filter(each => !each.base);
    changed('layers');
  } catch (failure) {
    // Without the list the last one stands; our own map needs none.
    console.warn('the list of base maps was not read', failure.message);
  }
}
