// The first picture: lists with their journal positions, then the live feed from the smallest of them.
import {Problem, read, readAll} from '../api.js';
import {applyRow, forgetRows} from './entries.js';
import {may} from '../permissions.js';
import {state} from './state.js';
import {changed} from './topics.js';

const LISTS = [
  ['incident', '/incidents?state=open', 'incident.read'],
  ['unit', '/units', 'unit.read'],
  ['case', '/cases', 'case.read'],
  ['closure', '/closures', 'closure.read'],
];

/** Loads what changes seldom: catalogue and reference data. */
export async function loadReference() {
  const [catalogue, reference, cases] = await Promise.all(
    [read('/catalogue'), read('/reference'), allowed('case.read', () => read('/case-classes'), {data: {classes: []}})]);
  state.catalogue = catalogue.data;
  state.reference = {...state.reference, ...reference.data, caseClasses: cases.data.classes.map(caseClass)};
  changed('catalogue', 'reference');
}

/** Loads all live rows; entries after the oldest list are replayed, versions make that harmless. */
export async function loadRows() {
  const lists = await Promise.all(LISTS.map(([, path, permission]) => allowed(permission, () => readAll(path), {items: [], position: Infinity})));
  forgetRows();
  lists.forEach(({items}, i) => items.forEach(row => applyRow(LISTS[i][0], row)));
  const oldest = Math.min(...lists.map(list => list.position));
  state.position = Number.isFinite(oldest) ? oldest : state.about.journalPosition;
}

/** What this person's role does not include is empty for them, not a failure: it is not even asked for. */
async function allowed(permission, reading, otherwise) {
  if (!may(permission)) return otherwise;
  try {
    return await reading();
  } catch (failure) {
    if (failure instanceof Problem && failure.status === 403) return otherwise;
    throw failure;
  }
}

/** Classes are found by code and by either name, like incident types. */
function caseClass({code, title, majorTitle}) {
  return {code, zh: `${majorTitle.zh} / ${title.zh}`, en: `${majorTitle.en} / ${title.en}`};
}
