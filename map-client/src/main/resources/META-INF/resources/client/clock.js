// The console shows the server's time, never the workstation's: ages and clocks must agree on all screens.
import {changed} from './store/topics.js';

/** How much two clocks may drift apart: so fast an old, better guess is given up. */
const DRIFT = 0.001;

const server = {offset: Date.now() - performance.now(), at: -Infinity, learnedAt: -Infinity};

/** Milliseconds since 1970 on the server's clock. It goes on when somebody sets this machine's clock. */
export function serverNow() {
  return performance.now() + server.offset;
}

/**
 * Called with each beat of the live feed. The beat that was quickest on its way tells the offset best, so
 * one that was held up on its way teaches nothing false, and its delay is known.
 *
 * @param at the server's time when it sent the beat
 * @returns {number} for how long the beat was on its way, milliseconds, beyond the quickest ones
 */
export function learnServerTime(at, known = server, now = performance.now()) {
  const sent = Date.parse(at);
  const sample = sent - now;
  const steppedBack = sent < known.at;
  const kept = known.offset - (now - known.learnedAt) * DRIFT;
  known.offset = steppedBack ? sample : Math.max(sample, kept);
  known.at = sent;
  known.learnedAt = now;
  return known.offset - sample;
}

/** One tick a second drives every age on the screen. */
export function startClock() {
  setInterval(() => changed('second'), 1000);
}
