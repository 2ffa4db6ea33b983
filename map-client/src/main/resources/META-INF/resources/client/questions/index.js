// Plugs questions and the catalogue into the planner.
import {addWords} from '../i18n/index.js';
import en from '../i18n/en/asktools.js';
import zh from '../i18n/zh/asktools.js';
import '../panels/around.js'; // its words name the tool below
import './asked.js';
import {registerTool} from '../planner/registry.js';

addWords({zh, en});
registerTool({id: 'query', titleKey: 'questions.title', icon: 'filter', panel: 'right', element: 'chengtu-question', permission: 'layer.read', order: 30,
  load: () => import('./builder.js')});
registerTool({id: 'saved', titleKey: 'questions.saved', icon: 'bookmark', panel: 'right', element: 'chengtu-saved-questions', permission: 'question.save', order: 31,
  load: () => import('./saved.js')});
registerTool({id: 'catalogue', titleKey: 'catalogue.title', icon: 'search', panel: 'right', element: 'chengtu-catalogue', permission: 'catalogue.read', order: 32,
  load: () => import('./catalogue.js')});
registerTool({id: 'here', titleKey: 'here.title', icon: 'target', panel: 'right', element: 'chengtu-what-is-here', permission: 'layer.read', order: 33,
  load: () => import('./here.js')});
registerTool({id: 'results', titleKey: 'questions.results', icon: 'layers', panel: 'bottom', element: 'chengtu-question-results', permission: 'layer.read', order: 30,
  load: () => import('./results.js')});
registerTool({id: 'counts', titleKey: 'questions.counts', icon: 'grip', panel: 'bottom', element: 'chengtu-question-counts', permission: 'layer.read', order: 31,
  load: () => import('./counts.js')});
