// Every tool of the planner. A slice adds one line that imports its own module, which calls registerTool.
import {registerTool} from './registry.js';

registerTool({id: 'info', titleKey: 'planner.tool.info', icon: 'pin', panel: 'right', element: 'chengtu-planner-info', order: 10,
  load: () => import('./info.js')});
