// Every tool of the planner. A slice adds one line that imports its own module, which calls registerTool.
import '../edit/index.js';
import '../questions/index.js';
import '../loads/index.js';
import {registerTool} from './registry.js';

registerTool({id: 'info', titleKey: 'planner.tool.info', icon: 'pin', panel: 'right', element: 'chengtu-planner-info', order: 10,
  load: () => import('./info.js')});
registerTool({id: 'measure', titleKey: 'planner.tool.measure', icon: 'ruler', panel: 'right', element: 'chengtu-measure', order: 20,
  load: () => import('./measure.js')});
registerTool({id: 'print', titleKey: 'planner.tool.print', icon: 'printer', panel: 'right', element: 'chengtu-print', permission: 'map.print', order: 90,
  load: () => import('./printpanel.js')});
