// Base of what stands in the right column or the drawer: a panel that knows the map and the workspace and draws itself
// again when the workspace tells one of its events.
import {Panel} from '../panels/element.js';

export class ToolPanel extends Panel {
  /** Events of the workspace after which it draws itself again. */
  static events = ['selection', 'layers', 'at'];

  static properties = {map: {attribute: false}, workspace: {attribute: false}};

  connectedCallback() {
    super.connectedCallback();
    this.heard = () => this.requestUpdate();
    this.constructor.events.forEach(name => this.workspace?.addEventListener(name, this.heard));
  }

  disconnectedCallback() {
    this.constructor.events.forEach(name => this.workspace?.removeEventListener(name, this.heard));
    super.disconnectedCallback();
  }

  /** One step back by Escape. @returns whether there was one */
  back() {
    return false;
  }
}
