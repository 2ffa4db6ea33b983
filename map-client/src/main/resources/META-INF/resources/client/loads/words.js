// Words of the loading tool, taken in when it is opened.
import {addWords} from '../i18n/index.js';
import en from '../i18n/en/loads.js';
import zh from '../i18n/zh/loads.js';

addWords({zh, en});
