// A form made from a layer's fields: a dictionary is a list to choose from, what is wrong stands at its field.
import {html, nothing} from 'lit';
import {t, title} from '../i18n/index.js';

const INPUT = {integer: 'number', number: 'number', date: 'date'};

/** @param form of the layer (GET /layers/{id}/form); @param values by name; @param errors by name */
export function fieldList(form, values, errors) {
  return form.fields.map(field => row(field, values[field.name], errors[field.name]));
}

function row(field, value, error) {
  const id = `edit-field-${field.name}`;
  return html`<div class="edit-field"><label for=${id}>${title(field.title)}${field.required ? html` <span aria-hidden="true">*</span>` : nothing}${field.unit ? html` <span class="secondary">${field.unit}</span>` : nothing}</label>
    ${control(field, id, value, error)}
    ${error ? html`<p class="field-error" id="${id}-error">${error}</p>` : nothing}</div>`;
}

function control(field, id, value, error) {
  const invalid = error ? 'true' : nothing;
  const described = error ? `${id}-error` : nothing;
  const options = field.values ?? (field.type === 'boolean' ? ['true', 'false'] : null);
  if (options) {
    const text = value === undefined || value === null ? '' : String(value);
    const all = text && !options.includes(text) ? [text, ...options] : options;
    return html`<select id=${id} name=${field.name} ?required=${field.required} aria-invalid=${invalid} aria-describedby=${described}>
      <option value="" ?selected=${text === ''}></option>${all.map(each => html`<option value=${each} ?selected=${each === text}>${field.type === 'boolean' ? t(`edits.${each}`) : each}</option>`)}</select>`;
  }
  return html`<input id=${id} name=${field.name} type=${INPUT[field.type] ?? 'text'} step=${field.type === 'number' ? 'any' : nothing} autocomplete="off"
    placeholder=${field.type === 'timestamp' ? '2026-01-31T08:00:00+08:00' : nothing} ?required=${field.required} aria-invalid=${invalid} aria-describedby=${described} .value=${value === undefined || value === null ? '' : String(value)}>`;
}

/** What was filled in, as the layer's fields take it; empty fields are left out. */
export function valuesOf(form, element) {
  const values = {};
  for (const field of form.fields) {
    const text = element.elements[field.name]?.value.trim() ?? '';
    if (text === '') continue;
    if (field.type === 'integer' || field.type === 'number') values[field.name] = Number(text);
    else if (field.type === 'boolean') values[field.name] = text === 'true';
    else values[field.name] = text;
  }
  return values;
}

/** Problems by field name; '' for the geometry and the rest. */
export function errorsOf(problem) {
  const errors = {};
  for (const {field, detail} of problem.errors) {
    const name = /\/properties\/(.+)$/.exec(field)?.[1].replaceAll('~1', '/').replaceAll('~0', '~') ?? '';
    errors[name] = errors[name] ? `${errors[name]}; ${detail}` : detail;
  }
  return errors;
}
