// Plugs editing into the planner: a tool that draws and fills in, and one that shows change sets.
import {addWords} from '../i18n/index.js';
import en from '../i18n/en/edits.js';
import zh from '../i18n/zh/edits.js';
import {registerTool} from '../planner/registry.js';

addWords({zh, en});
registerTool({id: 'edit', titleKey: 'edits.title', icon: 'ruler', panel: 'right', element: 'chengtu-edit', permission: 'layer.edit', order: 50,
  load: () => import('./panel.js')});
registerTool({id: 'changesets', titleKey: 'edits.sets', icon: 'bookmark', panel: 'right', element: 'chengtu-changesets', permission: 'layer.edit', order: 51,
  load: () => import('./changesets.js')});
