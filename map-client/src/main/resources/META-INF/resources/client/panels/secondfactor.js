// Enrols the second factor: password, picture for the authenticator app, first code, recovery codes; or takes it away.
import {html, nothing} from 'lit';
import {Problem, Unreachable} from '../api.js';
import {t} from '../i18n/index.js';
import {beginSecondFactor, confirmSecondFactor, removeSecondFactor, secondFactor} from '../store/session.js';
import {explain} from '../actions/refusal.js';
import {Panel} from './element.js';
import {icon} from './parts.js';

/** Sends 'enrolled' when the recovery codes have been seen. */
class SecondFactor extends Panel {
  constructor() {
    super();
    this.factor = null;
    this.enrolment = null;
    this.codes = null;
    this.problem = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.attempt(async () => {
      this.factor = await secondFactor();
    });
  }

  render() {
    if (this.codes) return this.recovery();
    if (this.enrolment) return this.confirmation();
    if (!this.factor) return this.trouble();
    return this.factor.enrolled ? this.removal() : this.beginning();
  }

  beginning() {
    return html`<form @submit=${this.begin}>
      <p>${t('factor.explain')}</p>
      <label>${t('factor.password')}<input name="password" type="password" autocomplete="current-password" required></label>
      ${this.trouble()}
      <button class="primary" ?disabled=${this.busy}>${t('factor.begin')}</button></form>`;
  }

  confirmation() {
    const {secret, uri, qr} = this.enrolment;
    return html`<form @submit=${this.confirm}>
      <p>${t('factor.scan')}</p>
      <a class="qr" href=${uri}><img alt=${t('factor.qr')} width="200" height="200" src=${`data:image/svg+xml,${encodeURIComponent(qr)}`}></a>
      <p class="secondary">${t('factor.byHand')} <code class="secret">${secret.match(/.{1,4}/g).join(' ')}</code></p>
      <label>${t('factor.firstCode')}<input name="code" autocomplete="one-time-code" inputmode="numeric" pattern="[0-9 ]{6,7}" required></label>
      ${this.trouble()}
      <button class="primary" ?disabled=${this.busy}>${t('factor.confirm')}</button></form>`;
  }

  recovery() {
    return html`<section class="stack" aria-labelledby="recovery-title">
      <h3 id="recovery-title" tabindex="-1">${t('factor.recovery')}</h3>
      <p>${t('factor.recoveryKeep')}</p>
      <ul class="recovery-codes">${this.codes.map(code => html`<li><code>${code}</code></li>`)}</ul>
      <button class="primary" @click=${this.done}>${t('factor.kept')}</button></section>`;
  }

  removal() {
    return html`<form @submit=${this.remove}>
      <p role="status">${t('factor.on', {n: this.factor.recoveryCodesLeft})}</p>
      <label>${t('factor.code')}<input name="code" autocomplete="one-time-code" minlength="6" maxlength="40" required></label>
      ${this.trouble()}
      <button class="plain" ?disabled=${this.busy}>${t('factor.remove')}</button></form>`;
  }

  trouble() {
    return this.problem ? html`<p class="field-error" role="alert">${icon('warning')} ${this.problem}</p>` : nothing;
  }

  begin(event) {
    event.preventDefault();
    const password = event.target.elements.password.value;
    return this.attempt(async () => {
      this.enrolment = await beginSecondFactor(password);
    });
  }

  confirm(event) {
    event.preventDefault();
    const code = event.target.elements.code.value.replaceAll(' ', '');
    return this.attempt(async () => {
      this.codes = await confirmSecondFactor(code);
      this.enrolment = null;
    });
  }

  remove(event) {
    event.preventDefault();
    const code = event.target.elements.code.value.trim();
    return this.attempt(async () => {
      this.factor = await removeSecondFactor(code);
    });
  }

  done() {
    this.codes = null;
    this.factor = {enrolled: true, recoveryCodesLeft: 10};
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent('enrolled'));
  }

  async attempt(action) {
    this.busy = true;
    this.problem = '';
    this.requestUpdate();
    try {
      await action();
    } catch (failure) {
      if (failure instanceof Problem) this.problem = explain(failure);
      else if (failure instanceof Unreachable) this.problem = t('error.unreachable');
      else throw failure;
    } finally {
      this.busy = false;
      this.requestUpdate();
    }
  }

  /** Each step puts the keyboard where it goes on. */
  updated() {
    const step = this.codes ? 'codes' : this.enrolment ? 'scan' : this.factor ? 'factor' : '';
    if (step !== this.shownStep && this.shownStep) this.querySelector('h3, input')?.focus();
    this.shownStep = step;
  }
}

customElements.define('chengtu-second-factor', SecondFactor);
