// Base of panels that show one answer of the server for a subject: keeps the old answer while refreshing,
// shows a skeleton after 200 ms, and a failure with retry. A failure is asked again when the feed is back.
import {html, nothing} from 'lit';
import {read} from '../api.js';
import {state} from '../store/state.js';
import {Panel} from './element.js';
import {failureBox, skeleton} from './parts.js';

export class RemotePanel extends Panel {
  static topics = ['live'];

  constructor() {
    super();
    this.answer = null;
    this.failure = null;
    this.asked = null;
  }

  /** Address of what to show, or null when there is nothing to ask. */
  address() {
    return null;
  }

  willUpdate() {
    const address = this.address();
    if (address === this.asked) return;
    this.answer = null;
    this.asked = address;
    if (address) this.refresh();
  }

  async refresh() {
    const address = this.asked;
    this.request?.abort();
    this.request = new AbortController();
    const {signal} = this.request;
    try {
      const {data} = await read(address, {signal});
      if (address !== this.asked) return;
      this.answer = data;
      this.failure = null;
    } catch (failure) {
      if (signal.aborted) return;
      this.failure = failure;
    }
    this.requestUpdate();
  }

  told(topics) {
    if (this.failure && topics.has('live') && state.live.phase === 'open') this.refresh();
    super.told(topics);
  }

  render() {
    if (!this.asked) return nothing;
    const failed = this.failure ? failureBox(this.failure, () => this.refresh()) : nothing;
    if (this.answer) return html`${failed}${this.show(this.answer)}`;
    return this.failure ? failed : skeleton(2);
  }

  disconnectedCallback() {
    this.request?.abort();
    super.disconnectedCallback();
  }
}
