// Carries out a line of the command line. Answers with what is wrong, or '' when it was done.
import {read} from '../api.js';
import {layerFits, matchTypes, parse} from '../commandline.js';
import {t, title} from '../i18n/index.js';
import {notify} from '../store/notices.js';
import {state} from '../store/state.js';
import {assignmentOfUnit, findIncident, findUnit, selectedIncident} from '../store/views.js';
import {select} from '../store/windows.js';
import {currentMap} from '../map/current.js';
import {dispatchUnits, reassign, reportStatus} from './dispatch.js';
import {addNote, createIncident} from './incidents.js';

/** @param line text, or an already parsed command. @returns {Promise<string>} */
export async function runLine(line) {
  const command = typeof line === 'string' ? parse(line) : line;
  if (command.error) return t(`command.${command.error}`);
  return CARRIERS[command.verb](command);
}

const CARRIERS = {
  async dispatch({incident: number, units}) {
    const incident = number ? findIncident(number) : selectedIncident();
    if (!incident) return number ? t('command.noIncident', {number}) : t('command.noneSelected');
    const found = units.map(sign => [sign, findUnit(sign)]);
    const missing = found.filter(([, unit]) => !unit).map(([sign]) => sign);
    if (missing.length) return t('command.noUnit', {unit: missing.join(' ')});
    await sendOrReassign(incident, found.map(([, unit]) => unit));
    return '';
  },

  async status({unit: sign, status}) {
    const unit = findUnit(sign);
    if (!unit) return t('command.noUnit', {unit: sign});
    await reportStatus(unit, status);
    return '';
  },

  async new({type, place, level, description}) {
    const types = matchTypes(type, state.reference.types);
    if (types.length === 0) return t('intake.noType');
    const found = await resolvePlace(place);
    if (!found) return t('command.noPlace', {place});
    await createIncident({type: types[0].code, level, description, place: found});
    return '';
  },

  async go({lon, lat, place}) {
    const found = place ? await resolvePlace(place) : {lon, lat};
    if (!found) return t('command.noPlace', {place});
    currentMap().flyTo(found.lon, found.lat);
    return '';
  },

  async layer({query}) {
    const layer = state.catalogue.layers.find(each => each.id === query) ?? state.catalogue.layers.find(each => layerFits(each, query));
    if (!layer) return t('command.noLayer', {layer: query});
    const {book} = currentMap();
    book.change(layer.id, {visible: !book.isShown(layer)});
    notify('info', t(book.isShown(layer) ? 'layers.on' : 'layers.off', {layer: title(layer.title)}));
    return '';
  },

  async note({text}) {
    const incident = selectedIncident();
    if (!incident) return t('command.noneSelected');
    await addNote(incident, text);
    return '';
  },

  async find({query}) {
    const incident = findIncident(query);
    const unit = findUnit(query);
    if (incident) select({kind: 'incident', id: incident.id});
    else if (unit) select({kind: 'unit', id: unit.id});
    else return CARRIERS.go({place: query});
    return '';
  },
};

/** A unit that is on another incident is re-assigned, a free one is dispatched. */
async function sendOrReassign(incident, units) {
  const free = units.filter(unit => !assignmentOfUnit(unit.id));
  for (const held of units.map(unit => assignmentOfUnit(unit.id)).filter(Boolean)) {
    if (held.incident !== incident.id) await reassign(held, incident);
  }
  if (free.length > 0) await dispatchUnits(incident, free.map(unit => unit.id));
}

/** The best place for a text; the middle of the map when there is no text; null when nothing fits. */
export async function resolvePlace(text, signal) {
  const centre = currentMap().centre;
  if (!text) return {...centre, address: t('intake.mapCentre', {lat: centre.lat.toFixed(5), lon: centre.lon.toFixed(5)})};
  return (await findPlaces(text, 1, signal))[0] ?? null;
}

/** @returns {Promise<{lon: number, lat: number, address: string}[]>} nearest to the middle of the map first among equals */
export async function findPlaces(text, limit, signal) {
  const {lon, lat} = currentMap().centre;
  const {data} = await read(`/places?q=${encodeURIComponent(text)}&near=${lon.toFixed(6)},${lat.toFixed(6)}&limit=${limit}`, {signal});
  return data.items.map(({lon: x, lat: y, name, address}) => ({lon: x, lat: y, address: name || address, detail: address && address !== name ? address : ''}));
}
