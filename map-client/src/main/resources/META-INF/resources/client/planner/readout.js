// The strip under the map: where the pointer is (degrees and metres of the 3° zone), the scale, and as of when.
import {html, nothing} from 'lit';
import {number, t} from '../i18n/index.js';
import {ToolPanel} from './toolpanel.js';
import {gaussKrueger, zoneOf} from './ellipsoid.js';

/** A screen pixel as the scale of a map counts it: 0.28 mm (OGC 05-078r4). */
const PIXEL_METRES = 0.00028;

class Readout extends ToolPanel {
  static events = ['view'];

  firstUpdated() {
    this.frame = 0;
    this.map.map.on('mousemove', () => {
      cancelAnimationFrame(this.frame);
      this.frame = requestAnimationFrame(() => this.requestUpdate());
    });
  }

  render() {
    const {lng: lon, lat} = this.map.pointer;
    const zone = zoneOf(lon);
    const {x, y} = gaussKrueger({lon, lat}, zone.meridian);
    const scale = this.map.metres(1, {lat}) / PIXEL_METRES;
    return html`<p class="readout" aria-label=${t('planner.readout.label')}>
      <span>CGCS2000 ${lon.toFixed(6)}, ${lat.toFixed(6)}</span>
      <span>${t('planner.readout.zone', {meridian: zone.meridian})}${zone.epsg ? html` <span class="secondary">EPSG:${zone.epsg}</span>` : nothing} E ${x.toFixed(1)} N ${y.toFixed(1)}</span>
      <span class="secondary">1:${number(Number(scale.toPrecision(2)))}</span></p>`;
  }
}

customElements.define('chengtu-readout', Readout);
