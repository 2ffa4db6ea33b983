// Alarm tones, made by WebAudio. Browsers need a gesture first: the operator starts the shift.
import {changed} from './store/topics.js';
import {onEntry} from './store/entries.js';
import {state} from './store/state.js';

/** Tones and repetition by level: I until acknowledged, II twice, III once, IV silent. */
const PATTERNS = {
  1: {tones: [880, 1175, 880], times: Infinity},
  2: {tones: [740, 988], times: 2},
  3: {tones: [660], times: 1},
};
const REPEAT = 5000;
const LONGEST_MUTE_SECONDS = 60;

let audio = null;
let mutedUntil = 0;
/** incident id → tones still to sound */
const ringing = new Map();

export function shiftStarted() {
  return audio !== null;
}

export async function startShift() {
  audio = new AudioContext();
  await audio.resume();
  setInterval(ring, REPEAT);
  changed('sound');
}

export async function endShift() {
  await audio?.close();
  audio = null;
  ringing.clear();
  changed('sound');
}

/** Muting always ends by itself: a level I alarm must not stay unheard for longer than a minute. */
export function mute(seconds = LONGEST_MUTE_SECONDS) {
  mutedUntil = Date.now() + Math.min(seconds, LONGEST_MUTE_SECONDS) * 1000;
  changed('sound');
}

export function mutedSeconds(now = Date.now()) {
  return Math.max(0, Math.ceil((mutedUntil - now) / 1000));
}

onEntry(entry => {
  // Who takes the call knows of it.
  if (entry.type !== 'city.chengtu.incident.created' || !audio || entry.actor === state.session.account) return;
  const pattern = PATTERNS[entry.data.level];
  if (!pattern) return;
  ringing.set(entry.data.id, pattern.times);
  ring();
});

function ring() {
  if (!audio) return;
  for (const [id, times] of ringing) {
    const incident = state.incidents.get(id);
    if (!incident || incident.acknowledged || incident.state !== 'open' || times <= 0) ringing.delete(id);
  }
  if (Date.now() < mutedUntil || ringing.size === 0) return;
  const loudest = [...ringing.keys()].map(id => state.incidents.get(id)).sort((a, b) => a.level - b.level)[0];
  play(PATTERNS[loudest.level].tones);
  for (const [id, times] of ringing) ringing.set(id, times - 1);
}

function play(tones) {
  tones.forEach((frequency, i) => {
    const start = audio.currentTime + i * 0.22;
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0.0001, start);
    volume.gain.exponentialRampToValueAtTime(0.3, start + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.18);
    tone.connect(volume).connect(audio.destination);
    tone.start(start);
    tone.stop(start + 0.2);
  });
}
