// Settings of this workstation, kept in the browser. Nothing personal is stored.
import {changed} from './store/topics.js';

const STORE = 'chengtu.settings';

const DEFAULTS = {
  language: 'zh',
  theme: 'dark',
  /** Single-letter keys can be switched off (WCAG 2.1.4). */
  singleKeys: true,
  /** action name → key, where it differs from the table in shortcuts.js */
  keys: {},
  /** 'own', or the id of a foreign base map; see store/basemap.js */
  base: 'own',
  /** layer id → {visible, opacity} */
  layers: {},
  bookmarks: [],
  leftPanel: true,
  rightPanel: true,
  drawer: false,
  seat: '',
};

export const settings = {...DEFAULTS, ...readStored()};

function readStored() {
  const text = localStorage.getItem(STORE);
  if (!text) return {};
  try {
    return JSON.parse(text);
  } catch (failure) {
    // A damaged store must not keep an operator from working: start from the defaults and say so.
    console.warn('settings of this browser were unreadable and are reset', failure);
    return {};
  }
}

export function change(values) {
  Object.assign(settings, values);
  localStorage.setItem(STORE, JSON.stringify(settings));
  applySettings();
  changed('settings');
}

export function applySettings() {
  const wanted = new URLSearchParams(location.search);
  if (wanted.has('lang')) settings.language = wanted.get('lang') === 'en' ? 'en' : 'zh';
  if (wanted.has('theme')) settings.theme = wanted.get('theme') === 'light' ? 'light' : 'dark';
  document.documentElement.lang = settings.language === 'zh' ? 'zh-CN' : 'en';
  document.documentElement.dataset.theme = settings.theme;
}
