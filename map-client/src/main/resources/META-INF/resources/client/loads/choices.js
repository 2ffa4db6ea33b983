// What a person decides about a file: how it is read, where it goes, which field goes where. All of it in one form.
import {html, nothing} from 'lit';
import {t, title} from '../i18n/index.js';
import {state} from '../store/state.js';

const SYSTEMS = ['EPSG:4490', 'EPSG:4326', 'EPSG:4547', 'EPSG:4549', 'EPSG:3857', 'GCJ-02', 'BD-09'];
const ENCODINGS = ['UTF-8', 'GBK', 'GB18030', 'BIG5'];
const SHARES = ['not-shared', 'conditional', 'unconditional'];

function field(name, label, input) {
  return html`<div class="load-field"><label for=${`load-${name}`}>${label}</label>${input}</div>`;
}

function text(name, label, value, list) {
  return field(name, label, html`<input id=${`load-${name}`} name=${name} autocomplete="off" .value=${value ?? ''} placeholder=${t('loads.found')}
    list=${list ? `load-${name}-list` : nothing}>${list ? html`<datalist id=${`load-${name}-list`}>${list.map(each => html`<option value=${each}></option>`)}</datalist>` : nothing}`);
}

function choice(name, label, value, options, first) {
  return field(name, label, html`<select id=${`load-${name}`} name=${name}>
    ${first === undefined ? nothing : html`<option value="" ?selected=${!value}>${first}</option>`}
    ${options.map(([id, words]) => html`<option value=${id} ?selected=${id === value}>${words}</option>`)}</select>`);
}

function tick(name, label, on) {
  return html`<label class="check"><input type="checkbox" name=${name} .checked=${Boolean(on)}>${label}</label>`;
}

/** @param into 'new', a layer's id or '' @param changeInto told when it changes */
export function choices(load, into, changeInto) {
  const {options, preview} = load;
  const layers = state.catalogue.layers.filter(layer => !layer.live && !layer.service);
  return html`
    <fieldset><legend>${t('loads.how')}</legend>
      ${preview?.parts?.length > 1 ? choice('part', t('loads.part'), preview.part, preview.parts.map(each => [each, each])) : nothing}
      ${preview && !preview.encoding ? nothing : text('encoding', t('loads.encoding'), options.encoding, ENCODINGS)}
      ${text('crs', t('loads.crs'), options.crs, [...new Set([...(preview?.crs.alternatives ?? []).filter(each => /^[\w:-]+$/.test(each)), ...SYSTEMS])])}
      <details ?open=${Boolean(options.shift || options.x || options.wkt || !preview)}><summary>${t('loads.more')}</summary>
        ${text('shift', t('loads.shift'), options.shift)}${text('x', t('loads.x'), options.x)}${text('y', t('loads.y'), options.y)}${text('wkt', 'WKT', options.wkt)}</details>
      ${tick('swapXY', t('loads.swap'), options.swapXY)}</fieldset>
    <fieldset><legend>${t('loads.where')}</legend>
      ${field('into', t('loads.layer'), html`<select id="load-into" name="into" @change=${event => changeInto(event.target.value)}>
        <option value="" ?selected=${!into}>${t('loads.layer.none')}</option><option value="new" ?selected=${into === 'new'}>${t('loads.layer.new')}</option>
        ${layers.map(layer => html`<option value=${layer.id} ?selected=${layer.id === into}>${title(layer.title)}</option>`)}</select>`)}
      ${into === 'new' ? newLayer(options) : nothing}
      ${into && into !== 'new' ? html`${tick('add', t('loads.add'), options.add)}` : nothing}
      ${preview ? choice('id', t('loads.id'), options.id, preview.fields.map(each => [each.name, each.name]), t('loads.id.none')) : nothing}
      ${tick('anywhere', t('loads.anywhere'), options.anywhere)}</fieldset>
    ${preview?.mapping && into !== 'new' && preview.target?.layer === into ? mapping(preview) : nothing}`;
}

function newLayer(options) {
  const made = options.newLayer ?? {};
  return html`${field('layer', t('loads.new.id'), html`<input id="load-layer" name="layer" required pattern="[a-z][a-z0-9_]{0,39}" autocomplete="off" .value=${made.zh ? options.layer ?? '' : ''} aria-describedby="load-layer-hint">`)}
    <p class="secondary" id="load-layer-hint">${t('loads.new.id.hint')}</p>
    ${field('zh', t('loads.new.zh'), html`<input id="load-zh" name="zh" required maxlength="200" autocomplete="off" .value=${made.zh ?? ''}>`)}
    ${field('en', t('loads.new.en'), html`<input id="load-en" name="en" maxlength="200" autocomplete="off" .value=${made.en ?? ''}>`)}
    ${choice('theme', t('loads.new.theme'), made.theme, state.catalogue.themes.map(each => [each.id, title(each.title)]))}
    ${choice('share', t('loads.new.share'), made.share ?? SHARES[0], SHARES.map(each => [each, t(`loads.share.${each}`)]))}
    ${field('organisation', t('loads.new.organisation'), html`<input id="load-organisation" name="organisation" maxlength="80" autocomplete="off" .value=${made.organisation ?? ''} placeholder=${t('loads.new.own')}>`)}`;
}

function mapping(preview) {
  const fields = preview.fields.map(each => each.name);
  return html`<fieldset><legend>${t('loads.mapping')}</legend><table class="load-table"><thead><tr><th scope="col">${t('loads.mapping.to')}</th><th scope="col">${t('loads.mapping.from')}</th></tr></thead>
    <tbody>${preview.mapping.map(each => html`<tr><th scope="row">${title(each.title)} <span class="secondary">${each.field}</span></th>
      <td><select name="map" data-field=${each.field} aria-label=${t('loads.mapping.of', {field: title(each.title)})}><option value="" ?selected=${!each.from}>–</option>
        ${fields.map(name => html`<option value=${name} ?selected=${name === each.from}>${name}</option>`)}</select></td></tr>`)}</tbody></table>
    ${preview.leftOut.length ? html`<p class="secondary">${t('loads.leftOut', {fields: preview.leftOut.join(' · ')})}</p>` : nothing}</fieldset>`;
}

/** The form as the API's options; empty answers are left out. */
export function optionsOf(form, load) {
  const {elements} = form;
  const value = name => elements[name]?.value.trim() || undefined;
  const ticked = name => elements[name]?.checked || undefined;
  const into = value('into');
  const options = {part: value('part'), encoding: value('encoding'), crs: value('crs'), shift: value('shift'), x: value('x'), y: value('y'), wkt: value('wkt'),
    swapXY: ticked('swapXY'), anywhere: ticked('anywhere'), add: ticked('add'), id: value('id')};
  if (options.part === load.preview?.part && !load.options.part) delete options.part;
  if (into === 'new') {
    options.layer = value('layer');
    options.newLayer = {zh: value('zh'), en: value('en'), theme: value('theme'), share: value('share'), organisation: value('organisation')};
  } else if (into) {
    options.layer = into;
    const maps = [...form.querySelectorAll('select[name=map]')];
    if (maps.length) options.mapping = Object.fromEntries(maps.map(each => [each.dataset.field, each.value]));
  }
  return options;
}
