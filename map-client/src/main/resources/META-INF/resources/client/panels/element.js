// Base of all panels: light DOM (one stylesheet, plain ARIA references), drawn again when watched topics change.
import {LitElement} from 'lit';
import {watch} from '../store/topics.js';

export class Panel extends LitElement {
  /** Topics that make this panel draw again; the language comes with 'settings'. */
  static topics = [];

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.stopWatching = watch([...this.constructor.topics, 'settings'], topics => this.told(topics));
  }

  disconnectedCallback() {
    this.stopWatching();
    super.disconnectedCallback();
  }

  told() {
    this.requestUpdate();
  }
}
