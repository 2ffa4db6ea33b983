// Sign-in. On the sample city it lists the demo accounts and says that they are no secret.
import {html, nothing} from 'lit';
import {Problem, Unreachable} from '../api.js';
import {coded, known, t} from '../i18n/index.js';
import {change, settings} from '../settings.js';
import {changePassword, goOn, showSecondFactor, signIn, signInByCertificate, signInThere, signInWays, signOut} from '../store/session.js';
import {state} from '../store/state.js';
import {explain} from '../actions/refusal.js';
import {Panel} from './element.js';
import {icon} from './parts.js';
import './secondfactor.js';

class SignIn extends Panel {
  static topics = ['phase'];

  constructor() {
    super();
    this.ways = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.look();
    this.looking = setInterval(() => this.look(), 15_000);
  }

  disconnectedCallback() {
    clearInterval(this.looking);
    super.disconnectedCallback();
  }

  /** Which ways there are, and whether the identity provider answers. Without an answer the password remains. */
  async look() {
    try {
      this.ways = await signInWays();
    } catch (failure) {
      if (!(failure instanceof Problem || failure instanceof Unreachable)) throw failure;
      this.ways = null;
    }
    this.requestUpdate();
  }

  /** What must be done next, by what the session says. */
  step() {
    switch (state.session?.pending) {
      case 'password': return this.newPassword();
      case 'second-factor': return this.secondStep();
      case 'second-factor-enrolment': return html`<p class="hint" role="status">${t('factor.required')}</p>
        <chengtu-second-factor @enrolled=${() => goOn()}></chengtu-second-factor>`;
      default: return html`${this.credentials()}${this.otherWays()}`;
    }
  }

  /** The code of the authenticator app, or a recovery code. */
  secondStep() {
    return html`<form @submit=${this.submitCode}>
      <p class="hint" role="status">${t('factor.show')}</p>
      <label>${t('factor.code')}<input name="code" autocomplete="one-time-code" inputmode="numeric" minlength="6" maxlength="40" required autofocus></label>
      ${this.trouble()}
      <button class="primary" ?disabled=${this.busy}>${t('signin.submit')}</button>
      <p class="secondary">${t('factor.recoveryHint')}</p>
      <button type="button" class="link" @click=${() => signOut()}>${t('factor.otherAccount')}</button></form>`;
  }

  /** The identity provider and the certificate, where the city has them. */
  otherWays() {
    const provider = this.ways?.provider;
    const problem = state.signInProblem;
    return html`${problem ? html`<p class="field-error" role="alert">${icon('warning')} ${t(known(`problem.${problem}`) ? `problem.${problem}` : 'problem.provider-answer-refused')}</p>` : nothing}
      ${provider || this.ways?.certificate ? html`<div class="stack other-ways">
        ${provider ? html`<button type="button" class="plain" ?disabled=${!provider.available} @click=${() => signInThere()}>${t('signin.provider')}</button>` : nothing}
        ${provider && !provider.available ? html`<p class="hint" role="status">${t('signin.providerDown')}</p>` : nothing}
        ${this.ways.certificate ? html`<button type="button" class="plain" @click=${() => this.attempt(() => signInByCertificate(settings.seat))}>${t('signin.certificate')}</button>` : nothing}
      </div>` : nothing}`;
  }

  trouble() {
    return this.problem ? html`<p class="field-error" role="alert">${icon('warning')} ${this.problem}</p>` : nothing;
  }

  submitCode(event) {
    event.preventDefault();
    return this.attempt(() => showSecondFactor(event.target.elements.code.value.trim()));
  }

  render() {
    const demo = state.about?.sample ? state.about.demoAccounts ?? [] : [];
    return html`<main class="signin">
      <section class="signin-card">
        <header>
          <svg class="emblem" aria-hidden="true"><use href="/icons/sprite.svg#emblem"></use></svg>
          <div><h1>${t('app.title')}</h1><p class="secondary">${t('app.subtitle')}</p></div>
          <button class="plain small" lang=${settings.language === 'zh' ? 'en' : 'zh-CN'}
            @click=${() => change({language: settings.language === 'zh' ? 'en' : 'zh'})}>${t('bar.otherLanguage')}</button>
        </header>
        ${state.expired ? html`<p class="hint" role="status">${t('signin.expired')}</p>` : nothing}
        ${this.step()}
        ${demo.length && !state.session?.pending ? this.demo(demo) : nothing}
      </section>
    </main>`;
  }

  /** The first sign-in with a given password: nothing else can be done before it is changed. */
  newPassword() {
    return html`<form @submit=${this.submitPassword}>
      <p class="hint" role="status">${t('signin.mustChange')}</p>
      <input name="account" autocomplete="username" .value=${state.session.account} hidden>
      <label>${t('signin.current')}<input name="current" type="password" autocomplete="current-password" required></label>
      <label>${t('signin.newPassword')}<input name="password" type="password" autocomplete="new-password" required></label>
      ${this.problem ? html`<p class="field-error" role="alert">${icon('warning')} ${this.problem}</p>` : nothing}
      <button class="primary" ?disabled=${this.busy}>${t('signin.change')}</button></form>`;
  }

  credentials() {
    return html`<form @submit=${this.submit}>
          <label>${t('signin.account')}<input name="account" autocomplete="username" required autofocus></label>
          <label>${t('signin.password')}<input name="password" type="password" autocomplete="current-password" required></label>
          <label>${t('signin.seat')}<input name="seat" .value=${settings.seat} placeholder="A1" autocomplete="off"></label>
          ${this.problem ? html`<p class="field-error" role="alert">${icon('warning')} ${this.problem}</p>` : nothing}
          <button class="primary" ?disabled=${this.busy}>${t('signin.submit')}</button>
        </form>`;
  }

  demo(accounts) {
    return html`<section class="demo" aria-labelledby="demo-title">
      <h2 id="demo-title">${t('signin.demo')}</h2>
      <p class="secondary">${t('signin.demoHint')}</p>
      <ul>${accounts.map(each => html`<li><button class="plain demo-account" @click=${() => this.enter(each.account, each.password, settings.seat)}>
        <span>${each.name || each.account}</span>
        <span class="secondary">${coded('role', each.role)}</span>
        <code>${each.account} / ${each.password}</code></button></li>`)}</ul>
    </section>`;
  }

  submit(event) {
    event.preventDefault();
    const {account, password, seat} = event.target.elements;
    this.enter(account.value.trim(), password.value, seat.value.trim());
  }

  submitPassword(event) {
    event.preventDefault();
    const {current, password} = event.target.elements;
    return this.attempt(() => changePassword(current.value, password.value));
  }

  enter(account, password, seat) {
    return this.attempt(async () => {
      await signIn(account, password, seat);
      change({seat});
    });
  }

  async attempt(action) {
    this.busy = true;
    this.problem = '';
    state.signInProblem = '';
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
}

customElements.define('chengtu-signin', SignIn);
