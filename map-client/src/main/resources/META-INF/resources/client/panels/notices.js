// Notices at the foot of the map, with undo while it is possible.
import {html, nothing} from 'lit';
import {t} from '../i18n/index.js';
import {undoLast} from '../actions/undo.js';
import {dismiss, notices} from '../store/notices.js';
import {waitingStep} from '../keys.js';
import {Panel} from './element.js';
import {icon, key} from './parts.js';

class Notices extends Panel {
  static topics = ['notices', 'second', 'keys'];

  render() {
    return html`<div role="status" aria-live="polite" class="notices">
      ${waitingStep() ? html`<p class="notice hint">${key(waitingStep())} …</p>` : nothing}
      ${notices.map(notice => html`<div class="notice ${notice.kind}">
        ${notice.kind === 'refused' ? icon('warning') : nothing}
        <span>${notice.text}${notice.detail ? html`<small class="secondary">${notice.detail}</small>` : nothing}</span>
        ${notice.undo ? html`<button class="plain small undo" @click=${undoLast}>${t('undo.button', {n: Math.max(0, Math.ceil((notice.until - Date.now()) / 1000))})} ${key('Z')}</button>` : nothing}
        <button class="bare" aria-label=${t('notice.dismiss')} @click=${() => dismiss(notice.id)}>${icon('close')}</button>
      </div>`)}</div>`;
  }
}

customElements.define('chengtu-notices', Notices);
