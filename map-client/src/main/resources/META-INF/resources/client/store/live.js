// The live feed: goes on after the snapshot's journal position, without gap or repeat.
import {liveAddress} from '../api.js';
import {learnServerTime} from '../clock.js';
import {retryDelay} from './backoff.js';
import {applyEntry, FOLLOWED} from './entries.js';
import {unitPositions} from './positions.js';
import {state} from './state.js';
import {changed} from './topics.js';

/** Up to so many units all moves are sent whatever the view: some 60 KB a second. */
const ALL_UNITS = 1000;

let socket = null;
let attempt = 0;
let timer = 0;
let view = null;
/** The server's own close codes, see its live feed. */
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
  setPhase('connecting');
  const mine = new WebSocket(liveAddress(state.position));
  socket = mine;
  mine.addEventListener('open', () => opened(mine));
  mine.addEventListener('message', message => mine === socket && receive(message.data));
  mine.addEventListener('close', event => mine === socket && closed(event.code));
}

function opened(mine) {
  attempt = 0;
  mine.send(JSON.stringify({types: FOLLOWED}));
  if (view) mine.send(JSON.stringify({view}));
  heard();
  state.live.everOpen = true;
  setPhase('open');
}

function closed(code) {
  if (code === RELOAD) return reload();
  if (code === UNAUTHENTICATED) hooks.ended();
  return lost();
}

function lost() {
  socket = null;
  const delay = retryDelay(attempt++);
  state.live.retryAt = Date.now() + delay;
  setPhase('waiting');
  timer = setTimeout(connect, delay);
}

function receive(text) {
  heard();
  for (const message of JSON.parse(text)) {
    if (message.type === 'city.chengtu.live.beat') beat(message.data);
    else if (message.type === 'city.chengtu.units.moved') unitPositions.move(message.data.units);
    else if (message.type === 'city.chengtu.live.reload') return reload();
    else if (message.type.startsWith('city.chengtu.live.')) console.warn('the live feed says', message.type, message.data?.reason);
    else applyEntry(message);
  }
  return null;
}

function beat({position, at}) {
  learnServerTime(at);
  state.live.serverPosition = position;
}

function reload() {
  stopLive();
  hooks.reload();
}

function heard() {
  state.live.lastFrameAt = Date.now();
}

function setPhase(phase) {
  state.live.phase = phase;
  changed('live');
}

addEventListener('online', reconnectNow);
