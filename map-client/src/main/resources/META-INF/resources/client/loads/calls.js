// Loads as the server keeps them. Each call is one command; the answer is the load as it is now.
import {command, read} from '../api.js';

/** A file goes up a slow line for minutes; looking through a large one takes seconds. */
const UPLOAD_TIMEOUT = 30 * 60_000;
const LOOK_TIMEOUT = 60_000;

export async function listLoads() {
  return (await read('/loads?limit=50')).data.loads;
}

export async function readLoad(id) {
  return (await read(`/loads/${id}`)).data;
}

export async function readNotes(id, from) {
  return (await read(`/loads/${id}/notes?from=${from}&limit=200`)).data.notes;
}

function asBytes(file) {
  return file.slice(0, file.size, 'application/octet-stream');
}

/** Sends what was chosen: one file, or a .shp with those that belong to it. */
export async function sendFiles(files) {
  const main = files.find(file => !/\.(dbf|prj|cpg|shx)$/i.test(file.name)) ?? files[0];
  let load = (await command({
    path: `/loads?name=${encodeURIComponent(main.name)}`, body: asBytes(main), key: crypto.randomUUID(), timeout: UPLOAD_TIMEOUT})).data;
  if (/\.shp$/i.test(main.name)) {
    for (const file of files.filter(each => each !== main)) {
      load = (await command({method: 'PUT', path: `/loads/${load.id}/file?name=${encodeURIComponent(file.name)}`, body: asBytes(file),
        key: crypto.randomUUID(), timeout: UPLOAD_TIMEOUT})).data;
    }
  }
  return load;
}

export async function decide(load, options) {
  return (await command({method: 'PATCH', path: `/loads/${load.id}`, body: options, key: crypto.randomUUID(), version: load.version, timeout: LOOK_TIMEOUT})).data;
}

/** @param job trial, commit or undo */
export async function run(load, job) {
  return (await command({path: `/loads/${load.id}/jobs`, body: {job}, key: crypto.randomUUID()})).data;
}

export async function cancel(load) {
  return (await command({method: 'DELETE', path: `/loads/${load.id}/jobs`, key: crypto.randomUUID()})).data;
}

export async function discard(load) {
  await command({method: 'DELETE', path: `/loads/${load.id}`, key: crypto.randomUUID()});
}
