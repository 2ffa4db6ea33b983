// The right panel: whatever is selected.
import {html} from 'lit';
import {t} from '../i18n/index.js';
import {state} from '../store/state.js';
import {Panel} from './element.js';
import {key} from './parts.js';
import './incident.js';
import './unit.js';
import './things.js';

class Detail extends Panel {
  static topics = ['selection', 'incidents', 'units', 'cases'];

  render() {
    const selection = state.selection;
    switch (selection?.kind) {
      case 'incident': return html`<chengtu-incident></chengtu-incident>`;
      case 'unit': return html`<chengtu-unit></chengtu-unit>`;
      case 'case': case 'feature': case 'nearby': return html`<chengtu-things></chengtu-things>`;
      default: return html`<p class="empty">${t('detail.empty')} · ${key('J')} ${key('K')}</p>`;
    }
  }
}

customElements.define('chengtu-detail', Detail);
