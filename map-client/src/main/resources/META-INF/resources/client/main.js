// Entry: reads the settings, asks who is signed in, then shows the sign-in page or the workspace.
import './preload.js';
import {applySettings} from './settings.js';
import {openWindowChannel} from './store/windows.js';
import {startSession} from './store/session.js';
import {startClock} from './clock.js';
import './panels/app.js';

applySettings();
startClock();
openWindowChannel();
startSession();
