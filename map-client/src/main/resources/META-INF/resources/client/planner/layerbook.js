// What the planner's map asks of its layers: the same questions as store/layers.js answers for the console, answered from
// the workspace. One book for each side of a comparison.
import {layerFailed, layerWorks} from '../store/layers.js';
import {state} from '../store/state.js';

/** @param side 'a' (left, or all when nothing is compared) or 'b' */
export function layerBook(workspace, side = 'a') {
  const other = side === 'a' ? 'b' : 'a';
  const drawn = layer => {
    const {visible, side: wanted, filter} = workspace.look(layer.id);
    return visible && !(filter && !layer.live) && !(workspace.compare && wanted === other);
  };
  const moment = () => side === 'b' ? workspace.compare?.at ?? '' : workspace.at;
  return {
    topics: ['workspace', 'catalogue', 'settings'],
    /** A foreign base map may lie below both sides; unlike in the console what is ticked is drawn over it all the same. */
    hasBase: side === 'a',
    drawn: () => workspace.order.map(id => workspace.card(id)).filter(layer => layer && !layer.live),
    /** A filtered layer is drawn by its features (planner/filtered.js); a live one only of now and on the left. */
    isShown: layer => layer.live ? drawn(layer) && side === 'a' && !workspace.at : drawn(layer),
    opacityOf: layer => workspace.look(layer.id).opacity ?? (layer.geometry === 'POLYGON' ? 1 : layer.style?.opacity ?? 1),
    momentOf: moment,
    stateOf: layer => `${moment()}|${workspace.reloads(layer.id)}`,
    change: (id, values) => workspace.setLayer(id, values),
    failed: layerFailed,
    works: layerWorks,
    /** Layers in the order of the catalogue, for who wants all of them. */
    all: () => state.catalogue.layers,
  };
}
