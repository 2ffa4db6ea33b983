// One unit: what it can do, where it is bound, how old its last fix is.
import {html, nothing} from 'lit';
import {NEXT_STATES, setDuty, setStatus} from '../actions/dispatch.js';
import {incidentTitle} from '../actions/incidents.js';
import {age, named, t} from '../i18n/index.js';
import {run} from '../keys.js';
import {may} from '../permissions.js';
import {state} from '../store/state.js';
import {assignmentOfUnit, fixAge, isStale, unitState} from '../store/views.js';
import {select} from '../store/windows.js';
import {Panel} from './element.js';
import {fact, icon, key, skeleton} from './parts.js';

class Unit extends Panel {
  static topics = ['selection', 'units', 'assignments', 'second', 'reference'];

  render() {
    const unit = state.units.get(state.selection.id);
    if (!unit) return skeleton(4);
    const assignment = assignmentOfUnit(unit.id);
    const incident = assignment && state.incidents.get(assignment.incident);
    const seconds = fixAge(unit.id);
    return html`
      <header class="panel-head"><span class="unit-dot ${unitState(unit)}"></span><h2>${unit.callSign}</h2>
        <span class="secondary number">${named(state.reference.unitKinds, unit.kind)}</span></header>
      <div class="panel-body">
        <dl class="facts">
          ${fact(t('unit.state'), t(`unitState.${unitState(unit)}`))}
          ${fact(t('unit.duty'), named(state.reference.duties, unit.duty))}
          ${fact(t('unit.capabilities'), unit.capabilities.map(code => named(state.reference.capabilities, code)).join(t('list.comma')))}
          ${fact(t('unit.organisation'), unit.organisation)}
          ${fact(t('unit.fix'), Number.isFinite(seconds) ? html`<span class=${isStale(unit.id) ? 'stale-text' : ''}>${isStale(unit.id) ? icon('warning') : nothing} ${t('unit.fixAge', {age: age(seconds)})}</span>` : t('unit.noFix'))}
        </dl>
        ${incident ? html`<section><h3>${t('unit.incident')}</h3>
          <button class="plain wide" @click=${() => select({kind: 'incident', id: incident.id})}>#${incident.number} ${incidentTitle(incident)} · ${t(`assignment.${assignment.state}`)}</button>
          <div class="buttons">${(may('assignment.status') ? NEXT_STATES[assignment.state] ?? [] : []).map(status => html`<button class="plain small" @click=${() => setStatus(assignment, status)}>${t(`assignmentDo.${status}`)}</button>`)}</div></section>` : nothing}
        ${may('unit.duty') ? html`<section><h3>${t('unit.duty')}</h3><div class="buttons">
          ${state.reference.duties.map(each => html`<button class="plain small" aria-pressed=${each.code === unit.duty} ?disabled=${each.code === unit.duty}
            @click=${() => setDuty(unit, each.code)}>${named([each], each.code)}</button>`)}</div></section>` : nothing}
        <div class="buttons"><button class="plain small" @click=${() => run('followUnit')}>${t('shortcut.followUnit')} ${key('G')}</button>
          <button class="plain small" @click=${() => run('flyToSelection')}>${t('shortcut.flyToSelection')} ${key('F')}</button></div>
      </div>`;
  }
}

customElements.define('chengtu-unit', Unit);
