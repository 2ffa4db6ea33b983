// Words of the client. Whole sentences with {placeholders}; names from the server carry both languages.
import {settings} from '../settings.js';
import zh from './zh.js';
import en from './en.js';

const DICTIONARIES = {zh: {...zh}, en: {...en}};

/**
 * Adds the words of a part that is loaded later: i18n/zh/<area>.js and i18n/en/<area>.js, with the same keys, which no
 * other area may hold (tested).
 */
export function addWords(words) {
  Object.assign(DICTIONARIES.zh, words.zh);
  Object.assign(DICTIONARIES.en, words.en);
}

/** A sentence in the operator's language. An unknown key is a bug and is shown as such. */
export function t(key, values = {}) {
  const sentence = DICTIONARIES[settings.language][key];
  if (sentence === undefined) throw new Error(`no words for ${key}`);
  return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}

/** Whether the key is known; for codes that come from the server. */
export function known(key) {
  return key in DICTIONARIES.zh;
}

/** A server code in words when there are some, else the code itself. */
export function coded(prefix, code) {
  return known(`${prefix}.${code}`) ? t(`${prefix}.${code}`) : code;
}

/** Text of {zh, en} in the operator's language, the other one where it is missing. */
export function title(text) {
  if (!text) return '';
  return settings.language === 'zh' ? text.zh || text.en || '' : text.en || text.zh || '';
}

function locale() {
  return settings.language === 'zh' ? 'zh-CN' : 'en-GB';
}

export function clockTime(at, seconds = true) {
  const options = {hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...(seconds ? {second: '2-digit'} : {})};
  return new Intl.DateTimeFormat(locale(), options).format(at);
}

export function number(value) {
  return new Intl.NumberFormat(locale()).format(value);
}

export function distance(metres) {
  return metres < 1000
    ? t('unit.metres', {n: number(Math.round(metres))})
    : t('unit.kilometres', {n: new Intl.NumberFormat(locale(), {minimumFractionDigits: 1, maximumFractionDigits: 1}).format(metres / 1000)});
}

/** Square metres, above a hectare as square kilometres too. */
export function areaText(squareMetres) {
  const digits = squareMetres < 1000 ? 1 : 0;
  const metres = `${new Intl.NumberFormat(locale(), {maximumFractionDigits: digits}).format(squareMetres)} m²`;
  if (squareMetres < 10_000) return metres;
  return `${metres} (${new Intl.NumberFormat(locale(), {maximumFractionDigits: 4}).format(squareMetres / 1e6)} km²)`;
}

/** A moment with its date, in the reader's own time zone. */
export function dateTime(at) {
  return new Intl.DateTimeFormat(locale(), {dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23'}).format(at);
}

/** "40″", "6′", "2 h 05′": short, for rows. */
export function age(seconds) {
  if (seconds < 60) return `${Math.max(0, Math.floor(seconds))}″`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}′`;
  return minutes < 1440 ? `${Math.floor(minutes / 60)}h${String(minutes % 60).padStart(2, '0')}′` : `${Math.floor(minutes / 1440)}d`;
}

export function travelTime(seconds) {
  return seconds < 60 ? t('unit.seconds', {n: Math.round(seconds)}) : t('unit.minutes', {n: Math.round(seconds / 60)});
}

/** Name of a reference item by code. */
export function named(list, code) {
  const item = list.find(each => each.code === code);
  return item ? title(item) : code;
}
