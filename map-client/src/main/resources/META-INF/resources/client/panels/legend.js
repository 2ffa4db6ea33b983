// The legend, made from the one table of meanings.
import {html} from 'lit';
import {t, title} from '../i18n/index.js';
import {LEVELS, PIPES, UNIT_SHAPES, UNIT_STATES} from '../status.js';
import {Panel} from './element.js';
import {levelSymbol} from './parts.js';

class Legend extends Panel {
  render() {
    return html`<section class="legend"><h3>${t('legend.title')}</h3>
      <ul>${LEVELS.map(each => html`<li>${levelSymbol(each.level)} ${each.roman} ${title(each)}</li>`)}
        <li>${levelSymbol(3, true)} ${t('legend.assigned')}</li></ul>
      <ul>${UNIT_STATES.map(each => html`<li><span class="unit-dot ${each.fill} ${each.state}"></span> ${t(`unitState.${each.state}`)}</li>`)}
        <li><span class="unit-dot dashed"></span> ${t('legend.stale')}</li></ul>
      <ul>${UNIT_SHAPES.map(each => html`<li><span class="shape ${each.shape}"></span> ${title(each)}</li>`)}</ul>
      <ul>${PIPES.map(each => html`<li><span class="pipe ${each.kind}"></span> ${each.kind} ${title(each)}</li>`)}</ul></section>`;
  }
}

customElements.define('chengtu-legend', Legend);
