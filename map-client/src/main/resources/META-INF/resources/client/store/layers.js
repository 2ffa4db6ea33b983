// Which layers of the catalogue are shown, how strongly, and which failed.
import {change, settings} from '../settings.js';
import {isCovered} from './basemap.js';
import {state} from './state.js';
import {changed} from './topics.js';

/** Shown until the operator decides otherwise. Cases stay off: they would drown the incidents. */
const SHOWN_AT_FIRST = new Set(['boundaries', 'water', 'green', 'roads', 'buildings', 'places', 'poi',
  'pipe_segments', 'incidents', 'units', 'closures']);

/** layer id → {text, traceId} of the last failed tile */
export const layerFailures = new Map();

export function isShown(layer) {
  return settings.layers[layer.id]?.visible ?? SHOWN_AT_FIRST.has(layer.id);
}

/** Areas take the style's opacity for their fill only, see map/paint.js. */
export function opacityOf(layer) {
  return settings.layers[layer.id]?.opacity ?? (layer.geometry === 'POLYGON' ? 1 : layer.style?.opacity ?? 1);
}

export function changeLayer(id, values) {
  change({layers: {...settings.layers, [id]: {...settings.layers[id], ...values}}});
  changed('layers');
}

/** Stored layers in drawing order, lowest first. */
export function tileLayers() {
  return state.catalogue.layers
    .filter(layer => !layer.live)
    .sort((a, b) => (a.style?.order ?? 0) - (b.style?.order ?? 0));
}

export function layerFailed(id, failure) {
  if (layerFailures.get(id)?.text === failure.message) return;
  layerFailures.set(id, {text: failure.message, traceId: failure.traceId ?? null});
  changed('layers');
}

export function layerWorks(id) {
  if (layerFailures.delete(id)) changed('layers');
}

/**
 * What the console's map asks of its layers. The planner's map asks a workspace of its own, see planner/layerbook.js:
 * both answer the same questions, so that tiles, labels and clicks need not know whose map they are on.
 */
export const consoleLayers = {
  /** Topics after which the map paints anew. */
  topics: ['layers', 'catalogue', 'settings'],
  /** Stored layers that could be drawn, lowest first. */
  drawn: () => tileLayers().filter(layer => !isCovered(layer)),
  isShown: layer => isShown(layer) && !isCovered(layer),
  /** A foreign base map may lie below. */
  hasBase: true,
  opacityOf,
  /** RFC 3339 moment the layer is read as of; '' for now. */
  momentOf: () => '',
  /** What must differ for a tile to be read anew. */
  stateOf: () => '',
  change: changeLayer,
  failed: layerFailed,
  works: layerWorks,
};

/** Themes as a tree with their layers, in the catalogue's order. */
export function themeTree(parent = null) {
  const {themes, layers} = state.catalogue;
  return themes
    .filter(theme => (theme.parent ?? null) === parent)
    .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
    .map(theme => ({
      theme,
      layers: layers.filter(layer => layer.theme === theme.id),
      children: themeTree(theme.id),
    }));
}
