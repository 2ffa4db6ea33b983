// The one keyboard registry. Panels bind actions, never keys.
import {SHORTCUTS} from './shortcuts.js';
import {settings} from './settings.js';
import {changed} from './store/topics.js';

const STEP_TIMEOUT = 2000;
const handlers = new Map();
let firstStep = '';
let stepTimer = 0;

/**
 * @param handler gets (key); returning false leaves the key to the browser
 * @returns {() => void} unbinds
 */
export function bind(action, handler) {
  if (!SHORTCUTS.some(each => each.action === action)) throw new Error(`no shortcut is listed for ${action}`);
  handlers.set(action, handler);
  return () => handlers.get(action) === handler && handlers.delete(action);
}

/** Runs an action as its key would, for buttons and menus. */
export function run(action, key) {
  return handlers.get(action)?.(key);
}

/** Keys of an action after the operator's own changes. */
export function keysOf(shortcut) {
  const own = settings.keys[shortcut.action];
  return own ? [own] : shortcut.keys;
}

/** First step of a two-step key that waits for its second ('S' …), or ''. */
export function waitingStep() {
  return firstStep;
}

/** Name of the pressed key as the table writes it. */
export function keyName(event) {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  return (event.ctrlKey || event.metaKey ? 'Ctrl+' : '') + (event.altKey ? 'Alt+' : '') + key;
}

export function actionFor(name) {
  return SHORTCUTS.find(shortcut => keysOf(shortcut).includes(name))?.action;
}

export function isTextField(element) {
  return Boolean(element?.closest?.('input:not([type=checkbox], [type=radio], [type=range], [type=button]), textarea, select, [contenteditable]'));
}

function startsSequence(name) {
  return SHORTCUTS.some(shortcut => keysOf(shortcut).some(key => key.startsWith(`${name} `)));
}

/** In a text field, in a dialog or on a button the key belongs to that, except for command line and Escape. */
function belongsElsewhere(event, name) {
  if (event.isComposing || event.keyCode === 229) return true;
  if (name === 'Ctrl+K') return false;
  if (document.querySelector('dialog[open]')) return true;
  if (name === 'Escape') return false;
  if (isTextField(event.target)) return true;
  if (name === 'Enter' || name === ' ') return Boolean(event.target.closest?.('button, a, summary, [role=button], input'));
  const movesInside = name.startsWith('Arrow') && event.target.closest?.('.leaflet-container, [role=radiogroup], [role=tablist], input');
  return Boolean(movesInside);
}

function switchedOff(name) {
  return !settings.singleKeys && /^.( .)?$/u.test(name) && name !== '?';
}

function pressed(event) {
  const name = keyName(event);
  if (belongsElsewhere(event, name)) return;
  const full = firstStep ? `${firstStep} ${name}` : name;
  setStep('');
  if (switchedOff(full)) return;
  const action = actionFor(full);
  if (action && !handlers.has(action)) return;
  if (action) {
    if (event.repeat && !name.startsWith('Arrow')) return;
    if (handlers.get(action)?.(name) !== false) event.preventDefault();
  } else if (full === name && startsSequence(name)) {
    setStep(name);
    event.preventDefault();
  }
}

function setStep(name) {
  clearTimeout(stepTimer);
  if (firstStep === name) return;
  firstStep = name;
  if (name) stepTimer = setTimeout(() => setStep(''), STEP_TIMEOUT);
  changed('keys');
}

export function listen() {
  document.addEventListener('keydown', pressed);
}
