// Loading files: choose or drop, look, decide, try, commit, take back. Nothing is true before the commit.
import {html, nothing} from 'lit';
import {Problem} from '../api.js';
import {explain} from '../actions/refusal.js';
import {coded, number, t} from '../i18n/index.js';
import {failureBox, skeleton} from '../panels/parts.js';
import {loadStyles} from '../planner/styles.js';
import {ToolPanel} from '../planner/toolpanel.js';
import './words.js';
import {notify} from '../store/notices.js';
import {loadReference} from '../store/snapshot.js';
import {cancel, decide, discard, listLoads, readLoad, readNotes, run, sendFiles} from './calls.js';
import {choices, optionsOf} from './choices.js';
import {found} from './found.js';
import {reportOf} from './report.js';
import {ShapesLayer} from './shapes.js';

await loadStyles('/styles/loads.css');

const BEAT = 700;
const OPEN = new Set(['draft', 'interrupted']);

class Loads extends ToolPanel {
  static events = [];

  static topics = ['catalogue'];

  constructor() {
    super();
    this.list = null;
    this.load = null;
    this.notes = [];
    this.busy = '';
    this.refusal = '';
    this.into = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.shapes ??= new ShapesLayer();
    if (this.map) this.shapes.addTo(this.map.map);
    this.refresh();
  }

  disconnectedCallback() {
    clearTimeout(this.beat);
    this.shapes.remove();
    super.disconnectedCallback();
  }

  async refresh() {
    try {
      this.list = await listLoads();
      this.failure = null;
    } catch (failure) {
      this.failure = failure;
    }
    this.requestUpdate();
  }

  render() {
    if (this.failure) return failureBox(this.failure, () => this.refresh());
    if (!this.list) return skeleton(3);
    return html`<header class="panel-head"><h2>${this.load ? this.load.name : t('loadtools.title')}</h2>
        ${this.load ? html`<button class="plain small" @click=${() => this.close()}>${t('loads.back')} <kbd>Esc</kbd></button>` : nothing}</header>
      <div class="panel-body load-panel" @dragover=${event => event.preventDefault()} @drop=${event => this.dropped(event)}>
        ${this.refusal ? html`<p class="load-problem" role="alert">${this.refusal}</p>` : nothing}
        <p class="secondary" role="status">${this.busy}</p>
        ${this.load ? this.one() : this.all()}</div>`;
  }

  all() {
    return html`<div class="load-drop"><label for="load-file">${t('loads.choose')}</label>
        <input id="load-file" type="file" multiple ?disabled=${Boolean(this.busy)} @change=${event => this.send([...event.target.files])}>
        <p class="secondary">${t('loads.formats')}</p></div>
      ${this.list.length === 0 ? html`<p class="empty">${t('loads.empty')}</p>` : html`<ul class="load-list">${this.list.map(load => html`<li>
        <button class="load-row" @click=${() => this.open(load.id)}><span>${load.name}</span> <span class="load-state">${coded('loads.state', load.state)}</span>
          <span class="secondary">${load.layer ?? ''} · ${load.account} · ${new Date(load.madeAt).toLocaleString()}</span></button></li>`)}</ul>`}`;
  }

  one() {
    const {load} = this;
    const open = OPEN.has(load.state);
    return html`<p><span class="load-state">${coded('loads.state', load.state)}</span>
        ${load.layer ? html`<span class="secondary">${load.layer}</span>` : nothing}</p>
      ${load.problem && load.preview ? html`<p class="load-problem" role="alert">${coded('loads.problem', load.problemCode)} ${load.problem}</p>` : nothing}
      ${load.state === 'running' ? this.running() : nothing}
      ${open ? html`${found(load)}<form class="load-form" @submit=${event => this.decided(event)}>${choices(load, this.into, into => { this.into = into; this.requestUpdate(); })}
          <div class="buttons"><button class="plain small load-apply" ?disabled=${Boolean(this.busy)}>${t('loads.apply')}</button></div></form>
        <div class="buttons">
          <button class="plain small load-try" ?disabled=${!this.ready || Boolean(this.busy)} @click=${() => this.start('trial')}>${t('loads.try')}</button>
          <button class="primary small load-commit" ?disabled=${!this.ready || Boolean(this.busy)} @click=${() => this.start('commit')}>${t('loads.commit')}</button>
          <button class="plain small load-discard" ?disabled=${Boolean(this.busy)} @click=${() => this.discarded()}>${t('loads.discard')}</button></div>
        ${this.ready ? nothing : html`<p class="secondary">${t('loads.first')}</p>`}` : nothing}
      ${load.state === 'done' ? html`<div class="buttons"><button class="plain small load-undo" ?disabled=${Boolean(this.busy)} @click=${() => this.start('undo')}>${t('loads.undo')}</button></div>` : nothing}
      ${reportOf(load, this.notes, () => this.moreNotes())}`;
  }

  /** Where it goes is decided, and the file could be read so. */
  get ready() {
    return Boolean(this.load.preview?.target);
  }

  running() {
    const {progress} = this.load;
    return html`<div class="load-progress"><label for="load-progress">${coded('loads.job', this.load.job)} · ${coded('loads.phase', progress?.phase ?? 'waiting')}</label>
      <progress id="load-progress" max="1" .value=${progress?.fraction ?? nothing}></progress>
      <p class="secondary">${t('loads.progress', {read: number(progress?.read ?? 0), taken: number(progress?.taken ?? 0), bad: number(progress?.quarantined ?? 0)})}</p>
      <button class="plain small load-cancel" @click=${() => this.act(() => cancel(this.load))}>${t('loads.cancel')}</button></div>`;
  }

  async send(files) {
    if (files.length === 0) return;
    await this.act(async () => {
      this.busy = t('loads.sending', {name: files[0].name});
      this.requestUpdate();
      return sendFiles(files);
    });
  }

  dropped(event) {
    event.preventDefault();
    if (!this.load && !this.busy) this.send([...event.dataTransfer.files]);
  }

  open(id) {
    return this.act(() => readLoad(id));
  }

  decided(event) {
    event.preventDefault();
    const options = optionsOf(event.target, this.load);
    return this.act(async () => {
      this.busy = t('loads.looking');
      this.requestUpdate();
      return decide(this.load, options);
    });
  }

  start(job) {
    return this.act(() => run(this.load, job));
  }

  async discarded() {
    await this.act(async () => {
      await discard(this.load);
      return null;
    });
    this.close();
  }

  /** One thing at a time; what is refused is told here and changes nothing. */
  async act(work) {
    this.refusal = '';
    try {
      this.take(await work());
    } catch (failure) {
      this.refusal = failure instanceof Problem ? explain(failure) : t('loads.unreachable');
    } finally {
      this.busy = '';
      this.requestUpdate();
    }
  }

  take(load) {
    clearTimeout(this.beat);
    const before = this.load;
    this.load = load;
    if (!load) return;
    if (before?.id !== load.id) this.into = this.intoOf(load);
    this.shapes.show(OPEN.has(load.state) ? load.preview?.shapes : null);
    if (load.preview?.extent && before?.version !== load.version && OPEN.has(load.state)) this.map?.showExtent(load.preview.extent);
    if (load.state === 'running') this.beat = setTimeout(() => this.look(), BEAT);
    if (before?.id !== load.id || before.state !== load.state) this.settled(before, load);
  }

  intoOf(load) {
    if (!load.layer) return '';
    return load.options?.newLayer ? 'new' : load.layer;
  }

  async look() {
    try {
      this.take(await readLoad(this.load.id));
    } catch {
      this.beat = setTimeout(() => this.look(), 3 * BEAT); // the next answer tells; the bar stands still until then
    }
    this.requestUpdate();
  }

  async settled(before, load) {
    this.notes = [];
    if (load.report?.notes) await this.moreNotes();
    const ran = before?.id === load.id && before.state === 'running';
    if (!ran || (load.state !== 'done' && load.state !== 'undone')) return;
    notify('done', t(load.state === 'done' ? 'loads.done' : 'loads.undone', {layer: load.layer}));
    await loadReference();
    if (load.state === 'done') {
      this.workspace?.setLayer(load.layer, {visible: true});
      const extent = load.report.changes[0]?.extent;
      if (extent) this.map?.showExtent(extent);
    }
    this.workspace?.reloadTiles(load.layer);
    this.refresh();
  }

  async moreNotes() {
    try {
      this.notes = [...this.notes, ...await readNotes(this.load.id, this.notes.length)];
    } catch (failure) {
      this.refusal = failure.message;
    }
    this.requestUpdate();
  }

  close() {
    clearTimeout(this.beat);
    this.load = null;
    this.refusal = '';
    this.shapes.show(null);
    this.refresh();
  }

  back() {
    if (!this.load) return false;
    this.close();
    return true;
  }
}

customElements.define('chengtu-loads', Loads);
