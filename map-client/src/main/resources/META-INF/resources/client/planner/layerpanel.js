// The left rail: the catalogue as a tree, the base map, what is drawn (order, opacity, legend).
import {html} from 'lit';
import {Panel} from '../panels/element.js';
import './layertree.js';
import './drawnlayers.js';
import './basemaps.js';

class LayerPanel extends Panel {
  static properties = {map: {attribute: false}, workspace: {attribute: false}};

  render() {
    return html`<chengtu-layer-tree .workspace=${this.workspace} .map=${this.map}></chengtu-layer-tree>
      <chengtu-planner-base .workspace=${this.workspace}></chengtu-planner-base>
      <chengtu-drawn-layers .workspace=${this.workspace} .map=${this.map}></chengtu-drawn-layers>`;
  }
}

customElements.define('chengtu-layer-panel', LayerPanel);
