// The command line with its suggestions. What it finds goes to the same actions as keys and buttons.
import {html, nothing} from 'lit';
import {Problem, read, Unreachable} from '../api.js';
import {suggest} from '../commandline.js';
import {runLine} from '../actions/line.js';
import {currentMap} from '../map/current.js';
import {explain} from '../actions/refusal.js';
import {coded, t, title} from '../i18n/index.js';
import {bind} from '../keys.js';
import {state} from '../store/state.js';
import {queue, typeOf} from '../store/views.js';
import {Panel} from './element.js';
import {icon} from './parts.js';

const SEARCH_AFTER = 180;

class CommandBar extends Panel {
  constructor() {
    super();
    this.items = [];
    this.active = -1;
    this.problem = '';
    this.open = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.unbind = bind('commandLine', () => {
      const input = this.querySelector('input');
      input.focus();
      input.select();
    });
  }

  disconnectedCallback() {
    this.unbind();
    super.disconnectedCallback();
  }

  render() {
    const expanded = this.open && this.items.length > 0;
    return html`<form class="command" role="search" @submit=${this.submit}>
      ${icon('search')}
      <input class="command-input" role="combobox" autocomplete="off" spellcheck="false" aria-label=${t('command.label')}
        aria-expanded=${expanded} aria-controls="command-list" aria-autocomplete="list"
        aria-activedescendant=${this.active >= 0 ? `command-${this.active}` : nothing}
        aria-describedby=${this.problem ? 'command-problem' : nothing}
        placeholder=${t('command.placeholder')}
        @input=${this.typed} @keydown=${this.keydown} @focus=${this.typed} @blur=${() => this.close()}>
      <ul id="command-list" role="listbox" class="suggestions" aria-label=${t('command.suggestions')} ?hidden=${!expanded}>
        ${this.items.map((item, i) => html`<li id="command-${i}" role="option" aria-selected=${i === this.active}
          @pointerdown=${event => this.take(event, item)}><span>${marked(item)}</span><span class="secondary">${item.detail}</span></li>`)}
      </ul>
      ${this.problem ? html`<p id="command-problem" class="command-problem" role="alert">${this.problem}</p>` : nothing}
    </form>`;
  }

  get input() {
    return this.querySelector('input');
  }

  typed() {
    this.open = true;
    this.problem = '';
    this.active = -1;
    const text = this.input.value;
    this.items = text ? suggest(text, vocabulary()) : [];
    clearTimeout(this.timer);
    if (text.length > 1) this.timer = setTimeout(() => this.searchPlaces(text), SEARCH_AFTER);
    this.requestUpdate();
  }

  async searchPlaces(text) {
    const query = placeQuery(text);
    if (!query || /^(D|S|LAYER|H)\s/i.test(text)) return;
    try {
      const {lon, lat} = currentMap().centre;
      const {data} = await read(`/places?q=${encodeURIComponent(query)}&near=${lon.toFixed(6)},${lat.toFixed(6)}&limit=5`);
      if (this.input.value !== text) return;
      const at = text.search(/[@＠]/);
      const before = at >= 0 ? text.slice(0, at + 1) : /^GO\s/i.test(text) ? 'GO ' : '';
      this.items = [...this.items, ...data.items.map(place => ({text: before + place.name, detail: placeDetail(place), kind: 'place', place, mark: markOf(place, before.length)}))];
      this.requestUpdate();
    } catch (failure) {
      this.problem = failure.message;
      this.requestUpdate();
    }
  }

  keydown(event) {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') this.move(event, event.key === 'ArrowDown' ? 1 : -1);
    else if (event.key === 'Tab' && this.active >= 0) this.take(event, this.items[this.active]);
    else if (event.key === 'Escape') this.leave(event);
  }

  move(event, step) {
    if (this.items.length === 0) return;
    event.preventDefault();
    this.active = (this.active + step + this.items.length) % this.items.length;
    this.requestUpdate();
  }

  /** Escape closes the list first, then leaves the line; the text stays. */
  leave(event) {
    event.stopPropagation();
    if (this.open && this.items.length > 0) this.close();
    else this.input.blur();
  }

  close() {
    this.open = false;
    this.active = -1;
    this.requestUpdate();
  }

  take(event, item) {
    event.preventDefault();
    this.input.value = item.text;
    if (item.kind === 'place' && !item.text.includes('@')) return this.finish({verb: 'go', lon: item.place.lon, lat: item.place.lat});
    this.typed();
  }

  submit(event) {
    event.preventDefault();
    if (this.active >= 0) return this.take(event, this.items[this.active]);
    this.finish(this.input.value);
  }

  /** The line is free again at once, so that quick typing is never lost; a refused line comes back. */
  async finish(line) {
    const text = this.input.value;
    this.input.value = '';
    this.items = [];
    clearTimeout(this.timer);
    this.close();
    this.input.blur();
    const problem = await this.carryOut(line);
    if (!problem || this.input.value) return;
    this.input.value = text;
    this.input.focus({preventScroll: true});
    this.problem = problem;
    this.requestUpdate();
  }

  async carryOut(line) {
    try {
      return await runLine(line);
    } catch (failure) {
      if (failure instanceof Problem) return explain(failure);
      if (failure instanceof Unreachable) return t('error.unreachable');
      throw failure;
    }
  }
}

/** The part of a line that may name a place; a bare number is an incident's, unless it is as long as a code. */
function placeQuery(text) {
  const named = /[@＠]([^!！;；]+)/.exec(text)?.[1] ?? /^(?:GO\s+)?([^!！;；]+)$/i.exec(text)?.[1];
  const query = named?.trim() ?? '';
  return query.length < 2 || /^#?[\d-]{1,8}$/.test(query) ? '' : query;
}

/** Beside the name: the address, else how a coordinate was read, else what kind of place it is. */
function placeDetail(place) {
  if (place.address && place.address !== place.name) return place.address;
  return place.kind === 'coordinate' ? place.match.text : coded('place', coded('poi', place.kind));
}

/** Which part of the shown name fits what was typed. */
function markOf({name, match}, shift) {
  return match.text === name ? [match.from + shift, match.to + shift] : null;
}

function marked({text, mark}) {
  return mark ? html`${text.slice(0, mark[0])}<mark>${text.slice(...mark)}</mark>${text.slice(mark[1])}` : text;
}

function vocabulary() {
  return {
    types: state.reference.types,
    incidents: queue().map(each => ({number: each.number, label: title(typeOf(each))})),
    units: [...state.units.values()].map(each => ({callSign: each.callSign, label: coded('unitState', each.availability)})),
    layers: state.catalogue.layers,
    title,
  };
}

customElements.define('chengtu-command-bar', CommandBar);
