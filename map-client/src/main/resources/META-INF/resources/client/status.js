// The one table of meanings: every colour has a shape and a text beside it. The legend is made from it.
// Colours are custom properties of styles/console.css; `token` names them.
import {watch} from './store/topics.js';

export const LEVELS = [
  {level: 1, token: '--level-1', symbol: 'diamond', zh: '特别重大', en: 'Critical', roman: 'I'},
  {level: 2, token: '--level-2', symbol: 'triangle', zh: '重大', en: 'Major', roman: 'II'},
  {level: 3, token: '--level-3', symbol: 'square', zh: '较大', en: 'Serious', roman: 'III'},
  {level: 4, token: '--level-4', symbol: 'circle', zh: '一般', en: 'Ordinary', roman: 'IV'},
];

export function levelOf(level) {
  return LEVELS.find(each => each.level === level) ?? LEVELS[3];
}

/** Units carry no hue: state is told by fill, kind by outline. */
export const UNIT_STATES = [
  {state: 'available', token: '--unit-available', fill: 'hollow'},
  {state: 'committed', token: '--unit-committed', fill: 'solid'},
  {state: 'en_route', token: '--unit-committed', fill: 'solid'},
  {state: 'on_scene', token: '--unit-on-scene', fill: 'dot'},
  {state: 'out_of_service', token: '--unit-out', fill: 'slash'},
];

/** Outline by what a unit is for: its first capability. Kinds are many, the eye tells some six outlines apart. */
export const UNIT_SHAPES = [
  {shape: 'square', capabilities: ['fire', 'ladder', 'water_supply', 'rescue', 'hazmat', 'command', 'fire_fighting'], zh: '消防救援', en: 'Fire and rescue'},
  {shape: 'circle', capabilities: ['medical', 'ambulance'], zh: '医疗', en: 'Medical'},
  {shape: 'triangle', capabilities: ['police', 'traffic', 'urban'], zh: '公安、城管', en: 'Police and order'},
  {shape: 'diamond', capabilities: ['water', 'gas', 'power', 'heat', 'telecom', 'gas_repair'], zh: '管线抢修', en: 'Utility repair'},
  {shape: 'pentagon', capabilities: ['drainage', 'road', 'engineering'], zh: '排水、道路、机械', en: 'Drainage, roads, plant'},
  {shape: 'hexagon', capabilities: [], zh: '其他', en: 'Other'},
];

export function shapeOf(capabilities) {
  return (UNIT_SHAPES.find(each => each.capabilities.includes(capabilities[0])) ?? UNIT_SHAPES.at(-1)).shape;
}

export const FRESHNESS = [
  {level: 'ok', token: '--fresh-ok'},
  {level: 'behind', token: '--fresh-stale'},
  {level: 'stale', token: '--fresh-stale'},
  {level: 'lost', token: '--fresh-lost'},
];

/** Pipe kinds by survey convention; kept to lines only, because red and orange also mean alert. */
export const PIPES = [
  {kind: 'JS', token: '--pipe-js', zh: '给水', en: 'Water supply'},
  {kind: 'PS', token: '--pipe-ps', zh: '排水', en: 'Drainage', dash: [6, 3]},
  {kind: 'RQ', token: '--pipe-rq', zh: '燃气', en: 'Gas'},
  {kind: 'RL', token: '--pipe-rl', zh: '热力', en: 'Heating'},
  {kind: 'DL', token: '--pipe-dl', zh: '电力', en: 'Power'},
  {kind: 'TX', token: '--pipe-tx', zh: '通信', en: 'Telecom'},
  {kind: 'GY', token: '--pipe-gy', zh: '工业', en: 'Industrial'},
  {kind: 'QT', token: '--pipe-gy', zh: '其他', en: 'Other', dash: [2, 3]},
];

/** Seconds after which an unassigned incident of the level is marked as ageing. */
export const AGEING_SECONDS = {1: 60, 2: 300, 3: 900, 4: 1800};

const cache = new Map();
watch(['settings'], () => cache.clear());

/** Colour of a token in the current theme; kept, because canvases ask for it thousands of times. */
export function colour(token) {
  let value = cache.get(token);
  if (value === undefined) {
    value = getComputedStyle(document.documentElement).getPropertyValue(token).trim();
    cache.set(token, value);
  }
  return value;
}
