// Words of the editing tools, taken in when the first of them is opened.
import {addWords} from '../i18n/index.js';
import en from '../i18n/en/edits.js';
import zh from '../i18n/zh/edits.js';

addWords({zh, en});
