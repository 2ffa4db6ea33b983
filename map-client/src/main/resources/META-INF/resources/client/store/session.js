// Who is signed in, and the way from there to a running console.
import {command, Problem, read, setCsrfToken} from '../api.js';
import {startLive, stopLive} from './live.js';
import {loadReference, loadRows} from './snapshot.js';
import {state} from './state.js';
import {changed} from './topics.js';

/** Set while this browser holds a session, so that the first visit does not ask in vain. */
const SIGNED_IN = 'chengtu.signedIn';

/** What the address says after the identity provider has sent the browser back. */
const SIGNED_IN_THERE = '#signed-in';
const FAILED_THERE = '#sign-in-failed=';

export async function startSession() {
  comeBack();
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

/** Takes the provider's word out of the address: a reload must not say it again. */
function comeBack() {
  const {hash} = location;
  if (hash === SIGNED_IN_THERE) localStorage.setItem(SIGNED_IN, 'yes');
  else if (hash.startsWith(FAILED_THERE)) state.signInProblem = hash.slice(FAILED_THERE.length);
  else return;
  history.replaceState(null, '', location.pathname + location.search);
}

/** Ways to sign in: {password, certificate, provider?: {available}}. */
export async function signInWays() {
  return (await read('/session/ways')).data;
}

/** Leaves for the identity provider's page, to come back to this one. */
export function signInThere() {
  location.assign(`/api/v1/session/provider?returnTo=${encodeURIComponent(location.pathname + location.search)}`);
}

/** Signs in with the certificate that the proxy has checked. Rejects with a Problem. */
export async function signInByCertificate(seat) {
  const {data} = await command({path: '/session/certificate', body: seat ? {seat} : {}, key: crypto.randomUUID()});
  await enter(data).catch(fail);
}

/** The second step: the authenticator's code, or a recovery code. Rejects with a Problem. */
export async function showSecondFactor(code) {
  const {data} = await command({path: '/session/second-factor', body: {code}, key: crypto.randomUUID()});
  await enter(data).catch(fail);
}

/** Whether there is a second factor: {enrolled, since?, recoveryCodesLeft}. */
export async function secondFactor() {
  return (await read('/second-factor')).data;
}

/** Begins to enrol: {secret, uri, qr}, shown once. Rejects with a Problem. */
export async function beginSecondFactor(password) {
  return (await command({path: '/second-factor', body: {password}, key: crypto.randomUUID()})).data;
}

/** Confirms by the first code; the session goes on with a new token. @returns {Promise<string[]>} recovery codes, shown once */
export async function confirmSecondFactor(code) {
  const {data} = await command({path: '/second-factor/confirm', body: {code}, key: crypto.randomUUID()});
  setCsrfToken((await read('/session')).data.csrfToken);
  return data.recoveryCodes;
}

export async function removeSecondFactor(code) {
  return (await command({path: '/second-factor/remove', body: {code}, key: crypto.randomUUID()})).data;
}

/** Goes on after enrolling at the sign-in page. */
export async function goOn() {
  await enter((await read('/session')).data).catch(fail);
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
  const {data} = await command({method: 'DELETE', path: '/session', key: crypto.randomUUID()});
  localStorage.removeItem(SIGNED_IN);
  if (data?.signOutAt) location.assign(data.signOutAt);
  else location.reload();
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
  if (session.pending) return setPhase('signed-out');
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
