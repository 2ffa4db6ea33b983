// Leaflet comes as a classic script (its module build is larger); only this folder touches it.
export const L = window.L;
