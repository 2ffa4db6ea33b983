// Incidents as DOM icons on the top pane: filled while nobody is assigned, outlined once somebody is.
// They take no keyboard focus; the queue is their accessible equal.
import {html, nothing, render} from 'lit';
import {select} from '../store/windows.js';
import {state} from '../store/state.js';
import {watch} from '../store/topics.js';
import {incidentsWithUnits} from '../store/views.js';
import {incidentTitle} from '../actions/incidents.js';
import {levelSymbol} from '../panels/parts.js';
import {L} from './leaflet.js';

const SIZE = 30;

export const IncidentLayer = L.LayerGroup.extend({
  onAdd(map) {
    L.LayerGroup.prototype.onAdd.call(this, map);
    this._markers = new Map();
    this._stop = watch(['incidents', 'assignments', 'selection', 'settings', 'reference'], () => this._update());
    this._update();
  },

  onRemove(map) {
    this._stop();
    this.clearLayers();
    L.LayerGroup.prototype.onRemove.call(this, map);
  },

  _update() {
    const held = incidentsWithUnits();
    const open = [...state.incidents.values()].filter(each => each.state === 'open' && each.place);
    const wanted = new Set(open.map(each => each.id));
    for (const [id, marker] of this._markers) {
      if (wanted.has(id)) continue;
      this.removeLayer(marker);
      this._markers.delete(id);
    }
    open.forEach(incident => this._show(incident, held.has(incident.id)));
  },

  _show(incident, assigned) {
    const selected = state.selection?.id === incident.id;
    const look = [incident.level, assigned, selected, incidentTitle(incident)].join('|');
    let marker = this._markers.get(incident.id);
    if (!marker) {
      marker = L.marker([incident.place.lat, incident.place.lon], {keyboard: false, pane: 'incidents'});
      marker.on('click', () => select({kind: 'incident', id: incident.id}));
      this._markers.set(incident.id, marker);
      marker.look = '';
    }
    marker.setLatLng([incident.place.lat, incident.place.lon]);
    if (marker.look !== look) {
      marker.look = look;
      marker.setIcon(incidentIcon(incident, assigned, selected));
      marker.setZIndexOffset((5 - incident.level) * 1000 + (selected ? 9000 : 0));
    }
    if (!this.hasLayer(marker)) this.addLayer(marker);
  },
});

function incidentIcon(incident, assigned, selected) {
  const element = document.createElement('div');
  element.className = `incident-icon level-${incident.level}${assigned ? ' assigned' : ''}${selected ? ' selected' : ''}`;
  const labelled = incident.level <= 2 || selected;
  render(html`${levelSymbol(incident.level, assigned)}
    ${labelled ? html`<span class="incident-label">${incidentTitle(incident)}</span>` : nothing}`, element);
  return L.divIcon({html: element, className: 'incident-holder', iconSize: [SIZE, SIZE], iconAnchor: [SIZE / 2, SIZE / 2]});
}
