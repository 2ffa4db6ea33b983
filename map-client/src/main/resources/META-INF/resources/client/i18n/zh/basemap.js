// 底图的词语。Words of the base map; the keys equal those of en/basemap.js (tested).
export default {
  'basemap.title': '底图',
  'basemap.own': '本系统矢量底图',
  'basemap.failed': '不应答，已改用本系统底图',
  'basemap.old': '不应答，可能显示旧图',
  'basemap.foreign': '外部图层',
  'basemap.noPictures': '图片取不到，会自动重试',
  'basemap.approval': '审图号：{numbers}',
};
