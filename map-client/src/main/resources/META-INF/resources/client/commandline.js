// Grammar of the command line, the same in both languages. Pure: no page, no network.
//
//   D [incident] unit…          dispatch            D 2601 U112 U120
//   S unit status               unit status         S U112 OS
//   N type @place !level ;text  new incident        N rqxl @芙蓉路388 !2 ;二楼有人
//   GO lat,lon | GO place       move the map        GO 28.2,112.9
//   LAYER name                  layer on or off     LAYER gas
//   H text                      note on the selected incident
//   anything else               search: incident, unit, place

export const VERBS = [
  {verb: 'dispatch', word: 'D', usage: 'D 2601 U112 U120'},
  {verb: 'status', word: 'S', usage: 'S U112 OS'},
  {verb: 'new', word: 'N', usage: 'N rqxl @芙蓉路388 !2'},
  {verb: 'go', word: 'GO', usage: 'GO 28.2,112.9'},
  {verb: 'layer', word: 'LAYER', usage: 'LAYER gas'},
  {verb: 'note', word: 'H', usage: 'H …'},
];

/** Words of the status argument → assignment status, or duty for the last two. */
export const STATUS_WORDS = {
  AK: 'acknowledged',
  ER: 'en_route',
  OS: 'at_scene',
  TD: 'to_destination',
  AD: 'at_destination',
  CL: 'released',
  AV: 'available',
  OO: 'out_of_service',
};

const INCIDENT_NUMBER = /^#?\d[\d-]*$/;

/** @returns {{verb: string, [argument: string]: any} | {error: string, verb?: string}} */
export function parse(text) {
  const line = text.trim();
  if (!line) return {error: 'empty'};
  const [first, ...rest] = line.split(/\s+/);
  const verb = VERBS.find(each => each.word === first.toUpperCase())?.verb;
  const argument = line.slice(first.length).trim();
  switch (verb) {
    case 'dispatch': return parseDispatch(rest);
    case 'status': return parseStatus(rest);
    case 'new': return {verb, ...parseIntake(argument)};
    case 'go': return parseGo(argument);
    case 'layer': return argument ? {verb, query: argument} : {verb, error: 'layerMissing'};
    case 'note': return argument ? {verb, text: argument} : {verb, error: 'textMissing'};
    default: return {verb: 'find', query: line};
  }
}

function parseDispatch(words) {
  const verb = 'dispatch';
  const named = words.length > 0 && INCIDENT_NUMBER.test(words[0]);
  const units = (named ? words.slice(1) : words).flatMap(word => word.split(/[,，、]/)).filter(Boolean);
  if (units.length === 0) return {verb, error: 'unitMissing'};
  return {verb, incident: named ? words[0].replace('#', '') : null, units: units.map(unit => unit.toUpperCase())};
}

function parseStatus([unit, word]) {
  const verb = 'status';
  if (!unit) return {verb, error: 'unitMissing'};
  const status = STATUS_WORDS[(word || '').toUpperCase()];
  return status ? {verb, unit: unit.toUpperCase(), status} : {verb, error: 'statusUnknown'};
}

/** @param text "type @place !level ;description", each part but the type may be missing, in any order after it */
export function parseIntake(text) {
  const parts = {type: '', place: '', level: null, description: ''};
  const [head, ...tail] = text.split(/[;；]/);
  parts.description = tail.join(';').trim();
  const level = /(?:^|\s)[!！]([1-4])(?=\s|$)/.exec(head);
  if (level) parts.level = Number(level[1]);
  const bare = level ? head.replace(level[0], ' ') : head;
  const at = bare.search(/[@＠]/);
  parts.type = (at < 0 ? bare : bare.slice(0, at)).trim();
  parts.place = at < 0 ? '' : bare.slice(at + 1).trim();
  return parts;
}

/** Two numbers are latitude, longitude as people say them; a first number beyond ±90 can only be a longitude. */
function parseGo(argument) {
  const verb = 'go';
  if (!argument) return {verb, error: 'placeMissing'};
  const pair = /^(-?\d+(?:\.\d+)?)\s*[,，\s]\s*(-?\d+(?:\.\d+)?)$/.exec(argument);
  if (!pair) return {verb, place: argument};
  const [a, b] = [Number(pair[1]), Number(pair[2])];
  const [lat, lon] = Math.abs(a) > 90 ? [b, a] : [a, b];
  if (Math.abs(lat) > 85 || Math.abs(lon) > 180) return {verb, error: 'placeOutside'};
  return {verb, lon, lat};
}

/**
 * Types that fit what was typed, best first: pinyin initials, then name in either language, then code.
 * @param types reference types {code, zh, en, initials}
 */
export function matchTypes(query, types) {
  const wanted = query.trim().toLowerCase();
  if (!wanted) return [];
  return types
    .map(type => ({type, score: scoreType(wanted, type)}))
    .filter(each => each.score > 0)
    .sort((a, b) => b.score - a.score)
    .map(each => each.type);
}

function scoreType(wanted, type) {
  const initials = (type.initials || '').toLowerCase();
  const names = [type.zh || '', (type.en || '').toLowerCase(), type.code.toLowerCase()];
  if (initials === wanted || names.includes(wanted)) return 4;
  if (initials.startsWith(wanted)) return 3;
  if (names.some(name => name.startsWith(wanted))) return 2;
  return names.some(name => name.includes(wanted)) ? 1 : 0;
}

/** What could stand next on the line. @returns {{text: string, detail: string, kind: string}[]} at most eight */
export function suggest(text, {types, incidents, units, layers, title}) {
  const words = text.trimStart().split(/\s+/);
  const verb = VERBS.find(each => each.word === words[0].toUpperCase());
  const last = (words.length > 1 ? words.at(-1) : '').toUpperCase();
  const before = text.slice(0, text.length - (words.length > 1 ? words.at(-1).length : 0));
  const complete = (items, kind) => items.slice(0, 8).map(({word, detail}) => ({text: before + word, detail, kind}));
  switch (verb?.verb) {
    case 'dispatch':
    case 'status': {
      if (verb.verb === 'status' && words.length > 2) {
        return complete(Object.entries(STATUS_WORDS).filter(([word]) => word.startsWith(last))
          .map(([word, status]) => ({word, detail: status})), 'status');
      }
      const numbers = verb.verb === 'dispatch' && words.length <= 2
        ? incidents.filter(each => each.number.includes(last)).map(each => ({word: each.number, detail: each.label})) : [];
      const signs = units.filter(each => each.callSign.toUpperCase().startsWith(last))
        .map(each => ({word: each.callSign, detail: each.label}));
      return complete([...numbers.slice(0, 4), ...signs], 'unit');
    }
    case 'new': {
      const {type, place} = parseIntake(text.slice(words[0].length));
      if (place || /[@＠]/.test(text)) return [];
      return matchTypes(type, types).slice(0, 8)
        .map(each => ({text: `${words[0]} ${each.initials} @`, detail: title(each), kind: 'type'}));
    }
    case 'layer':
      return layers.filter(layer => layerFits(layer, last)).slice(0, 8)
        .map(layer => ({text: `${words[0]} ${layer.id}`, detail: title(layer.title), kind: 'layer'}));
    default:
      return words[0] && words.length === 1
        ? VERBS.filter(each => each.word.startsWith(words[0].toUpperCase()))
          .map(each => ({text: `${each.word} `, detail: each.usage, kind: 'verb'}))
        : [];
  }
}

/** Everyday words for layers whose id says something else. */
const LAYER_WORDS = {GAS: 'pipe_segments', PIPE: 'pipe_segments', 管线: 'pipe_segments', GRID: 'grids'};

export function layerFits(layer, query) {
  const wanted = query.toUpperCase();
  return LAYER_WORDS[wanted] === layer.id
    || layer.id.toUpperCase().includes(wanted)
    || layer.title.zh.includes(query)
    || layer.title.en.toUpperCase().includes(wanted);
}
