// The console shows the server's time, never the workstation's: ages and clocks must agree on all screens.
import {changed} from './store/topics.js';

let offset = 0;

/** Milliseconds since 1970 on the server's clock. */
export function serverNow() {
  return Date.now() + offset;
}

/** Called with each beat of the live feed; small differences are network delay and are left alone. */
export function learnServerTime(at) {
  const difference = Date.parse(at) - Date.now();
  if (Number.isFinite(difference) && Math.abs(difference - offset) > 1500) offset = difference;
}

/** One tick a second drives every age on the screen. */
export function startClock() {
  setInterval(() => changed('second'), 1000);
}
