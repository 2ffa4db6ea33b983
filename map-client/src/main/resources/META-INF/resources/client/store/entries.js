// Applies journal entries and snapshot rows: a row is taken when its version is newer, never when it is older.
import {changed} from './topics.js';
import {state} from './state.js';
import {unitPositions} from './positions.js';

const TABLES = {
  incident: 'incidents',
  assignment: 'assignments',
  unit: 'units',
  case: 'cases',
  closure: 'closures',
};

/** Kinds that the console follows. */
export const FOLLOWED = Object.keys(TABLES);

/** @returns {boolean} whether the row was news */
export function applyRow(kind, row) {
  const table = state[TABLES[kind]];
  const known = table.get(row.id);
  if (known && known.version >= row.version) return false;
  table.set(row.id, row);
  if (kind === 'assignment') index(row);
  if (kind === 'incident') (row.assignments || []).forEach(each => applyRow('assignment', each));
  if (kind === 'unit' && row.position) unitPositions.learn(row.id, row.position);
  changed(TABLES[kind]);
  return true;
}

function index(assignment) {
  const {assignmentsByIncident} = state;
  if (!assignmentsByIncident.has(assignment.incident)) assignmentsByIncident.set(assignment.incident, new Map());
  assignmentsByIncident.get(assignment.incident).set(assignment.id, assignment);
}

/** @param entry a CloudEvent whose data is the subject's state after the change */
export function applyEntry(entry) {
  if (entry.position <= state.position) return;
  state.position = entry.position;
  const kind = (entry.subject || '').split('/')[0];
  if (TABLES[kind] && entry.data) applyRow(kind, {...entry.data, version: entry.data.version ?? entry.version});
  entryListeners.forEach(listener => listener(entry));
}

const entryListeners = new Set();

/** Hears each new entry once, in journal order (shift log, sound, announcements). */
export function onEntry(listener) {
  entryListeners.add(listener);
  return () => entryListeners.delete(listener);
}

/** Forgets all live rows before a fresh snapshot. */
export function forgetRows() {
  Object.values(TABLES).forEach(name => state[name].clear());
  state.assignmentsByIncident.clear();
  unitPositions.clear();
  changed(...Object.values(TABLES));
}
