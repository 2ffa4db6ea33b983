// Commands on their way. Each shows as pending until the server confirms it, and as undelivered
// while no answer comes; it is then sent again with the same key until answered or withdrawn.
import {command, Problem, Unreachable} from '../api.js';
import {retryDelay} from './backoff.js';
import {sessionEnded} from './session.js';
import {changed, watch} from './topics.js';
import {state} from './state.js';

/** @type {Map<string, {key: string, label: string, state: 'pending'|'undelivered', since: number, wake: () => void}>} */
export const outbox = new Map();

export class Withdrawn extends Error {}

/**
 * @param label what the operator asked for, in words
 * @param request {method, path, body, version} as in api.command
 * @returns {Promise<any>} the confirmed new state; rejects with a Problem when refused
 */
export async function submit(label, request) {
  const item = {key: crypto.randomUUID(), label, state: 'pending', since: Date.now(), wake: () => {}, withdrawn: false};
  outbox.set(item.key, item);
  changed('outbox');
  try {
    return await deliver(item, request);
  } finally {
    outbox.delete(item.key);
    changed('outbox');
  }
}

/** Gives up an undelivered command. The server may still have taken it: the journal tells. */
export function withdraw(key) {
  const item = outbox.get(key);
  if (!item) return;
  item.withdrawn = true;
  item.wake();
}

export function retryAll() {
  outbox.forEach(item => item.wake());
}

async function deliver(item, request) {
  for (let attempt = 0; ; attempt++) {
    try {
      return (await command({...request, key: item.key})).data;
    } catch (failure) {
      if (!mayRetry(failure)) throw failure;
      item.state = 'undelivered';
      changed('outbox');
      await pause(item, Math.max(retryDelay(attempt), (failure.retryAfterSeconds || 0) * 1000));
      if (item.withdrawn) throw new Withdrawn();
    }
  }
}

/** An ended session is worth a retry too: the operator signs in again and the work goes on. */
function mayRetry(failure) {
  if (failure instanceof Problem && failure.status === 401) sessionEnded();
  return failure instanceof Unreachable || failure.status === 401;
}

function pause(item, milliseconds) {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, milliseconds);
    item.wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}

addEventListener('online', retryAll);
watch(['live', 'phase'], () => {
  if (state.live.phase === 'open' && state.phase === 'ready') retryAll();
});
