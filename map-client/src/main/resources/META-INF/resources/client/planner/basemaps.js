// The base map of the planner: which one lies below, and the approval numbers 审图号 of all that is shown.
import {html, nothing} from 'lit';
import {t, title} from '../i18n/index.js';
import {chosenBase, shownOverlays} from '../store/basemap.js';
import '../panels/basechoice.js';
import {ToolPanel} from './toolpanel.js';

/** Of pictures and layers that are drawn now, each once. */
export function approvalsOf(workspace) {
  const base = chosenBase();
  const pictures = [...(base ? [base] : []), ...shownOverlays()].map(each => each.layer);
  const shown = workspace.order.map(id => workspace.card(id));
  return [...new Set([...pictures, ...shown].map(layer => layer?.origin?.approvalNumber).filter(Boolean))];
}

class PlannerBase extends ToolPanel {
  static topics = ['layers'];

  static events = [];

  render() {
    const base = chosenBase();
    return html`<details class="planner-base"><summary>${t('basemap.title')}: <b>${base ? title(base.layer.title) : t('basemap.own')}</b></summary>
      <chengtu-base-choice></chengtu-base-choice>
      <p class="secondary">${t('planner.base.own')}</p></details>`;
  }
}

class PlannerApproval extends ToolPanel {
  static topics = ['layers', 'catalogue'];

  static events = ['layers'];

  render() {
    const numbers = approvalsOf(this.workspace);
    return numbers.length === 0 ? nothing : html`<p class="map-approval">${t('basemap.approval', {numbers: numbers.join(' · ')})}</p>`;
  }
}

customElements.define('chengtu-planner-base', PlannerBase);
customElements.define('chengtu-planner-approval', PlannerApproval);
