// 导入工具的标题；其余文字随工具加载。键与 en/loadtools.js 相同（有测试）。
export default {
  'loadtools.title': '导入',
};
