// 规划工作台中查询工具的标签。Tabs of the question tools; loaded with the planner, the other words with the tool.
export default {
  'questions.title': '查询',
  'questions.saved': '已存查询',
  'questions.results': '结果',
  'questions.counts': '统计',
  'catalogue.title': '数据目录',
};
