// The question the planner works on: what is asked, and the last answers. Builder, table and counts are views of it.
import {command, read} from '../api.js';
import {changed} from '../store/topics.js';
import {write} from './cql.js';

/** A page of results; more is asked for by the button under the table. */
export const PAGE = 2000;

/** Topic told after each change. */
export const TOPIC = 'question';

export const question = {
  layer: null,
  conditions: {op: 'and', parts: []},
  /** CQL2 text when it was typed and is more than conditions; else null */
  text: null,
  area: {kind: 'none', metres: 0, minutes: 5},
  estimate: null,
  answer: null,
  counts: null,
  busy: '',
  failure: null,
};

export function update(change) {
  Object.assign(question, change);
  changed(TOPIC);
}

/** The filter as CQL2 text, '' for none. */
export function filterText(fields) {
  return question.text ?? write(question.conditions, fields);
}

/** Questions change nothing; they are sent by POST for shapes are long. */
async function ask(path, body) {
  return (await command({path, body, key: crypto.randomUUID()})).data;
}

/** @returns the body of the question, or null while its area is not given yet */
export function bodyOf(fields, workspace, view) {
  const filter = filterText(fields);
  const area = areaOf(workspace, view);
  if (area === undefined) return null;
  return {layers: [{layer: question.layer, ...(filter ? {filter} : {})}], ...(area ? {area} : {})};
}

/** undefined: not given yet; null: everywhere */
function areaOf(workspace, view) {
  const {kind, metres, minutes, at} = question.area;
  if (kind === 'none') return null;
  if (kind === 'kept') return question.area.kept;
  if (kind === 'view') return {geometry: boxShape(view())};
  if (kind === 'reach') return at ? {reach: {...at, minutes: Number(minutes)}} : undefined;
  const shape = workspace.shape;
  return shape ? {geometry: shape, ...(Number(metres) > 0 ? {buffer: Number(metres)} : {})} : undefined;
}

function boxShape([west, south, east, north]) {
  return {type: 'Polygon', coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]]};
}

async function working(what, work) {
  update({busy: what, failure: null});
  try {
    await work();
    update({busy: ''});
  } catch (failure) {
    update({busy: '', failure});
  }
}

/** How many there would be. */
export function askEstimate(body) {
  return working('estimate', async () => update({estimate: await ask('/questions/query?estimate=true', body), answer: null}));
}

/** The first page, or the next one behind what is there. */
export function askPage(body, more = false) {
  return working('page', async () => {
    const before = more ? question.answer : null;
    const page = await ask('/questions/query', {...body, limit: PAGE, ...(before ? {after: before.next} : {})});
    update({answer: {...page, features: [...(before?.features ?? []), ...page.features], body}, estimate: null});
  });
}

export function askCounts(body, by, sum) {
  return working('counts', async () => {
    const [layer] = body.layers;
    update({counts: await ask('/questions/counts', {layer, by, ...(body.area ? {area: body.area} : {}), ...(sum ? {sum: [sum]} : {}), shapes: true})});
  });
}

/** A saved question becomes the one worked on. */
export async function open(id, fieldsOf) {
  const {data} = await read(`/questions/saved/${encodeURIComponent(id)}`);
  const [first] = data.query.layers;
  const {parse} = await import('./cql.js');
  const conditions = parse(first.filter ?? '');
  const area = data.query.area;
  update({
    layer: first.layer,
    conditions: conditions ?? {op: 'and', parts: []},
    text: conditions && write(conditions, fieldsOf(first.layer)) === (first.filter ?? '') ? null : first.filter ?? null,
    area: area ? {kind: 'kept', kept: area, metres: 0, minutes: 5} : {kind: 'none', metres: 0, minutes: 5},
    answer: null,
    estimate: null,
    saved: {id: data.id, title: data.title, version: data.version, own: data.own},
  });
  return data;
}
