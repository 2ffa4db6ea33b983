// Somebody was faster: both values, who and when. The operator picks.
import {html, nothing} from 'lit';
import {closeConflict, conflict, tellRefusal} from '../actions/refusal.js';
import {clockTime, t} from '../i18n/index.js';
import {Dialog} from './dialog.js';

class Conflict extends Dialog {
  static topics = ['conflict'];

  told(topics) {
    if (topics.has('conflict')) this.shown = conflict !== null;
    super.told(topics);
  }

  content() {
    const {title, rows, who, at, keepMine, plain} = conflict;
    return html`<h2 id=${this.heading()}>${title}</h2>
      ${who || at ? html`<p class="secondary">${t('conflict.by', {who: who ?? '', at: at ? clockTime(Date.parse(at)) : ''})}</p>` : nothing}
      ${rows.length ? html`<table class="conflict"><thead><tr><td></td><th scope="col">${t('conflict.mine')}</th><th scope="col">${t('conflict.theirs')}</th></tr></thead>
        <tbody>${rows.map(row => html`<tr><th scope="row">${row.label}</th><td>${row.mine}</td><td>${row.theirs}</td></tr>`)}</tbody></table>` : nothing}
      <div class="buttons">
        ${keepMine ? html`<button class="primary" @click=${() => this.decide(keepMine)}>${t(plain ? 'conflict.confirm' : 'conflict.keepMine')}</button>` : nothing}
        <button class="plain" autofocus @click=${() => this.decide(conflict.takeTheirs)}>${t(plain ? 'intake.cancel' : keepMine ? 'conflict.takeTheirs' : 'conflict.understood')}</button>
      </div>`;
  }

  async decide(choice) {
    closeConflict();
    try {
      await choice();
    } catch (failure) {
      tellRefusal(failure);
    }
  }

  hide() {
    super.hide();
    if (conflict) closeConflict();
  }
}

customElements.define('chengtu-conflict', Conflict);
