// What an operator does with an incident.
import {read} from '../api.js';
import {named, t, title} from '../i18n/index.js';
import {applyRow} from '../store/entries.js';
import {submit} from '../store/outbox.js';
import {state} from '../store/state.js';
import {selectedIncident, typeOf} from '../store/views.js';
import {select} from '../store/windows.js';
import {askAboutConflict, tellRefusal} from './refusal.js';
import {CLOSE_SECONDS, offerUndo} from './undo.js';

export function incidentTitle(incident) {
  return title(typeOf(incident)) || incident.type;
}

/**
 * @param draft {type, level?, place {lon, lat, address}, description, callerName, callerPhone}
 * @returns the created incident, or null when it was refused (the reason has been told)
 */
export async function createIncident(draft) {
  const type = state.reference.types.find(each => each.code === draft.type);
  const body = {
    type: draft.type,
    level: draft.level ?? type.defaultLevel,
    place: draft.place,
    ...(draft.description ? {description: draft.description, text: draft.description} : {}),
    source: 'phone',
    ...(draft.callerName || draft.callerPhone ? {caller: {name: draft.callerName || '', phone: draft.callerPhone || ''}} : {}),
  };
  const label = t('outbox.create', {type: title(type), place: draft.place.address});
  const created = await attempt(() => submit(label, {path: '/incidents', body}));
  if (!created) return null;
  applyRow('incident', created);
  select({kind: 'incident', id: created.id});
  return created;
}

/** Joins the call to an incident that is already open. */
export function addReport(incident, draft) {
  const body = {
    source: 'phone',
    text: draft.description || t('intake.repeatCall'),
    ...(draft.callerName || draft.callerPhone ? {caller: {name: draft.callerName || '', phone: draft.callerPhone || ''}} : {}),
  };
  return act(incident, 'reports', body, 'outbox.report');
}

export function addNote(incident, text) {
  return act(incident, 'notes', {text}, 'outbox.note');
}

export function acknowledge(incident) {
  return act(incident, 'acknowledge', {}, 'outbox.acknowledge');
}

export function markUnderControl(incident) {
  return act(incident, 'control', {}, 'outbox.control');
}

/** @param releaseUnits whether units that are still there are released with it */
export async function closeIncident(incident, disposition, note, releaseUnits) {
  const body = {disposition, ...(note ? {note} : {}), ...(releaseUnits ? {releaseUnits} : {})};
  const closed = await act(incident, 'close', body, 'outbox.close');
  if (!closed) return null;
  const text = t('undo.closed', {number: incident.number, disposition: named(state.reference.dispositions, disposition)});
  offerUndo(text, CLOSE_SECONDS, async () => {
    applyRow('incident', await submit(t('outbox.reopen', {number: incident.number}),
      {path: `/incidents/${incident.id}/reopen`, body: {reason: t('undo.reason')}}));
  });
  return closed;
}

export function reopenIncident(incident) {
  return act(incident, 'reopen', {reason: t('incident.reopenReason')}, 'outbox.reopen');
}

export function mergeInto(incident, target) {
  return act(incident, 'merge', {into: target.id}, 'outbox.merge');
}

/** Changes one field; when somebody was faster, both values are shown and the operator picks. */
export async function changeField(incident, field, value, shown = String) {
  const request = version => ({method: 'PATCH', path: `/incidents/${incident.id}`, body: {[field]: value}, version});
  const label = t('outbox.change', {number: incident.number});
  try {
    applyRow('incident', await submit(label, request(incident.version)));
  } catch (failure) {
    if (failure.status !== 412) return tellRefusal(failure);
    const current = failure.body.current ?? (await read(`/incidents/${incident.id}`)).data;
    const last = await lastChange(incident.id);
    askAboutConflict({
      title: t('conflict.title', {number: incident.number}),
      rows: [{label: t(`field.${field}`), mine: shown(value), theirs: shown(current[field])}],
      who: last?.who, at: last?.at,
      keepMine: async () => applyRow('incident', await submit(label, request(current.version))),
      takeTheirs: () => applyRow('incident', current),
    });
  }
}

/** Who changed the incident last, from its timeline. */
async function lastChange(id) {
  const items = (await read(`/incidents/${id}/timeline`)).data.items;
  const latest = items.reduce((a, b) => (!a || Date.parse(b.time) > Date.parse(a.time) ? b : a), null);
  return latest && {who: actorName(latest), at: latest.time};
}

/** The person behind a journal entry, by whatever part of the name it carries. */
export function actorName(entry) {
  const actor = entry.actor;
  return typeof actor === 'string' ? actor : actor?.name || actor?.account || '';
}

async function act(incident, verb, body, label) {
  const changed = await attempt(() => submit(t(label, {number: incident.number}),
    {path: `/incidents/${incident.id}/${verb}`, body}));
  if (changed?.version) applyRow('incident', changed);
  return changed;
}

async function attempt(command) {
  try {
    return await command();
  } catch (failure) {
    tellRefusal(failure);
    return null;
  }
}

/** Runs `work` with the selected incident, or says that none is selected. */
export function withSelected(work, otherwise) {
  const incident = selectedIncident();
  return incident ? work(incident) : otherwise();
}
