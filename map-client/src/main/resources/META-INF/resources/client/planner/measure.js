// Length, area and bearings, by clicks on the map or typed coordinates. M opens it; the result can be copied, or taken as the
// shape that questions ask with.
import {html, nothing} from 'lit';
import {areaText, distance, t} from '../i18n/index.js';
import {Sketch} from '../map/sketch.js';
import {icon} from '../panels/parts.js';
import {areaOf, geodesic, lengthOf} from './ellipsoid.js';
import {placeOf} from './coordinates.js';
import {ToolPanel} from './toolpanel.js';

const NAME = 'measure';

class Measure extends ToolPanel {
  static events = ['clicks'];

  static topics = ['sketch'];

  constructor() {
    super();
    this.kind = 'length';
    this.problem = '';
    this.copied = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.begin();
  }

  disconnectedCallback() {
    this.end();
    super.disconnectedCallback();
  }

  begin() {
    if (this.sketch?.active) return;
    const points = this.sketch?.points ?? [];
    this.sketch = new Sketch(this.map.map, {className: 'measure-line', closed: this.kind === 'area', label: corners => this.total(corners.map(place))});
    this.sketch.start();
    points.forEach(point => this.sketch.add(point));
    this.workspace.takeClicks(NAME, () => this.end());
  }

  end() {
    if (this.sketch?.active) this.sketch.stop();
    this.workspace.releaseClicks(NAME);
    this.requestUpdate();
  }

  get points() {
    return this.sketch?.points.map(place) ?? [];
  }

  total(points) {
    if (this.kind === 'area') return points.length > 2 ? areaText(areaOf(points)) : '';
    return lengthText(lengthOf(points));
  }

  render() {
    const {points} = this;
    const active = this.sketch?.active;
    return html`<header class="panel-head"><h2>${t('planner.measure.title')}</h2>
        <button class="plain small" aria-pressed=${Boolean(active)} @click=${() => active ? this.end() : this.begin()}>${t(active ? 'planner.measure.stop' : 'planner.measure.go')} <kbd>M</kbd></button></header>
      <div class="panel-body">
        <div class="buttons" role="group" aria-label=${t('planner.measure.what')}>${['length', 'area'].map(kind => html`
          <button class="choice" aria-pressed=${this.kind === kind} @click=${() => this.setKind(kind)}>${t(`planner.measure.${kind}`)}</button>`)}</div>
        <p class="secondary">${t('planner.measure.hint')}</p>
        <form class="inline-form" @submit=${this.typed}><label>${t('planner.measure.typed')}<input name="point" autocomplete="off" placeholder="112.9712, 28.2001" aria-describedby=${this.problem ? 'measure-problem' : nothing}></label>
          ${this.problem ? html`<p id="measure-problem" class="field-error" role="alert">${this.problem}</p>` : nothing}</form>
        <p class="measured" role="status" aria-live="polite">${points.length > 1 ? html`<b>${this.total(points)}</b>` : t('planner.measure.none')}
          ${this.kind === 'area' && points.length > 2 ? html`<span class="secondary"> · ${t('planner.measure.around', {length: lengthText(lengthOf([...points, points[0]]))})}</span>` : nothing}</p>
        ${points.length ? this.corners(points) : nothing}
        <div class="buttons">
          <button class="plain small" ?disabled=${points.length < 2} @click=${() => this.copy()}>${t(this.copied ? 'planner.copied' : 'error.copy')}</button>
          <button class="plain small" ?disabled=${points.length < 2} @click=${() => this.workspace.setShape(this.geometry())}>${t('planner.measure.asShape')}</button>
          <button class="plain small" ?disabled=${points.length === 0} @click=${() => this.clear()}>${t('planner.measure.clear')}</button></div>
        <p class="secondary">${t('planner.measure.datum')}</p></div>`;
  }

  corners(points) {
    return html`<ol class="corners">${points.map((point, i) => html`<li><span>${point.lon.toFixed(6)}, ${point.lat.toFixed(6)}</span>
      <span class="secondary">${i > 0 ? step(points[i - 1], point) : nothing}</span>
      <button class="bare" aria-label=${t('planner.measure.remove', {n: i + 1})} @click=${() => this.sketch.active && this.sketch.remove(i)}>${icon('close')}</button></li>`)}</ol>`;
  }

  setKind(kind) {
    this.kind = kind;
    this.end();
    this.begin();
  }

  typed(event) {
    event.preventDefault();
    const field = event.target.elements.point;
    const point = placeOf(field.value);
    this.problem = point ? '' : t('planner.measure.notAPoint');
    if (point) {
      this.begin();
      this.sketch.add({lat: point.lat, lng: point.lon});
      field.value = '';
    }
    this.requestUpdate();
  }

  clear() {
    if (this.sketch.active) return this.sketch.clear();
    this.sketch.points = [];
    return this.requestUpdate();
  }

  geometry() {
    const positions = this.points.map(({lon, lat}) => [lon, lat]);
    return this.kind === 'area' && positions.length > 2
      ? {type: 'Polygon', coordinates: [[...positions, positions[0]]]}
      : {type: 'LineString', coordinates: positions};
  }

  async copy() {
    const lines = [this.total(this.points), ...this.points.map(({lon, lat}) => `${lon.toFixed(7)}, ${lat.toFixed(7)}`)];
    await navigator.clipboard.writeText(lines.join('\n'));
    this.copied = true;
    setTimeout(() => {
      this.copied = false;
      this.requestUpdate();
    }, 2000);
    this.requestUpdate();
  }

  back() {
    if (!this.sketch?.active) return false;
    this.end();
    return true;
  }
}

function place({lng, lat}) {
  return {lon: lng, lat};
}

function lengthText(metres) {
  return metres < 1000 ? `${metres.toFixed(2)} m` : `${distance(metres)} (${metres.toFixed(1)} m)`;
}

function step(a, b) {
  const {metres, bearing} = geodesic(a, b);
  return `${lengthText(metres)} · ${bearing.toFixed(1)}°`;
}

customElements.define('chengtu-measure', Measure);
