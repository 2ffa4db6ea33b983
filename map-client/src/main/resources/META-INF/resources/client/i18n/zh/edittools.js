// 编辑工具的标题；其余文字随工具加载。键与 en/edittools.js 相同（有测试）。
export default {
  'edittools.edit': '编辑',
  'edittools.sets': '变更集',
  'edittools.download': '下载',
};
