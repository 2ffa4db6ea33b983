// What happened on the incident, newest first; it grows with the live feed.
import {html, nothing} from 'lit';
import {actorName} from '../actions/incidents.js';
import {clockTime, t} from '../i18n/index.js';
import {onEntry} from '../store/entries.js';
import {describeEntry} from './entrytext.js';
import {RemotePanel} from './remote.js';

const GATHER = 150;

class Timeline extends RemotePanel {
  static properties = {incident: {}};

  connectedCallback() {
    super.connectedCallback();
    this.stopHearing = onEntry(entry => {
      const about = entry.subject === `incident/${this.incident}` || entry.data?.incident === this.incident;
      if (about) this.soon();
    });
  }

  disconnectedCallback() {
    this.stopHearing();
    clearTimeout(this.timer);
    super.disconnectedCallback();
  }

  /** One dispatch writes several entries: they are read together. */
  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), GATHER);
  }

  address() {
    return this.incident && `/incidents/${this.incident}/timeline`;
  }

  show({items}) {
    const newestFirst = [...items].sort((a, b) => Date.parse(b.time ?? b.at) - Date.parse(a.time ?? a.at));
    return html`<section><h3>${t('timeline.title')}</h3>
      <ol class="timeline">${newestFirst.map(entry => html`<li>
        <time class="secondary">${clockTime(Date.parse(entry.time ?? entry.at))}</time>
        <span>${describeEntry(entry)}</span>
        <span class="secondary">${actorName(entry)}${entry.seat ? html` · ${entry.seat}` : nothing}</span></li>`)}</ol></section>`;
  }
}

customElements.define('chengtu-timeline', Timeline);
