// English titles of the editing tools; the rest of their words comes with them. The keys equal those of zh/edittools.js (tested).
export default {
  'edittools.edit': 'Edit',
  'edittools.sets': 'Change sets',
  'edittools.download': 'Download',
};
