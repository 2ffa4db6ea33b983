// The whole workspace in the address, so that it can be sent to a colleague; and the last one kept in this browser. Who
// opens it sees with their own rights: a layer they may not see is left out.
const STORE = 'chengtu.planner';

/** @returns {URLSearchParams} short and readable: visible layers lowest first as id:opacity%:side */
export function toParams(workspace) {
  const params = new URLSearchParams({workspace: 'planner'});
  const {view, at, active, compare, selection} = workspace;
  if (view) params.set('view', [view.lon.toFixed(6), view.lat.toFixed(6), view.zoom].join(','));
  params.set('layers', workspace.order.map(id => layerPart(id, workspace.look(id))).join(','));
  for (const id of workspace.order) if (workspace.look(id).filter) params.set(`filter.${id}`, workspace.look(id).filter);
  if (at) params.set('at', at);
  if (active) params.set('active', active);
  if (compare) params.set('compare', [compare.place.toFixed(3), compare.at].filter(Boolean).join(','));
  if (selection.length === 1) params.set('pick', `${selection[0].layer}/${selection[0].id}`);
  if (workspace.tool('right') !== 'info') params.set('tool', workspace.tool('right') ?? '');
  if (workspace.tool('bottom')) params.set('drawer', workspace.tool('bottom'));
  return params;
}

function layerPart(id, {opacity, side}) {
  const parts = [id, opacity === null ? '' : Math.round(opacity * 100), side === 'both' ? '' : side];
  while (parts.length > 1 && parts.at(-1) === '') parts.pop();
  return parts.join(':');
}

/** Takes over what an address or a kept workspace says; what it does not say, or says wrongly, stays as it is. */
export function apply(params, workspace) {
  if (params.has('layers')) applyLayers(params, workspace);
  if (isMoment(params.get('at'))) workspace.setAt(params.get('at'));
  if (workspace.card(params.get('active'))) workspace.setActive(params.get('active'));
  const [place, at] = (params.get('compare') ?? '').split(',');
  if (place && Number(place) >= 0 && Number(place) <= 1) workspace.setCompare({place: Number(place), at: isMoment(at) ? at : ''});
  const pick = /^([a-z][a-z0-9_]*)\/(.+)$/.exec(params.get('pick') ?? '');
  if (pick && workspace.card(pick[1])) workspace.select([{layer: pick[1], id: pick[2]}]);
  if (params.has('tool')) workspace.openTool('right', params.get('tool') || null);
  if (params.get('drawer')) workspace.openTool('bottom', params.get('drawer'));
}

function applyLayers(params, workspace) {
  const parts = params.get('layers').split(',').filter(Boolean).map(part => part.split(':'));
  for (const [id, percent, side] of parts) {
    const opacity = percent && Number(percent) > 0 ? Number(percent) / 100 : null;
    workspace.setLayer(id, {opacity, side: side === 'a' || side === 'b' ? side : 'both', filter: params.get(`filter.${id}`) ?? ''});
  }
  workspace.showOnly(parts.map(([id]) => id));
}

function isMoment(text) {
  return Boolean(text) && Number.isFinite(Date.parse(text));
}

/** {lon, lat, zoom} of an address, or null. */
export function viewOf(params) {
  const [lon, lat, zoom] = (params.get('view') ?? '').split(',').map(Number);
  const usable = Math.abs(lon) <= 180 && Math.abs(lat) <= 85 && zoom >= 3 && zoom <= 20;
  return usable ? {lon, lat, zoom} : null;
}

/** The address's own workspace when it names one, else the last one of this browser with what the address says of it. */
export function startParams() {
  const address = new URLSearchParams(location.search);
  if (address.has('layers') || address.has('view') || address.has('question')) return address;
  const kept = new URLSearchParams(localStorage.getItem(STORE) ?? '');
  for (const [name, value] of address) kept.set(name, value);
  return kept;
}

/** Writes the address and keeps the workspace, a moment after the last change. @returns {() => void} stops */
export function keepInAddress(workspace) {
  let timer = 0;
  const write = () => {
    const params = toParams(workspace);
    localStorage.setItem(STORE, params);
    const shown = new URLSearchParams(location.search);
    for (const name of ['lang', 'theme']) if (shown.has(name)) params.set(name, shown.get(name));
    history.replaceState(null, '', `/?${readable(params)}`);
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(write, 250);
  };
  workspace.addEventListener('change', later);
  later();
  return () => {
    clearTimeout(timer);
    workspace.removeEventListener('change', later);
  };
}

/** Commas, colons and slashes are legal in a query and easier to read as they are. */
export function readable(params) {
  return String(params).replaceAll('%2C', ',').replaceAll('%3A', ':').replaceAll('%2F', '/');
}
