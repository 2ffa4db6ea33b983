// The planner's words, added when it is loaded: the console starts without them.
import {addWords} from '../i18n/index.js';
import en from '../i18n/en/planner.js';
import zh from '../i18n/zh/planner.js';

addWords({zh, en});
