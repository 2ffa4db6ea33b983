// How old is what we see? Never show old numbers as new. The rule stands in docs/architecture.md: a screen
// is live only while its last beat is at most 3 s old and that beat's server had read the journal at most 3 s before.
import {layerFailures} from './layers.js';
import {state} from './state.js';

const LIMIT = 3000;

/** What one beat means: all times in milliseconds, `heardAt` on this machine's own two clocks. */
export function readBeat({position, at, head, readAt, degraded}, delay, heardAt = clocks()) {
  const asOf = Date.parse(readAt) || 0;
  return {position, head, asOf, unread: Date.parse(at) - asOf, degraded: degraded ?? [], delay, heardAt};
}

/** One clock that nobody can set, and one that goes on while the machine sleeps. */
export function clocks() {
  return {steady: performance.now(), wall: Date.now()};
}

/**
 * ok: live. behind: connected and catching up. stale: the connection stands but what is shown is old.
 * lost: no connection.
 *
 * @returns {{level: 'ok'|'behind'|'stale'|'lost', seconds: number, asOf: number, retrySeconds: number}}
 *   seconds since the last beat; asOf: server time up to which all is shown, 0 when not known
 */
export function freshness(live = state.live, now = clocks()) {
  const {phase, beat, asOf, retryAt} = live;
  const age = beat ? beat.delay + since(beat.heardAt, now) : Infinity;
  const seconds = Number.isFinite(age) ? Math.floor(age / 1000) : 0;
  const retrySeconds = Math.max(0, Math.ceil((retryAt - now.wall) / 1000));
  return {level: level(phase, age, live, now), seconds, asOf, retrySeconds};
}

function level(phase, age, {beat, openedAt}, now) {
  if (phase !== 'open') return 'lost';
  if (!beat) return since(openedAt, now) > LIMIT ? 'stale' : 'behind';
  if (age > LIMIT) return 'stale';
  if (beat.unread <= LIMIT) return 'ok';
  return beat.position < beat.head ? 'behind' : 'stale';
}

/** The longer of the two: a clock set back, or stopped in sleep, must not make old data new. */
function since(then, now) {
  return Math.max(0, now.steady - then.steady, now.wall - then.wall);
}

/** What does not work, by name: what the server says, and what this screen sees itself. */
export function degradedParts() {
  const parts = new Set(state.live.phase === 'open' ? state.live.beat?.degraded : []);
  if (layerFailures.size > 0) parts.add('basemap');
  return [...parts];
}
