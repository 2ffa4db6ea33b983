// What the last run found, in numbers and row by row.
import {html, nothing} from 'lit';
import {coded, number, t} from '../i18n/index.js';

/** @param notes what was read of them so far @param more asks for further ones */
export function reportOf(load, notes, more) {
  const {report} = load;
  if (!report) return nothing;
  return html`<section aria-labelledby="load-report"><h3 id="load-report">${t(report.trial ? 'loads.report.trial' : 'loads.report')}</h3>
    <p>${t('loads.counts', {read: number(report.read), taken: number(report.taken), mended: number(report.mended), refused: number(report.refused), seconds: number(report.seconds)})}</p>
    ${report.deletedInFile ? html`<p>${t('loads.deleted', {n: number(report.deletedInFile)})}</p>` : nothing}
    ${report.changes.map(each => html`<p>${t('loads.changes', {layer: each.layer, added: number(each.added), changed: number(each.changed), ended: number(each.ended), unchanged: number(each.unchanged)})}</p>`)}
    ${report.quarantined && load.changeSet ? html`<p>${t('loads.quarantine', {n: number(report.quarantined)})}
      <a href=${`/api/v1/loads/${load.id}/quarantine?format=csv`} download>CSV</a>
      <a href=${`/api/v1/loads/${load.id}/quarantine?format=geojson`} download>GeoJSON</a></p>` : nothing}
    ${report.notes ? noteTable(report, notes, more) : nothing}</section>`;
}

function noteTable(report, notes, more) {
  return html`<div class="load-scroll" tabindex="0" role="region" aria-label=${t('loads.notes')}><table class="load-table load-notes"><caption>${t('loads.notes')}</caption>
      <thead><tr>${['row', 'severity', 'rule', 'field', 'message', 'value'].map(each => html`<th scope="col">${t(`loads.note.${each}`)}</th>`)}</tr></thead>
      <tbody>${notes.map(note => html`<tr class=${note.severity}><td>${note.row || '–'}</td><td>${t(`loads.severity.${note.severity}`)}</td>
        <td>${coded('loads.rule', note.rule)}</td><td>${note.field ?? ''}</td><td>${note.message}</td><td>${note.value ?? ''}</td></tr>`)}</tbody></table></div>
    ${notes.length < report.notes ? html`<button class="plain small" @click=${more}>${t('loads.notes.more', {n: number(report.notes - notes.length)})}</button>` : nothing}`;
}
