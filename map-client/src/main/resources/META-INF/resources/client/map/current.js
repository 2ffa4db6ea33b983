// The map that is on the screen. Actions and panels reach it here, so that they need not know the page.
let current = null;

export function setCurrentMap(map) {
  current = map;
}

/** @returns {import('./citymap.js').CityMap} */
export function currentMap() {
  return current;
}
