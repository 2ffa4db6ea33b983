// Undo instead of "are you sure": each entry is a compensating command with its own deadline.
import {t} from '../i18n/index.js';
import {dismiss, notices, notify} from '../store/notices.js';
import {tellRefusal} from './refusal.js';

const DISPATCH_SECONDS = 8;
const CLOSE_SECONDS = 30;

export {DISPATCH_SECONDS, CLOSE_SECONDS};

/** Tells what was done and offers to take it back for so many seconds. */
export function offerUndo(text, seconds, undo) {
  notify('done', text, {seconds, undo});
}

/** Takes back the latest thing that still can be. */
export async function undoLast() {
  const last = [...notices].reverse().find(notice => notice.undo);
  if (!last) return notify('info', t('undo.nothing'));
  dismiss(last.id);
  try {
    await last.undo();
    notify('done', t('undo.done', {what: last.text}));
  } catch (failure) {
    tellRefusal(failure);
  }
}
