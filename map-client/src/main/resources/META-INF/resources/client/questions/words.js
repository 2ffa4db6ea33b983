// The words of the question tools, for whichever of them is opened first.
import {addWords} from '../i18n/index.js';
import en from '../i18n/en/questions.js';
import zh from '../i18n/zh/questions.js';

addWords({zh, en});
