// Plugs loading files into the planner.
import {addWords} from '../i18n/index.js';
import en from '../i18n/en/loads.js';
import zh from '../i18n/zh/loads.js';
import {registerTool} from '../planner/registry.js';

addWords({zh, en});
registerTool({id: 'loads', titleKey: 'loads.title', icon: 'pin', panel: 'right', element: 'chengtu-loads', permission: 'layer.load', order: 60,
  load: () => import('./panel.js')});
