// Second screens: `?panel=map` and `?panel=board` follow the selection of the main window.
import {changed} from './topics.js';
import {state} from './state.js';

export const panelOfThisWindow = new URLSearchParams(location.search).get('panel');

let channel = null;

export function openWindowChannel() {
  channel = new BroadcastChannel('chengtu-selection');
  channel.addEventListener('message', ({data}) => {
    state.selection = data;
    changed('selection');
  });
}

/** Selects in all windows of this browser. */
export function select(selection) {
  state.selection = selection;
  changed('selection');
  channel?.postMessage(selection);
}

export function openWindow(panel) {
  window.open(`/?panel=${panel}`, `chengtu-${panel}`);
}
