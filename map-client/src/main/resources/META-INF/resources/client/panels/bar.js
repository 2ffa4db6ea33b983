// The bar: title, highest open level, command line, units by state, alarms, freshness, clock, language.
import {html, nothing} from 'lit';
import {serverNow} from '../clock.js';
import {clockTime, t} from '../i18n/index.js';
import {run} from '../keys.js';
import {change, settings} from '../settings.js';
import {endShift, mute, mutedSeconds, shiftStarted, startShift} from '../sound.js';
import {freshness} from '../store/freshness.js';
import {reconnectNow} from '../store/live.js';
import {outbox} from '../store/outbox.js';
import {signOut} from '../store/session.js';
import {state} from '../store/state.js';
import {queue, unitStates} from '../store/views.js';
import {UNIT_STATES} from '../status.js';
import {Panel} from './element.js';
import {icon, levelName, levelSymbol} from './parts.js';
import './commandbar.js';

export class Bar extends Panel {
  static topics = ['incidents', 'units', 'assignments', 'live', 'second', 'sound', 'outbox', 'phase'];

  render() {
    const open = queue();
    const worst = open.reduce((least, incident) => Math.min(least, incident.level), 5);
    const alarms = open.filter(incident => !incident.acknowledged).length;
    return html`
      <h1 class="bar-title">${t('app.title')}</h1>
      ${worst <= 4 ? html`<span class="city-level level-${worst}">${levelSymbol(worst)}<span class="city-level-text">${t('bar.worst', {level: levelName(worst)})}</span></span>` : nothing}
      <chengtu-command-bar></chengtu-command-bar>
      <span class="spacer"></span>
      ${this.units()}
      <button class="chip ${alarms ? 'attention' : ''}" @click=${() => run('acknowledge')} title=${t('bar.alarmsHint')}>${icon('bell')}${t('bar.alarms', {n: alarms})}</button>
      ${this.sound()}
      ${this.freshness()}
      <time class="clock" datetime=${new Date(serverNow()).toISOString()}>${clockTime(serverNow())}</time>
      <button class="plain small" lang=${settings.language === 'zh' ? 'en' : 'zh-CN'} @click=${() => run('language')}>${t('bar.otherLanguage')}</button>
      ${this.menu()}`;
  }

  units() {
    const counts = Object.fromEntries(UNIT_STATES.map(each => [each.state, 0]));
    for (const each of unitStates().values()) if (each in counts) counts[each]++;
    return html`<ul class="unit-counts" aria-label=${t('bar.units')}>${UNIT_STATES.map(({state: name, fill}) => html`
      <li title=${t(`unitState.${name}`)}><span class="unit-dot ${fill} ${name}"></span><span class="unit-name">${t(`unitState.${name}`)}</span> <b>${counts[name]}</b></li>`)}</ul>`;
  }

  sound() {
    if (!shiftStarted()) return html`<button class="chip" @click=${startShift} title=${t('sound.startHint')}>${icon('sound')}${t('sound.start')}</button>`;
    const seconds = mutedSeconds();
    return seconds
      ? html`<span class="chip stale">${icon('mute')}${t('sound.muted', {n: seconds})}</span>`
      : html`<button class="chip" @click=${() => mute()} title=${t('sound.muteHint')}>${icon('sound')}${t('sound.onDuty')}</button>`;
  }

  freshness() {
    const {level, seconds, asOf, retrySeconds} = freshness();
    const time = asOf ? clockTime(asOf) : t('fresh.unknown');
    const text = t(`fresh.${level}`, {n: level === 'lost' ? retrySeconds : seconds, time});
    return html`<button class="chip freshness ${level}" data-level=${level} @click=${reconnectNow}>
      <span class="fresh-dot"></span>${text}</button>
      ${outbox.size ? html`<span class="visually-hidden" role="status">${t('outbox.count', {n: outbox.size})}</span>` : nothing}`;
  }

  workspaces() {
    return html`<button @click=${() => run('workspacePlanner')}>${t('menu.planner')} <kbd>W</kbd> <kbd>2</kbd></button>`;
  }

  menu() {
    return html`<details class="menu" @keydown=${event => event.key === 'Escape' && (event.currentTarget.open = false)}>
      <summary class="plain small" aria-label=${t('menu.title')}>${icon('person')}<span>${state.session?.name}</span></summary>
      <div class="menu-list">
        <p class="secondary">${state.session?.organisation} · ${state.session?.seat || t('menu.noSeat')}</p>
        <button @click=${() => change({theme: settings.theme === 'dark' ? 'light' : 'dark'})}>${t(settings.theme === 'dark' ? 'menu.light' : 'menu.dark')}</button>
        <button @click=${() => run('help')}>${t('menu.keys')} <kbd>?</kbd></button>
        ${this.workspaces()}
        <button @click=${() => run('workspaceMap')}>${t('menu.mapWindow')}</button>
        <button @click=${() => run('workspaceBoard')}>${t('menu.boardWindow')}</button>
        ${shiftStarted() ? html`<button @click=${endShift}>${t('sound.end')}</button>` : nothing}
        <button @click=${() => document.querySelector('chengtu-security').show()}>${t('menu.security')}</button>
        <button @click=${signOut}>${t('menu.signOut')}</button>
      </div></details>`;
  }
}

customElements.define('chengtu-bar', Bar);
