// Words of the console for what is around and here; the keys equal those of zh/around.js (tested).
export default {
  'around.title': 'Around',
  'around.go': 'Summarise',
  'around.again': 'Again',
  'around.within': 'within {far}',
  'around.missing': 'not answered: {layers}',
  'here.title': 'What is here',
  'here.titleMissing': 'What is here (no answer: {layers})',
};
