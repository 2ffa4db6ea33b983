// Contingency plans made for such an incident, and why. Running them comes with a later issue.
import {html, nothing} from 'lit';
import {t, title} from '../i18n/index.js';
import {icon} from './parts.js';
import {RemotePanel} from './remote.js';

class Plans extends RemotePanel {
  static properties = {incident: {}};

  address() {
    return this.incident && `/incidents/${this.incident}/plans`;
  }

  show({candidates}) {
    if (candidates.length === 0) return nothing;
    return html`<section><h3>${t('plans.title')}</h3>
      ${candidates.map((plan, i) => html`<details class="plan" ?open=${i === 0}>
        <summary>${title(plan)}${plan.level ? html` <span class="tag">${t('plans.level', {level: plan.level})}</span>` : nothing}${plan.confirm ? html` <span class="tag">${t('plans.confirm')}</span>` : nothing}</summary>
        <ul class="reasons">${plan.reasons.map(reason => html`<li>${reason.forPlan ? html`<span aria-hidden="true">+</span>` : icon('warning')} ${title(reason)}</li>`)}</ul></details>`)}</section>`;
  }
}

customElements.define('chengtu-plans', Plans);
