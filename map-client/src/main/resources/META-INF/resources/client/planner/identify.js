// What lies under a click, in all visible layers: the server measures it (see onemap), topmost layer first.
import {read, Unreachable} from '../api.js';
import {t} from '../i18n/index.js';
import {notify} from '../store/notices.js';
import {tellRefusal} from '../actions/refusal.js';

const CLICK_PIXELS = 6;
const MOST_LAYERS = 24;
const MOST_EACH = 5;

/** Selects what is there and opens its card. @param place {lon, lat} */
export async function identify(workspace, city, place) {
  const zoom = city.view.zoom;
  const tolerance = Math.max(1, city.metres(CLICK_PIXELS, place)).toFixed(1);
  const layers = workspace.order.toReversed().map(id => workspace.card(id))
    .filter(layer => layer && zoom > (layer.scales?.minZoom ?? 0)).slice(0, MOST_LAYERS);
  const found = await Promise.all(layers.map(layer => at(layer, place, tolerance, workspace.at)));
  // What was hit comes before what merely lies around it.
  const picked = found.flat().sort((a, b) => a.area - b.area);
  workspace.select(picked.map(({layer, feature}) => ({layer, id: String(feature.id), feature})));
  workspace.openTool('right', 'info');
}

async function at(layer, {lon, lat}, tolerance, moment) {
  const when = moment ? `&at=${encodeURIComponent(moment)}` : '';
  try {
    const {data} = await read(`/layers/${layer.id}/at?lon=${lon.toFixed(7)}&lat=${lat.toFixed(7)}&tolerance=${tolerance}&limit=${MOST_EACH}${when}`);
    return data.features.map(feature => ({layer: layer.id, feature, area: Number(/Polygon/.test(feature.geometry?.type))}));
  } catch (failure) {
    if (failure instanceof Unreachable) notify('refused', t('error.unreachable'));
    else tellRefusal(failure);
    return [];
  }
}
