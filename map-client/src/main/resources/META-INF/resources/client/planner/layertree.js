// The catalogue as a tree of themes. One tab stop; arrows, Home, End and typing move, Space or Enter switches a layer on
// or off. Branches are drawn only while they are open, so that hundreds of layers stay quick.
import {html, nothing} from 'lit';
import {number, t, title} from '../i18n/index.js';
import {layerFailures, themeTree} from '../store/layers.js';
import {state} from '../store/state.js';
import {icon} from '../panels/parts.js';
import {legendOf} from './legendlooks.js';
import {fits, foundByServer} from './layersearch.js';
import {swatch} from './swatch.js';
import {ToolPanel} from './toolpanel.js';

const TYPED_APART = 700;
const SEARCH_AFTER = 200;

class LayerTree extends ToolPanel {
  static topics = ['catalogue', 'layers'];

  static events = ['layers', 'active', 'at', 'view'];

  constructor() {
    super();
    this.open = null;
    this.query = '';
    this.focused = null;
    this.typed = {text: '', at: 0};
    this.served = new Set();
  }

  render() {
    this.rows = this.visibleRows();
    if (!this.rows.some(row => row.key === this.focused)) this.focused = this.rows[0]?.key ?? null;
    const {layers} = state.catalogue;
    return html`<div class="tree-head">
        <input type="search" class="tree-search" aria-label=${t('planner.tree.search')} placeholder=${t('planner.tree.search')} .value=${this.query}
          @input=${event => this.search(event.target.value)} @keydown=${event => event.key === 'ArrowDown' && this.toTree(event)}>
        <span class="secondary number">${t('planner.tree.count', {n: number(layers.length)})}</span></div>
      ${layers.length === 0 ? html`<p class="empty">${t('planner.tree.empty')}</p>`
        : this.rows.length === 0 ? html`<p class="empty">${t('planner.tree.nothing', {text: this.query})}</p>`
        : html`<ul class="layer-tree" role="tree" aria-label=${t('planner.tree.label')} aria-multiselectable="true" @keydown=${this.keydown}>${this.tree().map(branch => this.branch(branch, 1))}</ul>`}`;
  }

  /** Themes with what fits the search; those without any layer are left out. */
  tree() {
    const keep = branch => {
      const layers = branch.layers.filter(layer => fits(layer, this.query, branch.theme) || this.served.has(layer.id));
      const children = branch.children.map(keep).filter(Boolean);
      const total = layers.length + children.reduce((sum, child) => sum + child.total, 0);
      return total > 0 ? {...branch, layers, children, total} : null;
    };
    return themeTree().map(keep).filter(Boolean);
  }

  isOpen(theme) {
    if (this.query) return true;
    this.open ??= new Set(state.catalogue.themes.length <= 12 && state.catalogue.layers.length <= 40 ? state.catalogue.themes.map(each => each.id) : []);
    return this.open.has(theme.id);
  }

  /** What the arrows walk over, from top to bottom. */
  visibleRows() {
    const rows = [];
    const walk = (branch, parent) => {
      const key = `theme:${branch.theme.id}`;
      rows.push({key, parent, theme: branch.theme, name: title(branch.theme.title)});
      if (!this.isOpen(branch.theme)) return;
      branch.layers.forEach(layer => rows.push({key: `layer:${layer.id}`, parent: key, layer, name: title(layer.title)}));
      branch.children.forEach(child => walk(child, key));
    };
    this.tree().forEach(branch => walk(branch, null));
    return rows;
  }

  branch({theme, layers, children, total}, level) {
    const key = `theme:${theme.id}`;
    const open = this.isOpen(theme);
    const drawn = this.drawnIn({layers, children});
    return html`<li role="none"><div role="treeitem" data-key=${key} aria-expanded=${open} aria-level=${level} aria-selected="false" tabindex=${this.focused === key ? 0 : -1}
        class="tree-theme level-${level}-row" @click=${() => this.toggleTheme(theme, key)}>${icon(open ? 'down' : 'right')}<span class="tree-name">${title(theme.title)}</span>
        <span class="secondary number">${drawn ? t('planner.tree.drawn', {drawn, n: total}) : total}</span></div>
      ${open ? html`<ul role="group">${layers.map(layer => this.leaf(layer, level + 1))}${children.map(child => this.branch(child, level + 1))}</ul>` : nothing}</li>`;
  }

  drawnIn({layers, children}) {
    return layers.filter(layer => this.workspace.isVisible(layer.id)).length + children.reduce((sum, child) => sum + this.drawnIn(child), 0);
  }

  leaf(layer, level) {
    const key = `layer:${layer.id}`;
    const shown = this.workspace.isVisible(layer.id);
    const failure = layerFailures.get(layer.id);
    const active = this.workspace.active === layer.id;
    return html`<li role="none"><div role="treeitem" data-key=${key} data-layer=${layer.id} aria-level=${level} aria-checked=${shown} aria-selected=${active} tabindex=${this.focused === key ? 0 : -1}
        class="tree-layer level-${level}-row ${active ? 'active' : ''}" @click=${() => this.toggleLayer(layer, key)}>
        <span class="tick ${shown ? 'on' : ''}" aria-hidden="true"></span>${swatch(legendOf(layer)[0])}<span class="tree-name">${title(layer.title)}</span>
        ${shown && this.tooSmall(layer) ? html`<span class="secondary number">${t('layers.zoomIn')}</span>` : nothing}
        ${shown && layer.live && this.workspace.at ? html`<span class="secondary number">${t('planner.tree.nowOnly')}</span>` : nothing}
        ${this.workspace.look(layer.id).filter ? html`<span class="badge" title=${this.workspace.look(layer.id).filter}>${icon('filter')}<span class="visually-hidden">${t('planner.tree.filtered')}</span></span>` : nothing}
        ${failure ? html`<span class="warn" title=${failure.text}>${icon('warning')}<span class="visually-hidden">${failure.text}</span></span>` : nothing}</div></li>`;
  }

  tooSmall(layer) {
    return !layer.live && (this.workspace.view?.zoom ?? 14) <= (layer.scales?.minZoom ?? 0);
  }

  search(text) {
    this.query = text.trim();
    this.served = new Set();
    clearTimeout(this.timer);
    if (this.query.length > 1) this.timer = setTimeout(() => this.ask(this.query), SEARCH_AFTER);
    this.requestUpdate();
  }

  /** The server knows pinyin, initials, descriptions and typing errors; what the titles give stands meanwhile. */
  async ask(query) {
    const found = await foundByServer(query);
    if (this.query !== query) return;
    this.served = found;
    this.requestUpdate();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    super.disconnectedCallback();
  }

  toTree(event) {
    event.preventDefault();
    this.focusRow(this.rows[0]);
  }

  toggleTheme(theme, key) {
    this.focused = key;
    if (this.query) return this.requestUpdate();
    if (this.open.has(theme.id)) this.open.delete(theme.id);
    else this.open.add(theme.id);
    return this.requestUpdate();
  }

  toggleLayer(layer, key) {
    this.focused = key;
    const shown = this.workspace.isVisible(layer.id);
    this.workspace.setLayer(layer.id, {visible: !shown});
    if (!shown) this.workspace.setActive(layer.id);
    this.requestUpdate();
  }

  keydown(event) {
    const at = this.rows.findIndex(row => row.key === this.focused);
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (!this.steps(event.key, at) && !this.typeahead(event.key, at)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  steps(key, at) {
    const row = this.rows[at];
    const open = row.theme && this.isOpen(row.theme);
    switch (key) {
      case 'ArrowDown': return this.focusRow(this.rows[at + 1]);
      case 'ArrowUp': return this.focusRow(this.rows[at - 1]);
      case 'Home': return this.focusRow(this.rows[0]);
      case 'End': return this.focusRow(this.rows.at(-1));
      case 'ArrowRight':
        if (row.theme && !open) this.toggleTheme(row.theme, row.key);
        else if (row.theme) this.focusRow(this.rows[at + 1]);
        return true;
      case 'ArrowLeft':
        if (row.theme && open && !this.query) this.toggleTheme(row.theme, row.key);
        else this.focusRow(this.rows.find(each => each.key === row.parent));
        return true;
      case 'Enter':
      case ' ':
        if (row.theme) this.toggleTheme(row.theme, row.key);
        else this.toggleLayer(row.layer, row.key);
        return true;
      default: return false;
    }
  }

  /** Typing goes to the next row whose name begins so. Letters that are keys of the page stay with it when nothing fits. */
  typeahead(key, at) {
    if (key.length !== 1 || key === '?') return false;
    const now = performance.now();
    const text = (now - this.typed.at < TYPED_APART ? this.typed.text : '') + key.toLowerCase();
    const from = text.length > 1 ? at : at + 1;
    const ordered = [...this.rows.slice(from), ...this.rows.slice(0, from)];
    const found = ordered.find(row => row.name.toLowerCase().startsWith(text));
    if (!found) return false;
    this.typed = {text, at: now};
    return this.focusRow(found);
  }

  focusRow(row) {
    if (!row) return true;
    this.focused = row.key;
    this.requestUpdate();
    this.updateComplete.then(() => this.querySelector(`[data-key="${CSS.escape(row.key)}"]`)?.focus());
    return true;
  }
}

customElements.define('chengtu-layer-tree', LayerTree);
