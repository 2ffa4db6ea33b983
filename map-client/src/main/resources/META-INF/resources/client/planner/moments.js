// When a layer changed, as far as the server lists its versions; [] where it does not.
import {Problem, read} from '../api.js';

/** @returns {Promise<number[]>} milliseconds since 1970, ascending */
export async function momentsOf(layer) {
  try {
    const {data} = await read(`/catalogue/${layer}/versions?limit=200`);
    return data.features.map(each => Date.parse(each.at)).filter(Number.isFinite).sort((a, b) => a - b);
  } catch (failure) {
    if (failure instanceof Problem) return [];
    throw failure;
  }
}
