// Plugs loading files into the planner. Only the title is loaded with it.
import {addWords} from '../i18n/index.js';
import en from '../i18n/en/loadtools.js';
import zh from '../i18n/zh/loadtools.js';
import {registerTool} from '../planner/registry.js';

addWords({zh, en});
registerTool({id: 'loads', titleKey: 'loadtools.title', icon: 'pin', panel: 'right', element: 'chengtu-loads', permission: 'layer.load', order: 60,
  load: () => import('./panel.js')});
