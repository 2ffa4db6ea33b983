// Who is signed in, and the way from there to a running console.
import {command, Problem, read, setCsrfToken} from '../api.js';
import {startLive, stopLive} from './live.js';
import {loadReference, loadRows} from './snapshot.js';
import {state} from './state.js';
import {changed} from './topics.js';

/** Set while this browser holds a session, so that the first visit does not ask in vain. */
const SIGNED_IN = 'chengtu.signedIn';

export async function startSession() {
  try {
    state.about = (await read('/about')).data;
    if (!localStorage.getItem(SIGNED_IN)) return setPhase('signed-out');
    await enter((await read('/session')).data);
  } catch (failure) {
    if (failure instanceof Problem && failure.status === 401) setPhase('signed-out');
    else fail(failure);
  }
  return null;
}

/** Rejects with a Problem when account or password are wrong or locked. */
export async function signIn(account, password, seat) {
  const body = {account, password, ...(seat ? {seat} : {})};
  const {data} = await command({path: '/session', body, key: crypto.randomUUID()});
  await enter(data).catch(fail);
}

/** Changes the own password; the server then goes on with a new session. Rejects with a Problem that names the rule. */
export async function changePassword(current, password) {
  const path = `/accounts/${encodeURIComponent(state.session.account)}/password`;
  await command({path, body: {current, password}, key: crypto.randomUUID()});
  await enter((await read('/session')).data).catch(fail);
}

export async function signOut() {
  stopLive();
  await command({method: 'DELETE', path: '/session', key: crypto.randomUUID()});
  localStorage.removeItem(SIGNED_IN);
  location.reload();
}

/** Called when any answer says that the session has ended; the screen stays, work is not lost. */
export function sessionEnded() {
  if (state.phase !== 'ready') return;
  stopLive();
  state.expired = true;
  setPhase('signed-out');
}

async function enter(session) {
  state.session = session;
  localStorage.setItem(SIGNED_IN, 'yes');
  setCsrfToken(session.csrfToken);
  if (session.mustChangePassword) return setPhase('signed-out');
  if (!state.expired) setPhase('loading');
  await loadReference();
  await refresh();
  state.expired = false;
  return setPhase('ready');
}

async function refresh() {
  await loadRows();
  startLive({reload: () => refresh().catch(fail), ended: sessionEnded});
}

function fail(failure) {
  state.failure = failure;
  setPhase('failed');
}

function setPhase(phase) {
  state.phase = phase;
  changed('phase');
}
