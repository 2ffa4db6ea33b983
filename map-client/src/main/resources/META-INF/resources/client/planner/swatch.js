// A small picture of how a row of the legend is painted. Attributes, not styles: the page's policy allows no inline style.
import {html, nothing, svg} from 'lit';

export function swatch(look) {
  return html`<svg class="swatch" viewBox="0 0 26 16" aria-hidden="true">${SHAPES[look.kind](look)}</svg>`;
}

const SHAPES = {
  area: ({fill, color, width, dash, opacity}) => svg`<rect x="1.500" y="1.500" width="23" height="13" fill=${fill || 'none'} fill-opacity=${opacity ?? 1}
    stroke=${color || 'none'} stroke-width=${Math.min(3, width || 1)} stroke-dasharray=${dash || nothing}></rect>`,
  line: ({color, width, dash}) => svg`<path d="M1 8h24" fill="none" stroke=${color} stroke-width=${Math.min(5, Math.max(1, width || 1))} stroke-dasharray=${dash || nothing}></path>`,
  point: ({fill, color, radius}) => svg`<circle cx="13" cy="8" r=${Math.min(6, Math.max(2.5, radius || 2.5))} fill=${fill || 'none'} stroke=${color || 'none'}></circle>`,
  text: ({color}) => svg`<path d="M8 13 13 3l5 10M10 9.500h6" fill="none" stroke=${color} stroke-width="1.600"></path>`,
};
