// Taking a call: one quick line ("rqxl @芙蓉路388 !2"), the same facts as fields below it, and likely duplicates.
import {html, nothing} from 'lit';
import {Problem, read, Unreachable} from '../api.js';
import {matchTypes, parseIntake} from '../commandline.js';
import {addReport, createIncident, incidentTitle} from '../actions/incidents.js';
import {findPlaces, resolvePlace} from '../actions/line.js';
import {explain} from '../actions/refusal.js';
import {t, title} from '../i18n/index.js';
import {bind} from '../keys.js';
import {may} from '../permissions.js';
import {notify} from '../store/notices.js';
import {LEVELS} from '../status.js';
import {serverNow} from '../clock.js';
import {state} from '../store/state.js';
import {select} from '../store/windows.js';
import {Panel} from './element.js';
import {icon, key, levelSymbol} from './parts.js';

const SEARCH_AFTER = 150;

const emptyDraft = () => ({line: '', typePick: null, places: [], placePick: 0, placeText: '', level: null, callerName: '', callerPhone: '', place: null});

class Intake extends Panel {
  static topics = ['reference'];

  constructor() {
    super();
    this.open = false;
    this.draft = emptyDraft();
    this.duplicates = [];
    this.problem = '';
    this.search = Promise.resolve();
  }

  connectedCallback() {
    super.connectedCallback();
    this.unbind = bind('newIncident', () => this.show());
    this.onPlace = event => this.takePlace(event.detail);
    document.addEventListener('chengtu-new-here', this.onPlace);
  }

  disconnectedCallback() {
    this.unbind();
    document.removeEventListener('chengtu-new-here', this.onPlace);
    super.disconnectedCallback();
  }

  async show() {
    if (!may('incident.create')) return notify('info', t('problem.forbidden'));
    this.open = true;
    this.requestUpdate();
    await this.updateComplete;
    return this.querySelector('.intake-line').focus();
  }

  /** A call from a place on the map (right click). */
  takePlace(place) {
    this.draft.place = place;
    this.show();
  }

  /** Escape closes but keeps what was typed. */
  hide() {
    this.open = false;
    this.requestUpdate();
    document.activeElement?.blur();
  }

  get parsed() {
    return parseIntake(this.draft.line);
  }

  get types() {
    return matchTypes(this.parsed.type, state.reference.types).slice(0, 5);
  }

  get type() {
    const {typePick} = this.draft;
    return state.reference.types.find(each => each.code === typePick) ?? this.types[0];
  }

  render() {
    if (!this.open) return nothing;
    const type = this.type;
    const {draft} = this;
    const level = draft.level ?? this.parsed.level ?? type?.defaultLevel;
    return html`<form class="intake" aria-label=${t('intake.title')} @submit=${this.submit} @keydown=${this.keydown}>
      <label class="visually-hidden" for="intake-line">${t('intake.line')}</label>
      <input id="intake-line" class="intake-line" autocomplete="off" spellcheck="false" .value=${draft.line}
        placeholder=${t('intake.placeholder')} aria-describedby="intake-help" @input=${event => this.typed(event.target.value)}>
      <p id="intake-help" class="secondary hint-line">${t('intake.help')}</p>
      <fieldset class="choices"><legend>${t('intake.type')}</legend>
        ${this.types.length || type ? this.typeButtons(type) : html`<span class="secondary">${draft.line ? t('intake.noType') : t('intake.typeHint')}</span>`}</fieldset>
      <fieldset class="choices levels"><legend>${t('intake.level')}</legend>
        ${LEVELS.map(each => html`<button type="button" class="choice" aria-pressed=${each.level === level} title=${title(each)}
          @click=${() => this.set({level: each.level})}>${levelSymbol(each.level)}<span class="visually-hidden">${title(each)}</span></button>`)}</fieldset>
      <fieldset class="choices places"><legend>${t('intake.place')}</legend>${this.placeButtons()}</fieldset>
      <div class="pair">
        <label>${t('intake.caller')}<input .value=${draft.callerName} autocomplete="off" @input=${event => { draft.callerName = event.target.value; }}></label>
        <label>${t('intake.phone')}<input .value=${draft.callerPhone} inputmode="tel" autocomplete="off" @input=${event => { draft.callerPhone = event.target.value; }}></label>
      </div>
      ${this.duplicateList()}
      ${this.problem ? html`<p class="field-error" role="alert">${icon('warning')} ${this.problem}</p>` : nothing}
      <div class="buttons">
        <button class="primary" ?disabled=${this.busy}>${t('intake.create')} ${key('Enter')}</button>
        <button type="button" class="plain" @click=${this.hide}>${t('intake.cancel')} ${key('Esc')}</button>
      </div>
    </form>`;
  }

  typeButtons(chosen) {
    const shown = this.types.includes(chosen) || !chosen ? this.types : [chosen, ...this.types];
    return shown.map(each => html`<button type="button" class="choice" aria-pressed=${each === chosen}
      @click=${() => this.set({typePick: each.code})}>${title(each)} <span class="secondary">${each.initials}</span></button>`);
  }

  placeButtons() {
    const {draft} = this;
    if (draft.place) return html`<button type="button" class="choice" aria-pressed="true" @click=${() => this.set({place: null})}>${icon('pin')}${draft.place.address}</button>`;
    if (!this.parsed.place) return html`<span class="secondary">${t('intake.centreHint')}</span>`;
    if (draft.places.length === 0) return html`<span class="secondary">${this.searching ? t('state.loading') : t('command.noPlace', {place: this.parsed.place})}</span>`;
    return draft.places.map((place, i) => html`<button type="button" class="choice" aria-pressed=${i === draft.placePick}
      @click=${() => this.pickPlace(i)}>${place.address}${place.detail ? html` <span class="secondary">${place.detail}</span>` : nothing}</button>`);
  }

  duplicateList() {
    if (this.duplicates.length === 0) return nothing;
    return html`<section class="duplicates"><h3>${icon('warning')} ${t('intake.duplicates')}</h3>
      <ul>${this.duplicates.map(incident => html`<li>
        <button type="button" class="link" @click=${() => select({kind: 'incident', id: incident.id})}>#${incident.number} ${incidentTitle(incident)}</button>
        <span class="secondary">${incident.place?.address}</span>
        <button type="button" class="plain small" @click=${() => this.join(incident)}>${t('intake.join')}</button></li>`)}</ul></section>`;
  }

  set(values) {
    Object.assign(this.draft, values);
    this.lookForDuplicates();
    this.requestUpdate();
  }

  pickPlace(i) {
    this.set({placePick: i});
  }

  typed(line) {
    Object.assign(this.draft, {line, typePick: null, level: null});
    this.problem = '';
    const wanted = this.parsed.place;
    if (wanted !== this.draft.placeText) {
      Object.assign(this.draft, {placeText: wanted, places: [], placePick: 0});
      clearTimeout(this.timer);
      this.searching = Boolean(wanted);
      if (wanted) this.timer = setTimeout(() => { this.search = this.lookUp(wanted); }, SEARCH_AFTER);
    }
    this.requestUpdate();
  }

  async lookUp(text) {
    this.request?.abort();
    this.request = new AbortController();
    try {
      const places = await findPlaces(text, 4, this.request.signal);
      if (this.draft.placeText !== text) return;
      Object.assign(this.draft, {places, placePick: 0});
      this.searching = false;
      this.lookForDuplicates();
    } catch (failure) {
      if (this.request.signal.aborted) return;
      this.searching = false;
      this.problem = failure instanceof Problem ? explain(failure) : t('error.unreachable');
    }
    this.requestUpdate();
  }

  async lookForDuplicates() {
    const place = this.chosenPlace;
    if (!place || !this.type) return;
    const at = encodeURIComponent(new Date(serverNow()).toISOString());
    try {
      const {data} = await read(`/incidents/duplicates?type=${this.type.code}&lon=${place.lon}&lat=${place.lat}&at=${at}`);
      this.duplicates = data.items.map(each => each.incident ?? each);
    } catch (failure) {
      // A hint only: taking the call must not wait for it.
      console.warn('no duplicate suggestions', failure.message);
      this.duplicates = [];
    }
    this.requestUpdate();
  }

  get chosenPlace() {
    return this.draft.place ?? this.draft.places[this.draft.placePick] ?? null;
  }

  keydown(event) {
    if (event.isComposing) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      this.hide();
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && event.target.id === 'intake-line' && this.draft.places.length > 1) {
      event.preventDefault();
      const count = this.draft.places.length;
      this.pickPlace((this.draft.placePick + (event.key === 'ArrowDown' ? 1 : count - 1)) % count);
    }
  }

  async submit(event) {
    event.preventDefault();
    if (this.busy) return;
    if (!this.type) return this.refuse(t('intake.noType'));
    this.busy = true;
    try {
      const place = await this.placeForSending();
      if (!place) return this.refuse(t('command.noPlace', {place: this.parsed.place}));
      await this.send(place);
    } catch (failure) {
      if (!(failure instanceof Problem || failure instanceof Unreachable)) throw failure;
      this.refuse(failure instanceof Problem ? explain(failure) : t('error.unreachable'));
    } finally {
      this.busy = false;
      this.requestUpdate();
    }
  }

  /** Enter may be faster than the search: then the answer is waited for, not guessed. */
  async placeForSending() {
    if (this.chosenPlace && this.draft.placeText === this.parsed.place) return this.chosenPlace;
    return resolvePlace(this.parsed.place);
  }

  async send(place) {
    const {draft, parsed, type} = this;
    const sent = {
      type: type.code, level: draft.level ?? parsed.level ?? type.defaultLevel, description: parsed.description,
      callerName: draft.callerName, callerPhone: draft.callerPhone,
      place: {lon: place.lon, lat: place.lat, address: place.address},
    };
    this.draft = emptyDraft();
    this.duplicates = [];
    this.hide();
    const created = await createIncident(sent);
    if (created || this.draft.line) return;
    this.draft = draft;
    this.show();
  }

  async join(incident) {
    const {draft, parsed} = this;
    const joined = await addReport(incident, {description: parsed.description || draft.line, callerName: draft.callerName, callerPhone: draft.callerPhone});
    if (!joined) return;
    this.draft = emptyDraft();
    this.duplicates = [];
    this.hide();
    select({kind: 'incident', id: incident.id});
  }

  refuse(problem) {
    this.problem = problem;
    this.requestUpdate();
  }
}

customElements.define('chengtu-intake', Intake);
