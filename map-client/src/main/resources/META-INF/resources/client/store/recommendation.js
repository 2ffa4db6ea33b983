// The recommendation for the selected incident: fetched anew when units or assignments change,
// never before the first frame of the live feed, since old positions recommend nonsense.
import {read} from '../api.js';
import {may} from '../permissions.js';
import {activeAssignments, selectedIncident} from './views.js';
import {state} from './state.js';
import {changed, watch} from './topics.js';

const REFRESH_AFTER = 1200;

/** phase: idle | loading | ready | failed. `chosen`: unit ids in the order picked. */
export const recommendation = {phase: 'idle', incident: null, answer: null, failure: null, chosen: [], loadingSince: 0};

let request = null;
let timer = 0;
let touched = false;

watch(['selection', 'incidents', 'live'], () => {
  const incident = selectedIncident();
  const wanted = incident?.state === 'open' && state.live.everOpen && may('dispatch.create') ? incident.id : null;
  if (wanted !== recommendation.incident) begin(wanted);
});

watch(['units', 'assignments', 'closures'], () => {
  if (!recommendation.incident || timer) return;
  timer = setTimeout(() => {
    timer = 0;
    if (recommendation.incident) load();
  }, REFRESH_AFTER);
});

function begin(incident) {
  request?.abort();
  Object.assign(recommendation, {phase: incident ? 'loading' : 'idle', incident, answer: null, failure: null, chosen: []});
  touched = false;
  changed('recommendation');
  if (incident) load();
}

export async function load() {
  request?.abort();
  request = new AbortController();
  const mine = request;
  recommendation.loadingSince = Date.now();
  try {
    const {data} = await read(`/incidents/${recommendation.incident}/recommendation`, {signal: mine.signal});
    if (mine !== request) return;
    accept(data);
  } catch (failure) {
    if (mine !== request || mine.signal.aborted) return;
    Object.assign(recommendation, {phase: 'failed', failure});
  }
  changed('recommendation');
}

/** The operator's own picks stay while they are still offered; else the server's picks are taken over. */
function accept(answer) {
  const offered = new Set(answer.units.map(row => row.unit));
  const kept = recommendation.chosen.filter(id => offered.has(id));
  const alreadySent = activeAssignments(answer.incident).length > 0;
  const proposed = alreadySent ? [] : answer.units.filter(row => row.picked).map(row => row.unit);
  Object.assign(recommendation, {phase: 'ready', answer, failure: null, chosen: touched ? kept : proposed});
}

const SHOWN = 9;

/** The list as shown and numbered: all that the server picked, then the soonest of the others. It does not jump when one is toggled. */
export function offered() {
  const units = recommendation.answer?.units ?? [];
  const picked = units.filter(row => row.picked);
  return [...picked, ...units.filter(row => !row.picked).slice(0, Math.max(3, SHOWN - picked.length))];
}

export function toggle(unitId) {
  touched = true;
  const chosen = recommendation.chosen;
  recommendation.chosen = chosen.includes(unitId) ? chosen.filter(id => id !== unitId) : [...chosen, unitId];
  changed('recommendation');
}

/** What Enter sends: the picked units, else the first of the list while nobody is on the way yet. */
export function unitsToSend() {
  const {answer, chosen, incident} = recommendation;
  if (chosen.length > 0) return chosen;
  if (!answer || touched || activeAssignments(incident).length > 0) return [];
  return answer.units.slice(0, 1).map(row => row.unit);
}

/** After sending, the list starts from the server's view again. */
export function clearChoice() {
  touched = false;
  recommendation.chosen = [];
  changed('recommendation');
}
