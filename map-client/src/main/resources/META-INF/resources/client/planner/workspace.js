// What the planner works on: which layers are drawn and how, the active one, what is selected, as of when. The tree, the
// map and every tool read it here and change it here; nobody keeps a copy. Each change is told as an event of its name.
import {state} from '../store/state.js';
import {changed} from '../store/topics.js';

/** Drawn until the planner decides otherwise. */
const DRAWN_AT_FIRST = ['boundaries', 'water', 'green', 'roads', 'buildings', 'places'];
const MOST_SELECTED = 2000;

/**
 * @typedef {{visible: boolean, opacity: number | null, filter: string, side: 'both'|'a'|'b'}} Look
 *   opacity 0.05 to 1, null for the style's own; filter CQL2 text, '' for none; side of the comparison it is drawn on
 * @typedef {{layer: string, id: string, feature?: object}} Picked feature: its GeoJSON when the picker has it
 *
 * Events (all `CustomEvent`, bubbling nowhere): `layers` (looks, order), `active`, `selection`, `at`, `shape`, `compare`,
 * `tool`, `view`, `clicks`, `tiles`; `change` after each of them with `detail.what`.
 */
export class Workspace extends EventTarget {
  #looks = new Map();
  /** ids of the visible layers, lowest first */
  #order = [];
  #active = null;
  #selection = [];
  #at = '';
  #shape = null;
  #compare = null;
  #tools = {right: 'info', bottom: null};
  #view = null;
  #holder = null;
  #reloads = new Map();

  constructor() {
    super();
    for (const id of DRAWN_AT_FIRST) if (this.card(id)) this.#order.push(id);
    this.#sort();
  }

  /** The catalogue's entry of a layer, or undefined when this person sees no such layer. */
  card(id) {
    return state.catalogue.layers.find(each => each.id === id);
  }

  // ---- layers

  /** Ids of the visible layers, lowest first. */
  get order() {
    return [...this.#order];
  }

  /** @returns {Look} */
  look(id) {
    return {opacity: null, filter: '', side: 'both', ...this.#looks.get(id), visible: this.#order.includes(id)};
  }

  isVisible(id) {
    return this.#order.includes(id);
  }

  /** Changes how a layer is drawn. @param {Partial<Look>} change */
  setLayer(id, change) {
    if (!this.card(id)) return;
    const {visible, ...rest} = change;
    if (rest.opacity !== undefined && rest.opacity !== null) rest.opacity = Math.min(1, Math.max(0.05, rest.opacity));
    this.#looks.set(id, {...this.#looks.get(id), ...rest});
    if (visible === true && !this.isVisible(id)) this.#insert(id);
    if (visible === false) this.#order = this.#order.filter(each => each !== id);
    this.#tell('layers');
  }

  /** Moves a visible layer to a place in the drawing order, 0 is lowest. */
  move(id, place) {
    if (!this.isVisible(id)) return;
    const rest = this.#order.filter(each => each !== id);
    rest.splice(Math.max(0, Math.min(rest.length, place)), 0, id);
    this.#order = rest;
    this.#tell('layers');
  }

  /** Draws exactly these, lowest first; unknown ids are left out. */
  showOnly(ids) {
    this.#order = [...new Set(ids)].filter(id => this.card(id));
    this.#tell('layers');
  }

  /** A layer that is switched on comes above those that the catalogue's order puts below it. */
  #insert(id) {
    const rank = this.#rank(id);
    const above = this.#order.findIndex(each => this.#rank(each) > rank);
    if (above < 0) this.#order.push(id);
    else this.#order.splice(above, 0, id);
  }

  #rank(id) {
    return this.card(id)?.style?.order ?? 0;
  }

  #sort() {
    this.#order.sort((a, b) => this.#rank(a) - this.#rank(b));
  }

  // ---- what is worked on

  /** Id of the layer that tools work on, or null. */
  get active() {
    return this.#active;
  }

  setActive(id) {
    if (this.#active === id) return;
    this.#active = id;
    this.#tell('active');
  }

  /** @returns {Picked[]} */
  get selection() {
    return this.#selection;
  }

  /** Selects features, on the map and in every table; [] for none. At most 2,000 are kept. @param {Picked[]} picked */
  select(picked) {
    this.#selection = picked.slice(0, MOST_SELECTED);
    this.#tell('selection');
  }

  /** RFC 3339 moment the stored layers are read as of; '' for now. */
  get at() {
    return this.#at;
  }

  setAt(moment) {
    if (this.#at === moment) return;
    this.#at = moment;
    this.#tell('at');
  }

  /** The drawn shape that questions and downloads use: a GeoJSON geometry in lon,lat degrees, or null. */
  get shape() {
    return this.#shape;
  }

  setShape(geometry) {
    this.#shape = geometry;
    this.#tell('shape');
  }

  /** null, or {place: 0 to 1 from the left, at: moment of the right side}. */
  get compare() {
    return this.#compare;
  }

  setCompare(compare) {
    this.#compare = compare;
    this.#tell('compare');
  }

  /** Name of the tool that takes the map's clicks, or null: then a click asks what is there. */
  get clicksOf() {
    return this.#holder?.name ?? null;
  }

  /**
   * A tool takes the map's clicks (drawing, measuring). Who had them before is stopped.
   * @param name of the tool; @param stop called when another tool takes them or Escape is pressed
   */
  takeClicks(name, stop) {
    const before = this.#holder;
    this.#holder = {name, stop};
    if (before && before.name !== name) before.stop();
    this.#tell('clicks');
  }

  /** Gives the clicks back; does nothing when another tool has them. */
  releaseClicks(name) {
    if (this.#holder?.name !== name) return;
    this.#holder = null;
    this.#tell('clicks');
  }

  /** Stops the tool that has the clicks. @returns whether there was one */
  stopClicks() {
    const holder = this.#holder;
    if (!holder) return false;
    this.#holder = null;
    holder.stop();
    this.#tell('clicks');
    return true;
  }

  /** How often the layer's tiles were asked to be read anew. */
  reloads(id) {
    return this.#reloads.get(id) ?? 0;
  }

  /** After features of a layer were changed: its tiles are asked for anew, the old ones stay until the new ones are there. */
  reloadTiles(id) {
    this.#reloads.set(id, this.reloads(id) + 1);
    this.#tell('tiles');
  }

  /** Id of the open tool of a place, or null. @param {'right'|'bottom'} panel */
  tool(panel) {
    return this.#tools[panel];
  }

  /** Opens a tool's tab; null closes the drawer. */
  openTool(panel, id) {
    if (this.#tools[panel] === id) return;
    this.#tools[panel] = id;
    this.#tell('tool');
  }

  /** {lon, lat, zoom} of the map; null before it is there. */
  get view() {
    return this.#view;
  }

  /** Told by the map; to move the map call `map.flyTo`. */
  viewed(view) {
    this.#view = view;
    this.#tell('view');
  }

  #tell(what) {
    this.dispatchEvent(new CustomEvent(what));
    this.dispatchEvent(new CustomEvent('change', {detail: {what}}));
    changed('workspace');
  }
}
