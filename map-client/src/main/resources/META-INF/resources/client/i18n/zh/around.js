// 指挥台的周边与点查词语。Words of the console for what is around and here; the keys equal those of en/around.js (tested).
export default {
  'around.title': '周边要素',
  'around.go': '一键汇总',
  'around.again': '重新汇总',
  'around.within': '{far} 内',
  'around.missing': '无法查询：{layers}',
  'here.title': '此处有什么',
  'here.titleMissing': '此处有什么（未答：{layers}）',
};
