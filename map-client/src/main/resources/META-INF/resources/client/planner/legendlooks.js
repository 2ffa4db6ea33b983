// The legend of a layer, made from what the map paints it with: rows of {title, kind, color, fill, width, dash, opacity,
// radius}. The panel, the picture and the printed page are all made from it.
import {ROADS, SMALL_ROAD} from '../map/paint.js';
import {colour, PIPES} from '../status.js';
import {t, title} from '../i18n/index.js';

const ROAD_CLASSES = ['motorway', 'primary', 'secondary', 'tertiary'];

const OWN = {
  water: () => [area('--map-water', '--map-water-line')],
  green: () => [area('--map-green')],
  buildings: () => [area('--map-building', '--map-building-line')],
  boundaries: () => [{kind: 'line', color: colour('--map-boundary'), width: 1.2, dash: '7 4 2 4'}],
  grids: () => [{kind: 'line', color: colour('--map-grid'), width: 1}],
  roads: () => [
    ...ROAD_CLASSES.map(name => ({title: t(`planner.road.${name}`), kind: 'line', color: colour(ROADS[name][0]), width: ROADS[name][1]})),
    {title: t('planner.road.small'), kind: 'line', color: colour(SMALL_ROAD[0]), width: SMALL_ROAD[1]}],
  places: () => [{kind: 'text', color: colour('--map-label-place')}],
  poi: () => [{kind: 'point', fill: colour('--map-poi'), radius: 2.2}],
  pipe_segments: () => PIPES.map(pipe => ({title: title(pipe), kind: 'line', color: colour(pipe.token), width: 1.8, dash: pipe.dash?.join(' ')})),
  pipe_points: () => PIPES.map(pipe => ({title: title(pipe), kind: 'point', color: colour(pipe.token), fill: colour('--map-halo'), radius: 2.4})),
};

function area(fill, line) {
  return {kind: 'area', fill: colour(fill), opacity: 1, ...(line ? {color: colour(line), width: 1} : {})};
}

/** Rows of the legend; a row without a title is the layer itself. */
export function legendOf(layer) {
  if (OWN[layer.id]) return OWN[layer.id]();
  const style = layer.style ?? {};
  const line = {color: style.color || colour('--map-other'), width: style.width || 1.2, dash: style.dash};
  switch (layer.geometry) {
    case 'POLYGON': return [{kind: 'area', ...line, fill: style.fill, opacity: style.opacity ?? 0.18}];
    case 'LINE': return [{kind: 'line', ...line}];
    default: return [{kind: 'point', fill: style.fill || style.color || colour('--map-other'), radius: style.radius || 2.5}];
  }
}
