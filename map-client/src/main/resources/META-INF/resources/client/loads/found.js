// What was found out about a file: its form, encoding and reference system with reasons, its first rows.
import {html, nothing} from 'lit';
import {coded, number, t} from '../i18n/index.js';
import {fact} from '../panels/parts.js';

const SHOWN_FIELDS = 8;

export function found(load) {
  const {preview} = load;
  if (!preview) return html`<p class="load-problem" role="alert">${load.problem}</p>`;
  const {crs, encoding} = preview;
  return html`<dl class="facts">
      ${fact(t('loads.format'), `${preview.format}${preview.parts.length > 1 ? ` · ${preview.part}` : ''}`)}
      ${fact(t('loads.rows'), t(preview.wholeFileSeen ? 'loads.rows.all' : 'loads.rows.first', {n: number(preview.rows)}))}
      ${encoding ? fact(t('loads.encoding'), t('loads.sure', {what: encoding.name, percent: percent(encoding.confidence), why: encoding.reason})) : nothing}
      ${fact(t('loads.crs'), crs.name ? t('loads.sure', {what: crs.name, percent: percent(crs.confidence), why: crs.reason}) : t('loads.crs.unknown', {why: crs.reason}))}
      ${crs.alternatives.length ? fact(t('loads.crs.others'), crs.alternatives.join(' · ')) : nothing}</dl>
    ${preview.warnings.length ? html`<ul class="load-warnings">${preview.warnings.map(each => html`<li>${each}</li>`)}</ul>` : nothing}
    <div class="load-scroll" tabindex="0" role="region" aria-label=${t('loads.sample')}>${sample(preview)}</div>`;
}

function percent(share) {
  return number(Math.round(share * 100));
}

function sample(preview) {
  const fields = preview.fields.slice(0, SHOWN_FIELDS);
  return html`<table class="load-table"><caption>${t('loads.sample')}</caption>
    <thead><tr><th scope="col">#</th>${fields.map(field => html`<th scope="col">${field.name} <span class="secondary">${coded('loads.type', field.type)}</span></th>`)}</tr></thead>
    <tbody>${preview.sample.map(row => html`<tr><td>${row.number}</td>${fields.map(field => html`<td>${row.values[field.name] ?? ''}</td>`)}</tr>`)}</tbody></table>`;
}
