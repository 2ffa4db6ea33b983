// Questions that several panels ask of the state.
import {serverNow} from '../clock.js';
import {state} from './state.js';
import {unitPositions} from './positions.js';

const ENDED = new Set(['released', 'recalled']);

export function isActive(assignment) {
  return !ENDED.has(assignment.state);
}

export function assignmentsOf(incidentId) {
  return [...(state.assignmentsByIncident.get(incidentId)?.values() ?? [])];
}

export function activeAssignments(incidentId) {
  return assignmentsOf(incidentId).filter(isActive);
}

export function assignmentOfUnit(unitId) {
  return [...state.assignments.values()].find(each => each.unit === unitId && isActive(each));
}

/** Incidents that hold at least one unit. One walk over the assignments, because queues ask it often. */
export function incidentsWithUnits() {
  const held = new Set();
  for (const each of state.assignments.values()) if (isActive(each)) held.add(each.incident);
  return held;
}

/** Open incidents: unassigned first, then level, then age. */
export function queue() {
  const held = incidentsWithUnits();
  return [...state.incidents.values()]
    .filter(incident => incident.state === 'open')
    .sort((a, b) => held.has(a.id) - held.has(b.id)
      || a.level - b.level
      || startOf(a) - startOf(b));
}

/** When the call came in, on the server's clock. */
export function startOf(incident) {
  return Date.parse(incident.clocks.received || incident.clocks.created);
}

export function selectedIncident() {
  return state.selection?.kind === 'incident' ? state.incidents.get(state.selection.id) : undefined;
}

/** available | committed | en_route | on_scene | out_of_service: availability with the way to the scene told apart. */
export function unitState(unit) {
  if (unit.availability !== 'committed') return unit.availability;
  return assignmentOfUnit(unit.id)?.state === 'en_route' ? 'en_route' : 'committed';
}

/** States of all units in one walk. */
export function unitStates() {
  const onTheWay = new Set();
  for (const each of state.assignments.values()) if (each.state === 'en_route') onTheWay.add(each.unit);
  const states = new Map();
  for (const unit of state.units.values()) {
    states.set(unit.id, unit.availability === 'committed' && onTheWay.has(unit.id) ? 'en_route' : unit.availability);
  }
  return states;
}

/** Seconds since the unit's last fix; Infinity when it never had one. */
export function fixAge(unitId, now = serverNow()) {
  const i = unitPositions.index.get(unitId);
  return i === undefined ? Infinity : Math.max(0, (now - unitPositions.at[i]) / 1000);
}

export function isStale(unitId, now) {
  return fixAge(unitId, now) > (state.about?.limits?.positionStaleSeconds ?? 90);
}

export function typeOf(incident) {
  return state.reference.types.find(type => type.code === incident.type);
}

export function findIncident(number) {
  return [...state.incidents.values()].find(incident => matchesNumber(incident, number));
}

function matchesNumber(incident, number) {
  const wanted = String(number).replace(/^#/, '');
  return incident.number === wanted || incident.number.split('-').pop().replace(/^0+/, '') === wanted.replace(/^0+/, '');
}

export function findUnit(callSign) {
  const wanted = callSign.toUpperCase();
  return [...state.units.values()].find(unit => unit.callSign.toUpperCase() === wanted);
}
