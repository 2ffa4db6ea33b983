// Words of the base map; the keys equal those of zh/basemap.js (tested).
export default {
  'basemap.title': 'Base map',
  'basemap.own': 'Own vector map',
  'basemap.failed': 'does not answer; our own map is drawn instead',
  'basemap.old': 'does not answer; pictures may be old',
  'basemap.foreign': 'Foreign layers',
  'basemap.noPictures': 'no pictures come; it is tried again',
  'basemap.approval': 'Map approval number: {numbers}',
};
