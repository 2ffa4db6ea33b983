// Turns a refused command into words: a conflict opens the dialog with both values, the rest is a notice.
import {Problem} from '../api.js';
import {known, t} from '../i18n/index.js';
import {notify} from '../store/notices.js';
import {Withdrawn} from '../store/outbox.js';
import {changed} from '../store/topics.js';

/** The conflict that waits for the operator's decision: {title, rows: [{label, mine, theirs}], who, at, keepMine?} or null. */
export let conflict = null;

export function askAboutConflict(question) {
  conflict = question;
  changed('conflict');
}

export function closeConflict() {
  conflict = null;
  changed('conflict');
}

export function explain(problem) {
  const fields = problem.errors.map(error => `${error.field}: ${error.detail}`).join('; ');
  const words = known(`problem.${problem.code}`) ? t(`problem.${problem.code}`) : problem.message;
  return fields && fields !== words ? `${words} (${fields})` : words;
}

/** Tells the operator. Anything that is not a refusal is a fault of this program and is thrown on. */
export function tellRefusal(failure) {
  if (failure instanceof Withdrawn) return notify('info', t('outbox.withdrawn'));
  if (!(failure instanceof Problem)) throw failure;
  const words = explain(failure);
  const trace = failure.traceId ? t('error.trace', {id: failure.traceId}) : '';
  return notify('refused', words, {detail: [words === failure.message ? '' : failure.message, trace].filter(Boolean).join(' · ')});
}

