// Tools of the planner workspace: what stands in its right column and its bottom drawer. A slice (loads, editing,
// questions …) plugs in by one call and touches nothing else. How: README.md beside this file.
import {may} from '../permissions.js';
import {changed} from '../store/topics.js';

const PANELS = new Set(['right', 'bottom']);
const registered = [];

/**
 * @typedef {object} Tool
 * @property {string} id unique, lower case; also in the permalink (`tool=id`)
 * @property {string} titleKey words of its tab
 * @property {string} icon symbol of icons/sprite.svg
 * @property {'right'|'bottom'} panel
 * @property {string} element tag name of a Lit element in the light DOM; gets `.map` and `.workspace`
 * @property {string} [permission] `subject.verb` without which the tool is not offered
 * @property {() => Promise<unknown>} [load] imports the element's module when its tab is opened for the first time
 * @property {number} [order] place among the tabs, lowest first; 100 when not given
 */

/** @param {Tool} tool */
export function registerTool(tool) {
  if (!PANELS.has(tool.panel)) throw new Error(`tool ${tool.id}: panel must be right or bottom`);
  if (!/^chengtu-[a-z-]+$/.test(tool.element)) throw new Error(`tool ${tool.id}: element must be called chengtu-…`);
  if (registered.some(each => each.id === tool.id)) throw new Error(`two tools are called ${tool.id}`);
  registered.push(tool);
  registered.sort((a, b) => (a.order ?? 100) - (b.order ?? 100));
  changed('tools');
}

/** Tools of one place that the signed-in person may use, in order of their tabs. */
export function toolsOf(panel) {
  return registered.filter(tool => tool.panel === panel && (!tool.permission || may(tool.permission)));
}

export function toolNamed(id) {
  return registered.find(tool => tool.id === id && (!tool.permission || may(tool.permission)));
}
