// Base of modal dialogs: the browser's own <dialog> keeps the focus inside and gives it back.
import {html, nothing} from 'lit';
import {Panel} from './element.js';

export class Dialog extends Panel {
  constructor() {
    super();
    this.shown = false;
  }

  /** Id of the heading that names the dialog. */
  heading() {
    return `${this.localName}-title`;
  }

  content() {
    return nothing;
  }

  render() {
    return this.shown
      ? html`<dialog class="dialog" aria-labelledby=${this.heading()} @close=${() => this.hide()}>${this.content()}</dialog>`
      : nothing;
  }

  show() {
    this.shown = true;
    this.requestUpdate();
  }

  hide() {
    this.shown = false;
    this.requestUpdate();
  }

  updated() {
    const dialog = this.querySelector('dialog');
    if (dialog && !dialog.open) dialog.showModal();
  }
}
