// Reporting a grid case from the console: class, place, words, photographs.
import {html, nothing} from 'lit';
import {Problem, Unreachable} from '../api.js';
import {explain} from '../actions/refusal.js';
import {reportCase} from '../actions/cases.js';
import {findPlaces, resolvePlace} from '../actions/line.js';
import {matchTypes} from '../commandline.js';
import {t, title} from '../i18n/index.js';
import {bind} from '../keys.js';
import {may} from '../permissions.js';
import {state} from '../store/state.js';
import {Dialog} from './dialog.js';
import {icon} from './parts.js';

const MOST_PHOTOS = 4;

class CaseDialog extends Dialog {
  static topics = ['reference'];

  constructor() {
    super();
    this.problem = '';
    this.classText = '';
    this.classCode = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.unbind = bind('reportCase', () => may('case.create') && this.show());
  }

  disconnectedCallback() {
    this.unbind();
    super.disconnectedCallback();
  }

  get classes() {
    const all = state.reference.caseClasses;
    return this.classText ? matchTypes(this.classText, all) : all;
  }

  content() {
    return html`<h2 id=${this.heading()}>${t('case.title')}</h2>
      <form class="stack" @submit=${this.submit}>
        <label>${t('case.search')}<input autofocus autocomplete="off" .value=${this.classText} @input=${event => { this.classText = event.target.value; this.requestUpdate(); }}></label>
        <label>${t('case.class')}<select name="class" required size="6">
          ${this.classes.slice(0, 80).map((each, i) => html`<option value=${each.code} ?selected=${i === 0}>${title(each)} (${each.code})</option>`)}</select></label>
        <label>${t('field.place')}<input name="place" autocomplete="off" placeholder=${t('case.placeHint')}></label>
        <label>${t('field.description')}<textarea name="description" rows="3" required></textarea></label>
        <label>${t('case.photos')}<input name="photos" type="file" accept="image/jpeg,image/png,image/webp" multiple></label>
        ${this.problem ? html`<p class="field-error" role="alert">${icon('warning')} ${this.problem}</p>` : nothing}
        <div class="buttons"><button class="primary" ?disabled=${this.busy}>${t('case.submit')}</button>
          <button type="button" class="plain" @click=${() => this.querySelector('dialog').close()}>${t('intake.cancel')} <kbd>Esc</kbd></button></div>
      </form>`;
  }

  async submit(event) {
    event.preventDefault();
    const fields = event.target.elements;
    this.problem = '';
    this.busy = true;
    this.requestUpdate();
    try {
      await this.send(fields);
    } catch (failure) {
      if (!(failure instanceof Problem || failure instanceof Unreachable)) throw failure;
      this.problem = failure instanceof Problem ? explain(failure) : t('error.unreachable');
    } finally {
      this.busy = false;
      this.requestUpdate();
    }
  }

  async send(fields) {
    if (fields.photos.files.length > MOST_PHOTOS) {
      this.problem = t('case.tooMany', {n: MOST_PHOTOS});
      return;
    }
    const text = fields.place.value.trim();
    const place = text ? (await findPlaces(text, 1))[0] : await resolvePlace('');
    if (!place) {
      this.problem = t('command.noPlace', {place: text});
      return;
    }
    const reported = await reportCase({
      caseClass: fields.class.value, description: fields.description.value.trim(), photos: [...fields.photos.files],
      place: {lon: place.lon, lat: place.lat, address: place.address},
    });
    if (reported) this.hide();
  }
}

customElements.define('chengtu-case-dialog', CaseDialog);
