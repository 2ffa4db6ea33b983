// Short messages at the foot of the screen: what was done (with undo), what was refused and why.
import {changed} from './topics.js';

/** @type {{id: number, kind: 'done'|'refused'|'info', text: string, until: number, undo?: () => Promise<void>, detail?: string}[]} */
export const notices = [];

const LASTING = {done: 5000, info: 5000, refused: 12_000};
let nextId = 1;

/** @param options {undo, seconds, detail}: `seconds` how long the notice, and the undo, stays */
export function notify(kind, text, {undo, seconds, detail} = {}) {
  const notice = {id: nextId++, kind, text, undo, detail, until: Date.now() + (seconds ? seconds * 1000 : LASTING[kind])};
  notices.push(notice);
  if (notices.length > 4) notices.shift();
  setTimeout(() => dismiss(notice.id), notice.until - Date.now());
  changed('notices');
  return notice;
}

export function dismiss(id) {
  const i = notices.findIndex(notice => notice.id === id);
  if (i < 0) return;
  notices.splice(i, 1);
  changed('notices');
}
