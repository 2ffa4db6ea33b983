// Plans that fit the incident, with their actions as a checklist.
import {html, nothing} from 'lit';
import {t, title} from '../i18n/index.js';
import {RemotePanel} from './remote.js';

class Plans extends RemotePanel {
  static properties = {incident: {}};

  address() {
    return this.incident && `/incidents/${this.incident}/plans`;
  }

  show({items}) {
    if (items.length === 0) return nothing;
    return html`<section><h3>${t('plans.title')}</h3>
      ${items.map((plan, i) => html`<details class="plan" ?open=${i === 0}><summary>${textOf(plan.title ?? plan)}</summary>
        <ol>${actionsOf(plan).map(action => html`<li>${textOf(action.title ?? action)}</li>`)}</ol></details>`)}</section>`;
  }
}

/** Actions may stand in the plan itself or in its phases. */
function actionsOf(plan) {
  return plan.actions ?? (plan.phases ?? []).flatMap(phase => phase.actions ?? phase.tasks ?? []);
}

function textOf(text) {
  return typeof text === 'string' ? text : title(text) || text.id || '';
}

customElements.define('chengtu-plans', Plans);
