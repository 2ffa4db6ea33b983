// How a layer's tile is painted. The base map follows the theme's tokens, so that it stays quiet in both
// themes; every other layer follows the style of the catalogue.
import {colour, PIPES} from '../status.js';
import {LINE, POINT, POLYGON} from './mvt.js';

/** Road classes: token, width in pixels at zoom 14, order. Links ride with their class. */
export const ROADS = {
  motorway: ['--map-road-major', 3.2, 5],
  trunk: ['--map-road-major', 2.8, 5],
  primary: ['--map-road-major', 2.4, 4],
  secondary: ['--map-road-middle', 2, 3],
  tertiary: ['--map-road-middle', 1.5, 2],
};
export const SMALL_ROAD = ['--map-road-minor', 1, 1];

const POI_FROM_ZOOM = 16;
/** By zoom: over a whole district the network is a hint, in one street it is the subject. */
const PIPE_STRENGTH = {14: 0.22, 15: 0.35, 16: 0.6, 17: 0.85};

/** @param tile {features, extent}; @param frame {scale, zoom}: pixels per tile unit, zoom of the map */
export function paintTile(context, layer, tile, frame) {
  const painter = PAINTERS[layer.id] ?? paintByStyle;
  painter(context, tile, frame, layer.style ?? {});
}

const PAINTERS = {
  water: (context, tile, frame) => paintAreas(context, tile, frame, '--map-water', '--map-water-line'),
  green: (context, tile, frame) => paintAreas(context, tile, frame, '--map-green'),
  buildings: (context, tile, frame) => paintAreas(context, tile, frame, '--map-building', frame.zoom >= 16 ? '--map-building-line' : null),
  boundaries: (context, tile, frame) => strokeAll(context, tile, frame, {color: colour('--map-boundary'), width: 1.2, dash: [7, 4, 2, 4]}),
  grids: (context, tile, frame) => strokeAll(context, tile, frame, {color: colour('--map-grid'), width: 1}),
  roads: paintRoads,
  places: () => {},
  poi: paintPois,
  pipe_segments: paintPipes,
  pipe_points: paintPipePoints,
};

function paintAreas(context, tile, frame, fill, line) {
  trace(context, tile.features.filter(each => each.type === POLYGON), frame);
  context.fillStyle = colour(fill);
  context.fill('evenodd');
  if (line) stroke(context, {color: colour(line), width: 1});
  const lines = tile.features.filter(each => each.type === LINE);
  if (lines.length === 0) return;
  trace(context, lines, frame);
  stroke(context, {color: colour(fill), width: frame.zoom >= 15 ? 3 : 1.5});
}

function paintRoads(context, tile, frame) {
  const byLook = new Map();
  for (const feature of tile.features) {
    const look = ROADS[(feature.properties.class || '').replace('_link', '')] ?? SMALL_ROAD;
    if (!byLook.has(look)) byLook.set(look, []);
    byLook.get(look).push(feature);
  }
  const looks = [...byLook.keys()].sort((a, b) => a[2] - b[2]);
  const growth = 1.42 ** (frame.zoom - 14);
  for (const look of looks) {
    trace(context, byLook.get(look), frame);
    stroke(context, {color: colour(look[0]), width: Math.max(0.6, look[1] * growth), round: true});
  }
}

/** Lines only, faint until one looks closely: red and orange pipes must not be taken for alarms. */
function paintPipes(context, tile, frame) {
  const strength = PIPE_STRENGTH[Math.min(17, Math.max(14, Math.round(frame.zoom)))];
  const alpha = context.globalAlpha;
  for (const pipe of PIPES) {
    const features = tile.features.filter(each => kindOf(each) === pipe.kind);
    if (features.length === 0) continue;
    trace(context, features, frame);
    context.globalAlpha = alpha * strength;
    stroke(context, {color: colour(pipe.token), width: frame.zoom >= 16 ? 1.8 : 1.1, dash: frame.zoom >= 15 ? pipe.dash : null});
  }
  context.globalAlpha = alpha;
}

function kindOf(feature) {
  const kind = String(feature.properties.kind ?? 'QT').slice(0, 2).toUpperCase();
  return PIPES.some(each => each.kind === kind) ? kind : kind === 'YS' || kind === 'WS' ? 'PS' : 'QT';
}

function paintPipePoints(context, tile, frame) {
  for (const pipe of PIPES) {
    dots(context, tile.features.filter(each => kindOf(each) === pipe.kind), frame, {line: colour(pipe.token), fill: colour('--map-halo'), radius: 2.4});
  }
}

function paintPois(context, tile, frame) {
  if (frame.zoom < POI_FROM_ZOOM) return;
  dots(context, tile.features, frame, {fill: colour('--map-poi'), radius: 2.2});
}

function paintByStyle(context, tile, frame, style) {
  const areas = tile.features.filter(each => each.type === POLYGON);
  if (areas.length > 0 && style.fill) {
    const alpha = context.globalAlpha;
    trace(context, areas, frame);
    context.globalAlpha = alpha * (style.opacity ?? 0.18);
    context.fillStyle = style.fill;
    context.fill('evenodd');
    context.globalAlpha = alpha;
  }
  const lines = tile.features.filter(each => each.type !== POINT);
  if (lines.length > 0) {
    trace(context, lines, frame);
    stroke(context, {color: style.color || colour('--map-other'), width: style.width || 1.2, dash: style.dash});
  }
  dots(context, tile.features.filter(each => each.type === POINT), frame,
    {fill: style.fill || style.color || colour('--map-other'), radius: style.radius || 2.5});
}

function strokeAll(context, tile, frame, look) {
  trace(context, tile.features, frame);
  stroke(context, look);
}

function trace(context, features, {scale}) {
  context.beginPath();
  for (const feature of features) {
    for (const part of feature.parts) {
      context.moveTo(part[0] * scale, part[1] * scale);
      for (let i = 2; i < part.length; i += 2) context.lineTo(part[i] * scale, part[i + 1] * scale);
      if (feature.type === POLYGON) context.closePath();
    }
  }
}

function stroke(context, {color, width, dash, round}) {
  context.strokeStyle = color;
  context.lineWidth = width;
  context.lineCap = round ? 'round' : 'butt';
  context.lineJoin = 'round';
  context.setLineDash(dashArray(dash));
  context.stroke();
  context.setLineDash([]);
}

/** The catalogue may write a dash as a list or as "6 4". */
function dashArray(dash) {
  if (!dash) return [];
  return Array.isArray(dash) ? dash : String(dash).split(/[\s,]+/).map(Number).filter(Number.isFinite);
}

function dots(context, features, {scale}, {fill, line, radius}) {
  context.beginPath();
  for (const feature of features) {
    for (const part of feature.parts) {
      for (let i = 0; i < part.length; i += 2) {
        context.moveTo(part[i] * scale + radius, part[i + 1] * scale);
        context.arc(part[i] * scale, part[i + 1] * scale, radius, 0, 2 * Math.PI);
      }
    }
  }
  if (fill) {
    context.fillStyle = fill;
    context.fill();
  }
  if (line) {
    context.strokeStyle = line;
    context.lineWidth = 1;
    context.stroke();
  }
}
