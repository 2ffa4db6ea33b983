// Small pieces that many panels show.
import {html, nothing, svg} from 'lit';
import {t, title} from '../i18n/index.js';
import {levelOf} from '../status.js';

export function icon(name) {
  return html`<svg class="icon" aria-hidden="true"><use href="/icons/sprite.svg#${name}"></use></svg>`;
}

const SHAPES = {
  diamond: svg`<polygon points="15,2.5 27.5,15 15,27.5 2.5,15"></polygon>`,
  triangle: svg`<polygon points="15,3 28,26 2,26"></polygon>`,
  square: svg`<rect x="5" y="5" width="20" height="20" rx="1.5"></rect>`,
  circle: svg`<circle cx="15" cy="15" r="11.5"></circle>`,
};

/** The level's symbol with its numeral: filled while nobody is assigned, outlined afterwards. */
export function levelSymbol(level, assigned = false) {
  const {symbol} = levelOf(level);
  return html`<svg class="level-symbol level-${level} ${assigned ? 'assigned' : ''}" viewBox="0 0 30 30" aria-hidden="true">
    ${SHAPES[symbol]}<text x="15" y=${symbol === 'triangle' ? 23 : 20} text-anchor="middle">${level}</text></svg>`;
}

export function key(name) {
  return html`<kbd>${name}</kbd>`;
}

export function levelName(level) {
  return title(levelOf(level));
}

/** Grey bars that show after 200 ms, so that quick answers do not flicker. */
export function skeleton(rows = 3) {
  return html`<div class="skeleton" role="status" aria-label=${t('state.loading')}>
    ${Array.from({length: rows}, () => html`<span></span>`)}</div>`;
}

/** What failed, what to do, and the trace id for the help desk. */
export function failureBox(failure, retry) {
  return html`<div class="failure" role="alert">
    <p>${t('error.loading')}</p>
    <p class="secondary">${failure.message}</p>
    ${failure.traceId ? html`<p class="secondary">${t('error.trace', {id: failure.traceId})}
      <button class="link" @click=${() => navigator.clipboard.writeText(failure.traceId)}>${t('error.copy')}</button></p>` : nothing}
    <button class="plain" @click=${retry}>${t('error.retry')}</button>
  </div>`;
}

export function fact(label, value) {
  return value === undefined || value === null || value === '' || value === nothing
    ? nothing
    : html`<div class="fact"><dt>${label}</dt><dd>${value}</dd></div>`;
}
