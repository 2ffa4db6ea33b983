// How old is what we see? Never show old numbers as new.
import {state} from './state.js';

export const STALE_AFTER_SECONDS = 5;

/** @returns {{level: 'ok'|'stale'|'lost', seconds: number, retrySeconds: number}} */
export function freshness(now = Date.now()) {
  const {phase, lastFrameAt, retryAt} = state.live;
  const seconds = lastFrameAt ? Math.max(0, Math.floor((now - lastFrameAt) / 1000)) : 0;
  const retrySeconds = Math.max(0, Math.ceil((retryAt - now) / 1000));
  if (phase !== 'open') return {level: 'lost', seconds, retrySeconds};
  return {level: seconds > STALE_AFTER_SECONDS ? 'stale' : 'ok', seconds, retrySeconds};
}
