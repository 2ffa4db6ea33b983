// The map as a PNG, made in the page at twice the screen's resolution: layers painted anew from their tiles, labels, live
// layers, selection; below it legend, scale bar, north, moment, operator, datum and approval numbers.
import {serverNow} from '../clock.js';
import {dateTime, number, t, title} from '../i18n/index.js';
import {L} from '../map/leaflet.js';
import {paintTile} from '../map/paint.js';
import {colour} from '../status.js';
import {notify} from '../store/notices.js';
import {state} from '../store/state.js';
import {approvalsOf} from './basemaps.js';
import {legendOf} from './legendlooks.js';

const RATIO = 2;
const FOOT = 64;
const LEGEND_ROW = 20;
const LEGEND_COLUMN = 230;
const FONT = 'system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif';

/** Draws the picture and hands it to the browser as a download. */
export async function savePicture(city, workspace, swipe) {
  const canvas = drawPicture(city, workspace, swipe);
  const blob = await new Promise(done => canvas.toBlob(done, 'image/png'));
  if (!blob) return notify('refused', t('planner.pictureTooLarge'));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `chengtu-${new Date(serverNow()).toISOString().slice(0, 19).replaceAll(':', '')}.png`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  return notify('done', t('planner.pictureSaved', {width: canvas.width, height: canvas.height}));
}

/** @returns {HTMLCanvasElement} */
export function drawPicture(city, workspace, swipe) {
  const {map} = city;
  const size = map.getSize();
  const rows = legendRows(workspace);
  const columns = Math.max(1, Math.floor((size.x - 24) / LEGEND_COLUMN));
  const foot = FOOT + Math.ceil(rows.length / columns) * LEGEND_ROW + 12;
  const canvas = document.createElement('canvas');
  canvas.width = size.x * RATIO;
  canvas.height = (size.y + foot) * RATIO;
  const context = canvas.getContext('2d');
  context.scale(RATIO, RATIO);
  context.fillStyle = colour('--map');
  context.fillRect(0, 0, size.x, size.y);
  drawPictures(context, map, 'base');
  const cut = workspace.compare ? size.x * workspace.compare.place : size.x;
  within(context, 0, cut, size.y, () => drawStack(context, city, city.tiles));
  if (swipe?.tiles) within(context, cut, size.x, size.y, () => drawStack(context, city, swipe.tiles));
  drawPictures(context, map, 'pictures');
  drawCanvases(context, map, cut, size);
  drawSelection(context, map, workspace);
  drawFoot(context, {city, workspace, size, rows, columns});
  return canvas;
}

/** Pictures of other servers, as they stand on the screen. */
function drawPictures(context, map, pane) {
  const corner = map.getContainer().getBoundingClientRect();
  for (const image of map.getPane(pane)?.querySelectorAll('img.leaflet-tile-loaded') ?? []) {
    const box = image.getBoundingClientRect();
    context.drawImage(image, box.left - corner.left, box.top - corner.top, box.width, box.height);
  }
}

function within(context, left, right, height, draw) {
  context.save();
  context.beginPath();
  context.rect(left, 0, right - left, height);
  context.clip();
  draw();
  context.restore();
}

/** The tiles of the zoom on the screen, painted anew: sharper than the screen's own. */
function drawStack(context, {map}, tiles) {
  const {book} = tiles.options;
  const world = 256 * 2 ** map.getZoom();
  const origin = map.getPixelOrigin().add(map.containerPointToLayerPoint([0, 0]));
  for (const stack of tiles.stacks().filter(each => each.z + 1 === map.getZoom())) {
    context.save();
    const side = world / 2 ** stack.z;
    context.translate(stack.x * side - origin.x, stack.y * side - origin.y);
    context.beginPath();
    context.rect(0, 0, side, side);
    context.clip();
    for (const layer of book.drawn()) {
      const tile = stack.layers.get(layer.id);
      if (!tile || !book.isShown(layer)) continue;
      context.globalAlpha = book.opacityOf(layer);
      paintTile(context, layer, tile, {scale: side / tile.extent, zoom: map.getZoom()});
    }
    context.restore();
  }
}

/** Labels, units, cases: what is a canvas already is taken as it is. */
function drawCanvases(context, map, cut, size) {
  const corner = map.getContainer().getBoundingClientRect();
  for (const canvas of map.getContainer().querySelectorAll('.padded-canvas')) {
    const box = canvas.getBoundingClientRect();
    const right = canvas.parentElement.classList.contains('leaflet-labelsB-pane');
    const left = canvas.parentElement.classList.contains('leaflet-labels-pane');
    within(context, right ? cut : 0, left ? cut : size.x, size.y,
      () => context.drawImage(canvas, box.left - corner.left, box.top - corner.top, box.width, box.height));
  }
}

function drawSelection(context, map, workspace) {
  context.save();
  context.strokeStyle = colour('--accent');
  context.lineWidth = 2.5;
  for (const {feature} of workspace.selection.slice(0, 500)) {
    if (!feature?.geometry) continue;
    L.geoJSON(feature, {
      pointToLayer: (_, at) => L.circleMarker(at, {radius: 7}),
      onEachFeature: (_, layer) => strokeShape(context, map, layer),
    });
  }
  context.restore();
}

function strokeShape(context, map, layer) {
  context.beginPath();
  if (layer.getLatLngs) flatten(layer.getLatLngs()).forEach(line => {
    line.forEach((at, i) => {
      const {x, y} = map.latLngToContainerPoint(at);
      if (i === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    });
    if (layer instanceof L.Polygon) context.closePath();
  });
  else if (layer.getLatLng) {
    const {x, y} = map.latLngToContainerPoint(layer.getLatLng());
    context.arc(x, y, 8, 0, 2 * Math.PI);
  }
  context.stroke();
}

function flatten(latLngs) {
  return Array.isArray(latLngs[0]) ? latLngs.flatMap(flatten) : [latLngs];
}

function legendRows(workspace) {
  return workspace.order.toReversed().map(id => workspace.card(id)).filter(layer => layer && !layer.live)
    .flatMap(layer => legendOf(layer).map(look => ({...look, title: look.title ? `${title(layer.title)} · ${look.title}` : title(layer.title)})));
}

function drawFoot(context, {city, workspace, size, rows, columns}) {
  const top = size.y;
  context.fillStyle = colour('--panel');
  context.fillRect(0, top, size.x, context.canvas.height / RATIO - top);
  drawScale(context, city, 14, top + 24);
  drawNorth(context, size.x - 26, 12);
  context.fillStyle = colour('--text');
  context.font = `13px ${FONT}`;
  context.textBaseline = 'middle';
  facts(workspace).forEach((line, i) => context.fillText(line, 190, top + 16 + i * 20, size.x - 200));
  rows.forEach((row, i) => drawRow(context, row, 14 + (i % columns) * LEGEND_COLUMN, top + FOOT + Math.floor(i / columns) * LEGEND_ROW));
}

function facts(workspace) {
  const approvals = approvalsOf(workspace);
  const at = workspace.at ? t('planner.time.asOf', {time: dateTime(Date.parse(workspace.at))}) : dateTime(serverNow());
  return [
    [at, state.session?.name, state.session?.organisation].filter(Boolean).join(' · '),
    [t('planner.datum'), approvals.length ? t('planner.approval', {numbers: approvals.join(' ')}) : t('planner.noApproval')].join(' · '),
  ];
}

function drawRow(context, {kind, fill, color, width, dash, opacity, radius, title: text}, x, y) {
  context.save();
  context.strokeStyle = color || 'transparent';
  context.lineWidth = Math.min(4, width || 1);
  context.setLineDash(dash ? String(dash).split(/[\s,]+/).map(Number) : []);
  context.beginPath();
  if (kind === 'line') {
    context.moveTo(x, y);
    context.lineTo(x + 24, y);
  } else if (kind === 'area') context.rect(x + 1, y - 6, 22, 12);
  else if (kind === 'point') context.arc(x + 12, y, Math.min(6, Math.max(2.5, radius || 2.5)), 0, 2 * Math.PI);
  if (fill && kind !== 'line') {
    context.globalAlpha = opacity ?? 1;
    context.fillStyle = fill;
    context.fill();
    context.globalAlpha = 1;
  }
  context.stroke();
  context.fillStyle = colour('--text');
  context.font = `12px ${FONT}`;
  context.fillText(text, x + 32, y, LEGEND_COLUMN - 40);
  context.restore();
}

/** The longest round length that fits 140 px at the middle of the map. */
function drawScale(context, city, x, y) {
  const perPixel = city.metres(1, city.centre);
  const most = perPixel * 140;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = [5, 2, 1].map(each => each * power).find(each => each <= most);
  const length = metres / perPixel;
  context.strokeStyle = colour('--text');
  context.fillStyle = colour('--text');
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(x, y - 6);
  context.lineTo(x, y);
  context.lineTo(x + length, y);
  context.lineTo(x + length, y - 6);
  context.stroke();
  context.font = `12px ${FONT}`;
  context.textBaseline = 'alphabetic';
  context.fillText(metres >= 1000 ? t('unit.kilometres', {n: number(metres / 1000)}) : t('unit.metres', {n: number(metres)}), x + 4, y - 8);
}

function drawNorth(context, x, y) {
  context.fillStyle = colour('--text-strong');
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + 8, y + 24);
  context.lineTo(x, y + 18);
  context.lineTo(x - 8, y + 24);
  context.fill();
  context.font = `600 13px ${FONT}`;
  context.textAlign = 'center';
  context.fillText(t('direction.N'), x, y + 40);
  context.textAlign = 'start';
}
