// 规划工作台中查询工具的标签。Tabs of the question tools; loaded with the planner, the other words with the tool.
export default {
  'questions.title': 'Query',
  'questions.saved': 'Saved',
  'questions.results': 'Results',
  'questions.counts': 'Counts',
  'catalogue.title': 'Catalogue',
};
