// The live feed: goes on after the snapshot's journal position, without gap or repeat.
import {liveAddress} from '../api.js';
import {learnServerTime} from '../clock.js';
import {handoverDelay, retryDelay} from './backoff.js';
import {applyEntry, FOLLOWED} from './entries.js';
import {clocks, readBeat} from './freshness.js';
import {unitPositions} from './positions.js';
import {state} from './state.js';
import {changed, watch} from './topics.js';

/** Up to so many units all moves are sent whatever the view: some 60 KB a second. */
const ALL_UNITS = 1000;

let socket = null;
let attempt = 0;
let timer = 0;
let view = null;
/** A line so long without a beat is taken for dead, though nobody closed it. */
const GIVE_UP_SECONDS = 8;
/** The server's own close codes, see its live feed. */
const GOING_AWAY = 1001;
const UNAUTHENTICATED = 4401;
const RELOAD = 4409;

let hooks = {reload() {}, ended() {}};

/** @param told {reload, ended}: the position is too old to resume; the session is over */
export function startLive(told) {
  hooks = told;
  connect();
}

export function stopLive() {
  clearTimeout(timer);
  const old = socket;
  socket = null;
  old?.close();
}

/** Tries again at once instead of waiting (operator's wish, or the browser says it is online). */
export function reconnectNow() {
  if (state.live.phase !== 'waiting') return;
  clearTimeout(timer);
  connect();
}

/**
 * With very many units the server is asked for the moves within the view only; otherwise all come, so that
 * the board and the nearest units are right for the whole city.
 *
 * @param bounds [west, south, east, north]
 */
export function watchView(bounds) {
  if (state.units.size <= ALL_UNITS) return;
  view = bounds;
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify({view}));
}

function connect() {
  state.live.openedAt = clocks();
  setPhase('connecting');
  const mine = new WebSocket(liveAddress(state.position));
  socket = mine;
  mine.addEventListener('open', () => mine === socket && opened(mine));
  mine.addEventListener('message', message => mine === socket && receive(message.data));
  mine.addEventListener('close', event => mine === socket && closed(event.code));
}

function opened(mine) {
  state.live.openedAt = clocks();
  state.live.beat = null;
  mine.send(JSON.stringify({types: FOLLOWED}));
  if (view) mine.send(JSON.stringify({view}));
  state.live.everOpen = true;
  setPhase('open');
}

function closed(code) {
  if (code === RELOAD) return reload();
  if (code === GOING_AWAY) return lost(handoverDelay());
  if (code === UNAUTHENTICATED) hooks.ended();
  return lost();
}

function lost(delay = retryDelay(attempt++)) {
  socket = null;
  state.live.retryAt = Date.now() + delay;
  setPhase('waiting');
  timer = setTimeout(connect, delay);
}

function receive(text) {
  for (const message of JSON.parse(text)) {
    if (message.type === 'city.chengtu.live.beat') beat(message.data);
    else if (message.type === 'city.chengtu.units.moved') unitPositions.move(message.data.units);
    else if (message.type === 'city.chengtu.live.reload') return reload();
    else if (message.type.startsWith('city.chengtu.live.')) console.warn('the live feed says', message.type, message.data?.reason);
    else applyEntry(message);
  }
  return null;
}

/** Only a beat proves that the feed works; an open socket does not. */
function beat(data) {
  const before = String(state.live.beat?.degraded);
  attempt = 0;
  state.live.beat = readBeat(data, learnServerTime(data.at));
  state.position = Math.max(state.position, data.position);
  if (state.live.beat.asOf) state.live.asOf = state.live.beat.asOf;
  if (before !== String(state.live.beat.degraded)) changed('live');
}

/** A server that froze, or a line cut without a word, closes nothing: this side does, and tries again. */
function giveUpSilentLine() {
  if (!socket || state.live.phase === 'waiting') return;
  const quietSince = state.live.beat?.heardAt ?? state.live.openedAt;
  if (performance.now() - quietSince.steady < GIVE_UP_SECONDS * 1000) return;
  const silent = socket;
  lost();
  silent.close();
}

function reload() {
  stopLive();
  hooks.reload();
}

function setPhase(phase) {
  state.live.phase = phase;
  changed('live');
}

watch(['second'], giveUpSilentLine);
addEventListener('online', reconnectNow);
