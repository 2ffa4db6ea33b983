// Tabs of tools with the open one below them. A tool's element is made once and kept, so that what is typed in it stays
// while another tab is looked at.
import {html, nothing} from 'lit';
import {t} from '../i18n/index.js';
import {Panel} from '../panels/element.js';
import {failureBox, icon, skeleton} from '../panels/parts.js';
import {toolNamed, toolsOf} from './registry.js';

class ToolHolder extends Panel {
  static topics = ['tools', 'workspace'];

  static properties = {map: {attribute: false}, workspace: {attribute: false}, panel: {}};

  constructor() {
    super();
    this.elements = new Map();
    this.failures = new Map();
    this.making = new Set();
  }

  render() {
    const tools = toolsOf(this.panel);
    const open = tools.find(tool => tool.id === this.workspace.tool(this.panel));
    return html`<div class="tabs tool-tabs" role="tablist" aria-label=${t(`planner.tabs.${this.panel}`)} @keydown=${this.arrows}>
        ${tools.map(tool => this.tab(tool, open ?? tools[0]))}</div>
      ${open ? html`<div class="tool-panel" role="tabpanel" id="tool-${open.id}" aria-labelledby="tab-${open.id}" tabindex="-1">${this.content(open)}</div>` : nothing}`;
  }

  tab(tool, current) {
    const selected = this.workspace.tool(this.panel) === tool.id;
    return html`<button role="tab" id="tab-${tool.id}" aria-selected=${selected} aria-controls=${selected ? `tool-${tool.id}` : nothing}
      tabindex=${tool === current ? 0 : -1} @click=${() => this.clicked(tool, selected)}>${icon(tool.icon)} ${t(tool.titleKey)}</button>`;
  }

  /** The open tab of the drawer closes it; the right column always shows one. */
  clicked(tool, selected) {
    this.workspace.openTool(this.panel, selected && this.panel === 'bottom' ? null : tool.id);
  }

  arrows(event) {
    const tabs = [...this.querySelectorAll('[role=tab]')];
    const at = tabs.indexOf(event.target);
    const step = {ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1}[event.key];
    if (step === undefined || at < 0) return;
    event.preventDefault();
    event.stopPropagation();
    const next = tabs[(step + tabs.length) % tabs.length];
    next.click();
    next.focus();
  }

  content(tool) {
    if (this.elements.has(tool.id)) return this.elements.get(tool.id);
    const failure = this.failures.get(tool.id);
    if (failure) return failureBox(failure, () => this.make(tool));
    this.make(tool);
    return this.elements.get(tool.id) ?? skeleton(3);
  }

  async make(tool) {
    if (!this.map || this.making.has(tool.id)) return;
    this.making.add(tool.id);
    try {
      if (!customElements.get(tool.element)) await tool.load?.();
      const element = document.createElement(tool.element);
      element.map = this.map;
      element.workspace = this.workspace;
      this.elements.set(tool.id, element);
      this.failures.delete(tool.id);
    } catch (failure) {
      this.failures.set(tool.id, failure);
    } finally {
      this.making.delete(tool.id);
    }
    this.requestUpdate();
  }

  /** The open tool's element, when it is there. */
  get current() {
    const tool = toolNamed(this.workspace.tool(this.panel));
    return tool && this.elements.get(tool.id);
  }
}

customElements.define('chengtu-tool-holder', ToolHolder);
