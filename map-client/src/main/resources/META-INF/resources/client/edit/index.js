// Plugs editing into the planner: drawing, change sets, downloads. Only titles are loaded with the planner.
import {addWords} from '../i18n/index.js';
import en from '../i18n/en/edittools.js';
import zh from '../i18n/zh/edittools.js';
import {registerTool} from '../planner/registry.js';

addWords({zh, en});
registerTool({id: 'edit', titleKey: 'edittools.edit', icon: 'ruler', panel: 'right', element: 'chengtu-edit', permission: 'layer.edit', order: 50,
  load: () => import('./panel.js')});
registerTool({id: 'changesets', titleKey: 'edittools.sets', icon: 'bookmark', panel: 'right', element: 'chengtu-changesets', permission: 'layer.edit', order: 51,
  load: () => import('./changesets.js')});
registerTool({id: 'download', titleKey: 'edittools.download', icon: 'down', panel: 'right', element: 'chengtu-download', permission: 'layer.download', order: 80,
  load: () => import('./download.js')});
