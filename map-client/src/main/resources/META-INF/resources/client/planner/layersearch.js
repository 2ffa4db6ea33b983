// Whether a layer fits what was typed: title in both languages, id, theme, department. Every word must be found somewhere.
import {Problem, read, Unreachable} from '../api.js';

const MOST = 60;

export function fits(layer, query, theme) {
  if (!query) return true;
  const texts = [layer.title.zh, layer.title.en, layer.id, theme?.title.zh, theme?.title.en, layer.origin?.owner]
    .filter(Boolean).map(text => text.toLowerCase());
  return query.toLowerCase().split(/\s+/).every(word => texts.some(text => text.includes(word)));
}

/** Ids of the layers that the server's search finds: by pinyin, initials, words of the description, with an error or two. */
export async function foundByServer(query) {
  try {
    const {data} = await read(`/catalogue?q=${encodeURIComponent(query.slice(0, 100))}&limit=${MOST}`);
    return new Set(data.layers.map(layer => layer.id));
  } catch (failure) {
    if (!(failure instanceof Problem || failure instanceof Unreachable)) throw failure;
    console.warn('the server did not search its catalogue', failure.message);
    return new Set();
  }
}
