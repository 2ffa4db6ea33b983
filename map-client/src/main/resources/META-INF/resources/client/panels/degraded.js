// What does not work right now, and what still does: one line for each part, under the bar of every window.
import {html, nothing} from 'lit';
import {clockTime, known, t} from '../i18n/index.js';
import {degradedParts, freshness} from '../store/freshness.js';
import {layerFailures} from '../store/layers.js';
import {Panel} from './element.js';
import {icon} from './parts.js';

class Degraded extends Panel {
  static topics = ['live', 'second', 'layers'];

  render() {
    const lines = [...this.feed(), ...degradedParts().map(part => this.part(part))];
    return html`<div class="degraded" role="status" aria-live="polite">${lines.length ? html`<ul>${lines}</ul>` : nothing}</div>`;
  }

  feed() {
    const {level, asOf} = freshness();
    if (level === 'ok' || level === 'behind') return [];
    const time = asOf ? clockTime(asOf) : t('fresh.unknown');
    return [this.line(level, t(`degraded.${level}`, {time}), t('degraded.feed.works'))];
  }

  /** A part this client has no words for is still said, by its name. */
  part(name) {
    const text = known(`degraded.${name}`) ? t(`degraded.${name}`, {n: layerFailures.size}) : t('degraded.other', {name});
    const works = known(`degraded.${name}.works`) ? t(`degraded.${name}.works`) : t('degraded.other.works');
    return this.line(name, text, works);
  }

  line(name, text, works) {
    return html`<li data-part=${name}>${icon('warning')} <b>${text}</b> <span class="secondary">${works}</span></li>`;
  }
}

customElements.define('chengtu-degraded', Degraded);
