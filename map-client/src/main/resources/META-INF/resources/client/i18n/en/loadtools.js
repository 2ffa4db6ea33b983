// English title of the loading tool; the rest of its words comes with it. The keys equal those of zh/loadtools.js (tested).
export default {
  'loadtools.title': 'Load',
};
