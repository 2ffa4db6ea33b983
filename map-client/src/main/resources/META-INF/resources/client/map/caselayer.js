// Grid cases: clustered below zoom 15, single points above. Off until the operator wants them.
import {state} from '../store/state.js';
import {watch} from '../store/topics.js';
import {colour} from '../status.js';
import {clusterPoints} from './cluster.js';
import {mercatorX, mercatorY} from './mercator.js';
import {PaddedCanvas} from './paddedcanvas.js';

const CLUSTER_BELOW_ZOOM = 15;
const CELL_PIXELS = 64;

export const CaseLayer = PaddedCanvas.extend({
  onAdd(map) {
    this._project();
    PaddedCanvas.prototype.onAdd.call(this, map);
    this._stop = watch(['cases'], () => {
      this._project();
      this.redraw();
    });
  },

  onRemove(map) {
    this._stop();
    PaddedCanvas.prototype.onRemove.call(this, map);
  },

  _project() {
    const cases = [...state.cases.values()].filter(each => each.place);
    this._ids = cases.map(each => each.id);
    this._points = {
      x: Float64Array.from(cases, each => mercatorX(each.place.lon)),
      y: Float64Array.from(cases, each => mercatorY(each.place.lat)),
      count: cases.length,
    };
  },

  draw(context, frame) {
    const {world, originX, originY, width, height, zoom} = frame;
    const bounds = {left: originX / world, top: originY / world, right: (originX + width) / world, bottom: (originY + height) / world};
    const cell = zoom < CLUSTER_BELOW_ZOOM ? CELL_PIXELS / world : 1e-9;
    const paint = {fill: colour('--case-fill'), line: colour('--case-line'), text: colour('--case-text')};
    for (const each of clusterPoints(this._points, bounds, cell)) {
      const px = each.x * world - originX;
      const py = each.y * world - originY;
      if (each.count === 1) drawCase(context, px, py, paint);
      else drawCluster(context, px, py, each.count, paint);
    }
  },

  caseAt(point, tolerance = 10) {
    if (this._map.getZoom() < CLUSTER_BELOW_ZOOM) return null;
    let best = null;
    let bestDistance = tolerance;
    this._ids.forEach((id, i) => {
      const distance = this.containerPoint(this._points.x[i], this._points.y[i]).distanceTo(point);
      if (distance < bestDistance) [best, bestDistance] = [id, distance];
    });
    return best;
  },
});

function drawCase(context, x, y, paint) {
  context.beginPath();
  context.arc(x, y, 4, 0, 2 * Math.PI);
  context.fillStyle = paint.fill;
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = paint.line;
  context.stroke();
}

function drawCluster(context, x, y, count, paint) {
  const radius = 10 + Math.min(12, Math.log2(count) * 1.6);
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.lineWidth = 1.5;
  context.fillStyle = paint.fill;
  context.fill();
  context.strokeStyle = paint.line;
  context.stroke();
  context.fillStyle = paint.text;
  context.font = '600 11px system-ui, sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(String(count), x, y + 0.5);
}
