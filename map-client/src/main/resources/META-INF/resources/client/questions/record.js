// What the catalogue says of a layer, to be changed: only what was changed is sent. Who may see the layer (share class,
// organisation, open) needs a right of its own.
import {html, nothing} from 'lit';
import {t, title} from '../i18n/index.js';
import {may} from '../permissions.js';
import {state} from '../store/state.js';

const SHARES = ['UNCONDITIONAL', 'CONDITIONAL', 'NOT_SHARED'];
const CYCLES = ['REAL_TIME', 'DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR', 'AS_NEEDED'];
const MARKS = ['GENERAL', 'IMPORTANT', 'CORE'];
const STATUSES = ['DRAFT', 'PUBLISHED', 'RETIRED'];

/** Fields of the form: name as the API's, how it is read from an entry, how it is typed. */
const FIELDS = [
  {name: 'title.zh', words: 'catalogue.titleZh', definition: true, most: 100, needed: true},
  {name: 'title.en', words: 'catalogue.titleEn', definition: true, most: 100, needed: true},
  {name: 'theme', words: 'catalogue.theme', definition: true, choices: () => state.catalogue.themes.map(each => [each.id, title(each.title)])},
  {name: 'summary.zh', words: 'catalogue.summaryZh', most: 2000, lines: true},
  {name: 'summary.en', words: 'catalogue.summaryEn', most: 2000, lines: true},
  {name: 'owner', words: 'catalogue.owner', definition: true, most: 100, needed: true},
  {name: 'organisation', words: 'catalogue.organisation', definition: true, most: 80, share: true},
  {name: 'contact', words: 'catalogue.contact', most: 200},
  {name: 'shareClass', words: 'catalogue.share', definition: true, share: true, choices: () => SHARES.map(each => [each, t(`catalogue.share.${each.toLowerCase().replace('_', '-')}`)])},
  {name: 'shareCondition', words: 'catalogue.shareCondition', most: 1000},
  {name: 'open', words: 'catalogue.open', share: true, choices: () => ['true', 'false'].map(each => [each, t(`questions.${each}`)])},
  {name: 'openCondition', words: 'catalogue.openCondition', most: 1000},
  {name: 'updateCycle', words: 'catalogue.cycle', choices: () => CYCLES.map(each => [each, t(`catalogue.cycle.${each}`)])},
  {name: 'securityMark', words: 'catalogue.mark', choices: () => MARKS.map(each => [each, t(`catalogue.mark.${each}`)])},
  {name: 'status', words: 'catalogue.status', choices: () => STATUSES.map(each => [each, t(`catalogue.status.${each}`)])},
  {name: 'resourceCode', words: 'catalogue.code', most: 80},
  {name: 'approvalNumber', words: 'catalogue.approval', definition: true, most: 80},
  {name: 'date', words: 'catalogue.date', definition: true, type: 'date'},
];

/** The program gives live layers their definition; without the right to share nobody decides who sees a layer. */
function offered({layer}) {
  return FIELDS.filter(field => !(field.definition && layer.live) && !(field.share && !may('catalogue.share')));
}

function valueOf({layer, record}, name) {
  const {origin} = layer;
  const [part, language] = name.split('.');
  const from = {title: layer.title, theme: layer.theme, ...record, owner: origin.owner, organisation: origin.organisation,
    shareClass: origin.shareClass, approvalNumber: origin.approvalNumber, date: origin.date}[part];
  const value = language ? from?.[language] : from;
  return value === undefined || value === null ? '' : String(value);
}

/** @param errors by the API's name of the field @param submit takes the form's event @param cancel closes it */
export function recordForm(entry, {errors, busy, submit, cancel}) {
  return html`<form class="record-form" @submit=${submit}>
    ${errors[''] ? html`<p class="field-error" role="alert">${errors['']}</p>` : nothing}
    ${offered(entry).map(field => row(field, valueOf(entry, field.name), errors[field.name] ?? errors[field.name.split('.')[0]]))}
    <div class="buttons"><button class="primary small" ?disabled=${busy}>${t('catalogue.save')}</button>
      <button type="button" class="plain small" @click=${cancel}>${t('intake.cancel')}</button></div></form>`;
}

function row(field, value, error) {
  const id = `record-${field.name.replace('.', '-')}`;
  return html`<div class="edit-field"><label for=${id}>${t(field.words)}</label>${control(field, id, value, error)}
    ${error ? html`<p class="field-error" id="${id}-error">${error}</p>` : nothing}</div>`;
}

function control({name, choices, lines, most, needed, type}, id, value, error) {
  const invalid = error ? 'true' : nothing;
  const described = error ? `${id}-error` : nothing;
  if (choices) {
    return html`<select id=${id} name=${name} aria-invalid=${invalid} aria-describedby=${described}>${choices().map(([each, words]) => html`<option value=${each} ?selected=${each === value}>${words}</option>`)}</select>`;
  }
  if (lines) return html`<textarea id=${id} name=${name} rows="3" maxlength=${most} aria-invalid=${invalid} aria-describedby=${described} .value=${value}></textarea>`;
  return html`<input id=${id} name=${name} type=${type ?? 'text'} maxlength=${most ?? nothing} ?required=${needed} autocomplete="off" aria-invalid=${invalid} aria-describedby=${described} .value=${value}>`;
}

/** What differs from the entry, as the API takes it; null when nothing does. */
export function patchOf(entry, form) {
  const patch = {};
  for (const {name} of offered(entry)) {
    const text = form.elements[name].value.trim();
    const before = valueOf(entry, name);
    if (text === before || (name === 'date' && !text)) continue;
    const [part, language] = name.split('.');
    if (language) patch[part] = {zh: valueOf(entry, `${part}.zh`), en: valueOf(entry, `${part}.en`), ...patch[part], [language]: text};
    else patch[part] = part === 'open' ? text === 'true' : text;
  }
  return Object.keys(patch).length ? patch : null;
}

/** Loads, changes and edits of the entry, newest first. */
export function versionList({features, entries}) {
  const words = each => each.added === undefined ? each.title : `${each.title} (+${each.added} ~${each.changed} −${each.ended})`;
  const rows = [...features.map(each => ({at: each.at, author: each.author, words: words(each)})),
    ...entries.map(each => ({at: each.at, author: each.author, words: t('catalogue.versions.entry')}))].sort((a, b) => b.at.localeCompare(a.at));
  return rows;
}
