// Sending units, their status on the way, and taking it back.
import {t} from '../i18n/index.js';
import {applyRow} from '../store/entries.js';
import {notify} from '../store/notices.js';
import {submit} from '../store/outbox.js';
import {state} from '../store/state.js';
import {assignmentOfUnit} from '../store/views.js';
import {askAboutConflict, closeConflict, tellRefusal} from './refusal.js';
import {DISPATCH_SECONDS, offerUndo} from './undo.js';

/** More units than this need a second word (spec 5.5). */
const MASS_DISPATCH = 10;

/** @param unitIds units to send, at least one. @returns the answer, or null when it was refused */
export async function dispatchUnits(incident, unitIds) {
  if (unitIds.length > MASS_DISPATCH) return confirmMassDispatch(incident, unitIds);
  return send(incident, unitIds);
}

async function send(incident, unitIds) {
  const signs = unitIds.map(id => state.units.get(id)?.callSign ?? id).join(' ');
  try {
    const answer = await submit(t('outbox.dispatch', {units: signs, number: incident.number}),
      {path: `/incidents/${incident.id}/dispatch`, body: {units: unitIds}});
    applyRow('incident', answer.incident);
    answer.assignments.forEach(each => applyRow('assignment', each));
    offerUndo(t('undo.dispatched', {units: signs, number: incident.number}), DISPATCH_SECONDS,
      () => recallAll(answer.assignments));
    return answer;
  } catch (failure) {
    if (failure.code === 'unit-held') return showTaken(incident, signs, failure);
    tellRefusal(failure);
    return null;
  }
}

function confirmMassDispatch(incident, unitIds) {
  askAboutConflict({
    title: t('dispatch.mass', {n: unitIds.length, number: incident.number}),
    rows: [],
    keepMine: async () => send(incident, unitIds),
    takeTheirs: closeConflict,
    plain: true,
  });
  return null;
}

/** Somebody else was faster: say what was asked, who holds the unit now. */
function showTaken(incident, signs, problem) {
  const taken = problem.body.units ?? [];
  const rows = taken.map(each => ({
    label: each.callSign ?? each.unit,
    mine: t('conflict.toIncident', {number: incident.number}),
    theirs: t('conflict.toIncident', {number: state.incidents.get(each.incident)?.number ?? each.incident ?? '?'}),
  }));
  if (rows.length === 0) rows.push({label: signs, mine: t('conflict.toIncident', {number: incident.number}), theirs: problem.message});
  askAboutConflict({title: t('conflict.taken'), rows, who: problem.body.actor, at: problem.body.at, takeTheirs: closeConflict});
  return null;
}

async function recallAll(assignments) {
  for (const each of assignments) {
    applyRow('assignment', await submit(t('outbox.recall', {unit: each.callSign}),
      {path: `/assignments/${each.id}/recall`, body: {reason: t('undo.reason')}}));
  }
}

/** Next base states a crew can report, in the order in which they usually come. */
export const NEXT_STATES = {
  dispatched: ['acknowledged', 'en_route', 'at_scene', 'released'],
  acknowledged: ['en_route', 'at_scene', 'released'],
  en_route: ['at_scene', 'released'],
  at_scene: ['to_destination', 'released'],
  to_destination: ['at_destination', 'released'],
  at_destination: ['released'],
};

export async function setStatus(assignment, status) {
  const label = t('outbox.status', {unit: assignment.callSign, status: t(`assignment.${status}`)});
  return guarded(async () => {
    applyRow('assignment', await submit(label, {path: `/assignments/${assignment.id}/status`, body: {status, source: 'operator'}}));
  });
}

/** Both stay on record: what was stamped first, and the correction with its reason. */
export async function correct(assignment, status, at, reason) {
  return guarded(async () => {
    applyRow('assignment', await submit(t('outbox.correct', {unit: assignment.callSign}),
      {path: `/assignments/${assignment.id}/correct`, body: {status, at, reason}}));
  });
}

/** Duty of a unit: ready, delayed, not_ready, off. Availability follows from it on the server. */
export async function setDuty(unit, duty, reason) {
  return guarded(async () => {
    applyRow('unit', await submit(t('outbox.duty', {unit: unit.callSign}),
      {path: `/units/${unit.id}/duty`, body: {duty, reason: reason || t('duty.byOperator')}}));
  });
}

export async function reassign(assignment, incident) {
  return guarded(async () => {
    applyRow('assignment', await submit(t('outbox.reassign', {unit: assignment.callSign, number: incident.number}),
      {path: `/assignments/${assignment.id}/reassign`, body: {incident: incident.id}}));
  });
}

/** One word of the command line or of the keyboard: assignment status where there is one, else duty. */
export async function reportStatus(unit, word) {
  const assignment = assignmentOfUnit(unit.id);
  if (word === 'out_of_service') return setDuty(unit, 'not_ready');
  if (word === 'available') {
    if (assignment) await setStatus(assignment, 'released');
    return unit.duty === 'ready' ? undefined : setDuty(unit, 'ready');
  }
  if (!assignment) return notify('refused', t('status.noAssignment', {unit: unit.callSign}));
  return setStatus(assignment, word);
}

export async function liftClosure(closure) {
  return guarded(async () => {
    applyRow('closure', await submit(t('outbox.lift'), {path: `/closures/${closure.id}/lift`, body: {}}));
  });
}

export async function drawClosure(geometry, reason) {
  return guarded(async () => {
    applyRow('closure', await submit(t('outbox.closure'), {path: '/closures', body: {geometry, reason}}));
  });
}

async function guarded(command) {
  try {
    await command();
  } catch (failure) {
    tellRefusal(failure);
  }
}
