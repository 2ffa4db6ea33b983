// The vertices of a shape as a list: each can be picked, moved by arrow keys or by typing, taken away, and followed by a
// new one. The way for those who use no pointer.
import {html, nothing} from 'lit';
import {number, t} from '../i18n/index.js';

const MOST = 200;
const ARROWS = {ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0]};

export function vertexList(drawing) {
  const {shape} = drawing;
  if (shape.empty) return nothing;
  const rows = shape.paths.flatMap((path, p) => path.points.map((position, i) => ({path: p, i, position})));
  return html`<details class="edit-vertices" ?open=${drawing.picked !== null}><summary>${t('edits.vertices', {n: number(rows.length)})}</summary>
    <p class="secondary">${t('edits.vertices.hint')}</p>
    <ol>${rows.slice(0, MOST).map(row => vertex(drawing, row))}</ol>
    ${rows.length > MOST ? html`<p class="secondary">${t('edits.vertices.more', {n: number(rows.length - MOST)})}</p>` : nothing}</details>`;
}

function vertex(drawing, {path, i, position}) {
  const chosen = drawing.picked?.path === path && drawing.picked.i === i;
  const text = `${position[1].toFixed(6)}, ${position[0].toFixed(6)}`;
  return html`<li><button class="edit-vertex-button" aria-pressed=${chosen} @click=${() => drawing.pick(chosen ? null : {path, i})}
      @keydown=${event => keydown(event, drawing, {path, i})}>${text}</button>
    <button class="plain small" @click=${() => drawing.insertAfter({path, i})}>${t('edits.vertex.insert')}</button>
    <button class="plain small" @click=${() => drawing.remove({path, i})}>${t('edits.vertex.remove')}</button></li>`;
}

function keydown(event, drawing, at) {
  const step = ARROWS[event.key];
  const by = event.shiftKey ? 10 : 1;
  if (step) drawing.nudge(at, step[0] * by, step[1] * by);
  else if (event.key === 'Insert') drawing.insertAfter(at);
  else if (event.key === 'Delete') drawing.remove(at);
  else return;
  event.preventDefault();
  event.stopPropagation();
}
