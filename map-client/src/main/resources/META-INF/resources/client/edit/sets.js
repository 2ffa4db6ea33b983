// Change sets as the server keeps them. Each call is one command; the answer is asked for anew, never guessed.
import {read} from '../api.js';
import {t} from '../i18n/index.js';
import {submit} from '../store/outbox.js';

export async function listSets(query = '') {
  return (await read(`/edits${query}`)).data.items;
}

export async function readSet(id) {
  return (await read(`/edits/${id}`)).data;
}

export function beginSet(name, comment) {
  return submit(t('edits.command.begin', {name}), {path: '/edits', body: {name, comment}});
}

export function putEdit(set, id, edit) {
  return submit(t('edits.command.put'), {method: 'PUT', path: `/edits/${set}/items/${id}`, body: edit});
}

export function removeEdit(set, id) {
  return submit(t('edits.command.remove'), {method: 'DELETE', path: `/edits/${set}/items/${id}`});
}

/** @param verb submit, withdraw, accept, reject, undo */
export function step(set, verb, body) {
  return submit(t(`edits.${verb}`), {path: `/edits/${set.id}/${verb}`, body, version: verb === 'undo' ? undefined : set.version});
}

export function resolve(set, id, choice, version) {
  return submit(t('edits.command.resolve'), {path: `/edits/${set}/items/${id}/resolve`, body: {choice, version}});
}
