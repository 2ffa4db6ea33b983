// What is drawn, topmost first: order by buttons, Alt+arrows or dragging; opacity; side of a comparison; legend, source,
// scale, filter and what failed. The open row is the active layer.
import {html, nothing} from 'lit';
import {number, t, title} from '../i18n/index.js';
import {layerFailures} from '../store/layers.js';
import {icon} from '../panels/parts.js';
import {legendOf} from './legendlooks.js';
import {swatch} from './swatch.js';
import {ToolPanel} from './toolpanel.js';

class DrawnLayers extends ToolPanel {
  static topics = ['catalogue', 'layers'];

  static events = ['layers', 'active', 'compare', 'at', 'view'];

  constructor() {
    super();
    this.dragged = null;
  }

  render() {
    const ids = this.workspace.order.toReversed();
    return html`<section class="drawn" aria-labelledby="drawn-title">
      <header class="drawn-head"><h2 id="drawn-title">${t('planner.drawn.title')} <span class="count">${ids.length}</span></h2>
        ${ids.length ? html`<button class="plain small" @click=${() => this.workspace.showOnly([])}>${t('planner.drawn.none')}</button>` : nothing}</header>
      ${ids.length === 0 ? html`<p class="empty">${t('planner.drawn.empty')}</p>`
        : html`<ol class="drawn-list">${ids.map((id, i) => this.row(this.workspace.card(id), i, ids.length))}</ol>`}
      <p class="visually-hidden" role="status">${this.said ?? ''}</p></section>`;
  }

  row(layer, i, count) {
    if (!layer) return nothing;
    const name = title(layer.title);
    const look = this.workspace.look(layer.id);
    const opacity = look.opacity ?? 1;
    const active = this.workspace.active === layer.id;
    const failure = layerFailures.get(layer.id);
    return html`<li class="drawn-row ${active ? 'active' : ''} ${this.over === i ? 'drop-here' : ''}" data-layer=${layer.id} draggable="true" @keydown=${event => this.keydown(event, layer, i, count)}
        @dragstart=${event => this.dragStart(event, layer)} @dragover=${event => this.dragOver(event, i)} @dragend=${() => this.dragEnd()} @drop=${event => this.drop(event, i, count)}>
      <div class="drawn-line"><span class="grip" aria-hidden="true">${icon('grip')}</span>${swatch(legendOf(layer)[0])}
        <button class="drawn-name" aria-expanded=${active} @click=${() => this.workspace.setActive(active ? null : layer.id)}>${name}</button>
        ${look.filter ? html`<span class="badge" title=${look.filter}>${icon('filter')}<span class="visually-hidden">${t('planner.tree.filtered')}</span></span>` : nothing}
        ${failure ? html`<span class="warn" title=${failure.text}>${icon('warning')}<span class="visually-hidden">${failure.text}</span></span>` : nothing}
        ${layer.live ? html`<span></span>` : html`<input type="range" min="5" max="100" step="5" .value=${String(Math.round(opacity * 100))} aria-label=${t('layers.opacity', {layer: name})} aria-valuetext="${Math.round(opacity * 100)} %"
          @input=${event => this.workspace.setLayer(layer.id, {opacity: Number(event.target.value) / 100})}>`}
        <button class="bare" ?disabled=${i === 0} aria-label=${t('planner.drawn.up', {layer: name})} @click=${() => this.moveTo(layer, i - 1, count)}>${icon('up')}</button>
        <button class="bare" ?disabled=${i === count - 1} aria-label=${t('planner.drawn.down', {layer: name})} @click=${() => this.moveTo(layer, i + 1, count)}>${icon('down')}</button>
        <button class="bare" aria-label=${t('planner.drawn.hide', {layer: name})} @click=${() => this.workspace.setLayer(layer.id, {visible: false})}>${icon('close')}</button></div>
      ${this.workspace.compare && !layer.live ? this.side(layer, look) : nothing}
      ${active ? this.detail(layer, look, failure) : nothing}</li>`;
  }

  side(layer, {side}) {
    return html`<div class="sides" role="radiogroup" aria-label=${t('planner.compare.side', {layer: title(layer.title)})}>
      ${['a', 'both', 'b'].map(each => html`<label class="check"><input type="radio" name="side-${layer.id}" .checked=${side === each} @change=${() => this.workspace.setLayer(layer.id, {side: each})}>${t(`planner.compare.${each}`)}</label>`)}</div>`;
  }

  detail(layer, look, failure) {
    const {origin, scales} = layer;
    return html`<div class="drawn-detail">
      <ul class="layer-legend">${legendOf(layer).map(each => html`<li>${swatch(each)} ${each.title ?? title(layer.title)}</li>`)}</ul>
      ${look.filter ? html`<p><code>${look.filter}</code> <button class="link" @click=${() => this.workspace.setLayer(layer.id, {filter: ''})}>${t('planner.drawn.clearFilter')}</button></p>` : nothing}
      <p class="secondary">${[origin?.owner, origin?.source, origin?.date, origin?.approvalNumber].filter(Boolean).join(' · ')}</p>
      <p class="secondary">${t('planner.drawn.scales', {from: scales?.minZoom ?? 0, to: scales?.maxZoom ?? 22})}${layer.featureCount === undefined || layer.featureCount === null ? nothing : html` · ${t('planner.drawn.features', {n: number(layer.featureCount)})}`}</p>
      ${failure ? html`<p class="field-error">${icon('warning')} ${failure.text}${failure.traceId ? html` <span class="secondary">${t('error.trace', {id: failure.traceId})}</span>` : nothing}</p>` : nothing}
      ${layer.extent ? html`<button class="plain small" @click=${() => this.map?.showExtent(layer.extent)}>${icon('target')} ${t('planner.drawn.zoomTo')}</button>` : nothing}</div>`;
  }

  keydown(event, layer, i, count) {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    event.stopPropagation();
    this.moveTo(layer, i + (event.key === 'ArrowUp' ? -1 : 1), count);
  }

  /** @param i place in the list, 0 is topmost; the workspace counts from the lowest */
  moveTo(layer, i, count) {
    if (i < 0 || i >= count) return;
    const focus = document.activeElement?.closest('.drawn-row') && document.activeElement;
    this.workspace.move(layer.id, count - 1 - i);
    this.said = t('planner.drawn.moved', {layer: title(layer.title), place: i + 1, n: count});
    this.requestUpdate();
    if (focus) this.updateComplete.then(() => this.querySelector(`[data-layer="${CSS.escape(layer.id)}"] .drawn-name`)?.focus());
  }

  dragStart(event, layer) {
    if (event.target.closest('input')) return;
    this.dragged = layer.id;
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', layer.id);
  }

  dragOver(event, i) {
    if (!this.dragged) return;
    event.preventDefault();
    if (this.over === i) return;
    this.over = i;
    this.requestUpdate();
  }

  dragEnd() {
    this.dragged = null;
    this.over = null;
    this.requestUpdate();
  }

  drop(event, i, count) {
    event.preventDefault();
    if (this.dragged) this.moveTo({...this.workspace.card(this.dragged)}, i, count);
    this.dragEnd();
  }
}

customElements.define('chengtu-drawn-layers', DrawnLayers);
