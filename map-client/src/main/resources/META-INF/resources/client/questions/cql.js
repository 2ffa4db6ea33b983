// Conditions as people choose them, and CQL2 text, both ways. What this does not read (functions, arithmetic, spatial
// predicates) stays text: the server understands all of CQL2.

/**
 * @typedef {{field: string, test: string, value?: string, value2?: string}} Condition
 * @typedef {{op: 'and'|'or', parts: (Condition|Group)[]}} Group
 */

/** Tests by type of field. */
export function testsFor(type) {
  if (type === 'TEXT') return ['eq', 'ne', 'contains', 'in', 'null', 'notNull'];
  if (type === 'BOOLEAN') return ['eq', 'null', 'notNull'];
  return ['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'between', 'null', 'notNull'];
}

const SIGNS = {eq: '=', ne: '<>', lt: '<', le: '<=', gt: '>', ge: '>='};
const BY_SIGN = Object.fromEntries(Object.entries(SIGNS).map(([test, sign]) => [sign, test]));
const WORDS = new Set(['AND', 'OR', 'NOT', 'LIKE', 'BETWEEN', 'IN', 'IS', 'NULL', 'TRUE', 'FALSE', 'DIV', 'CASEI', 'ACCENTI', 'DATE', 'TIMESTAMP']);

/** @param {Group} group @param fields of the layer. @returns CQL2 text, '' for no condition */
export function write(group, fields) {
  const parts = group.parts.map(part => part.parts ? inner(part, fields) : condition(part, fields)).filter(Boolean);
  return parts.join(group.op === 'or' ? ' OR ' : ' AND ');
}

function inner(group, fields) {
  const text = write(group, fields);
  return group.parts.length > 1 && text ? `(${text})` : text;
}

function condition({field, test, value = '', value2 = ''}, fields) {
  const type = fields.find(each => each.name === field)?.type ?? 'TEXT';
  const name = nameOf(field);
  if (test === 'null') return `${name} IS NULL`;
  if (test === 'notNull') return `${name} IS NOT NULL`;
  if (test === 'contains') return value === '' ? '' : `CASEI(${name}) LIKE CASEI(${quoted(`%${value.replace(/[\\%_]/g, '\\$&')}%`)})`;
  if (test === 'in') {
    const list = value.split(/[,，、\n]/).map(each => each.trim()).filter(Boolean);
    return list.length ? `${name} IN (${list.map(each => literal(each, type)).join(', ')})` : '';
  }
  const first = literal(value, type);
  if (first === null) return '';
  if (test !== 'between') return `${name} ${SIGNS[test]} ${first}`;
  const second = literal(value2, type);
  return second === null ? '' : `${name} BETWEEN ${first} AND ${second}`;
}

function nameOf(field) {
  const plain = /^[A-Za-z_][A-Za-z0-9_]*$/.test(field) && !WORDS.has(field.toUpperCase());
  return plain ? field : `"${field.replaceAll('"', '""')}"`;
}

function quoted(text) {
  return `'${text.replaceAll("'", "''")}'`;
}

/** null when the value is not of the type, or empty. */
function literal(value, type) {
  const text = String(value).trim();
  if (type === 'TEXT') return text === '' ? null : quoted(text);
  if (text === '') return null;
  if (type === 'BOOLEAN') return text === 'true' ? 'TRUE' : 'FALSE';
  if (type === 'DATE') return `DATE('${text}')`;
  if (type === 'TIMESTAMP') return Number.isNaN(Date.parse(text)) ? null : `TIMESTAMP('${new Date(text).toISOString()}')`;
  return Number.isFinite(Number(text)) ? text : null;
}

/** @returns {Group|null} null when the text is more than conditions and groups of them */
export function parse(text) {
  if (!text.trim()) return {op: 'and', parts: []};
  try {
    const reader = new Reader(tokens(text));
    const found = reader.or();
    reader.end();
    return found.parts ? found : {op: 'and', parts: [found]};
  } catch (failure) {
    if (failure instanceof NotConditions) return null;
    throw failure;
  }
}

class NotConditions extends Error {}

const TOKEN = /\s*(?:('(?:[^']|'')*')|"((?:[^"]|"")*)"|([A-Za-z_\u00b7\u0370-\uffff][\w\u00b7\u0370-\uffff.]*)|(-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)|(<>|<=|>=|[=<>(),]))/y;

function tokens(text) {
  const list = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const found = TOKEN.exec(text);
    if (!found) throw new NotConditions();
    const [, string, name, word, figure, sign] = found;
    if (string !== undefined) list.push({kind: 'string', text: string.slice(1, -1).replaceAll("''", "'")});
    else if (name !== undefined) list.push({kind: 'name', text: name.replaceAll('""', '"')});
    else if (word !== undefined) list.push({kind: WORDS.has(word.toUpperCase()) ? 'word' : 'name', text: WORDS.has(word.toUpperCase()) ? word.toUpperCase() : word});
    else if (figure !== undefined) list.push({kind: 'number', text: figure});
    else list.push({kind: 'sign', text: sign});
  }
  return list;
}

class Reader {
  constructor(list) {
    this.list = list;
    this.i = 0;
  }

  is(text) {
    const now = this.list[this.i];
    return now && now.kind !== 'string' && now.kind !== 'name' && now.text === text;
  }

  take(text) {
    if (!this.is(text)) return false;
    this.i += 1;
    return true;
  }

  must(text) {
    if (!this.take(text)) throw new NotConditions();
  }

  kind(kind) {
    const now = this.list[this.i];
    if (now?.kind !== kind) throw new NotConditions();
    this.i += 1;
    return now.text;
  }

  end() {
    if (this.i < this.list.length) throw new NotConditions();
  }

  or() {
    return this.#joined('or', 'OR', () => this.and());
  }

  and() {
    return this.#joined('and', 'AND', () => this.one());
  }

  #joined(op, word, next) {
    const parts = [next()];
    while (this.take(word)) parts.push(next());
    return parts.length === 1 ? parts[0] : {op, parts};
  }

  one() {
    if (this.take('(')) {
      const group = this.or();
      this.must(')');
      return group.parts ? group : {op: 'and', parts: [group]};
    }
    if (this.take('CASEI')) return this.contains();
    const field = this.kind('name');
    if (this.take('IS')) {
      const not = this.take('NOT');
      this.must('NULL');
      return {field, test: not ? 'notNull' : 'null'};
    }
    if (this.take('IN')) return {field, test: 'in', value: this.values()};
    if (this.take('BETWEEN')) {
      const value = this.value();
      this.must('AND');
      return {field, test: 'between', value, value2: this.value()};
    }
    const test = BY_SIGN[this.kind('sign')];
    if (!test) throw new NotConditions();
    return {field, test, value: this.value()};
  }

  contains() {
    this.must('(');
    const field = this.kind('name');
    this.must(')');
    this.must('LIKE');
    this.must('CASEI');
    this.must('(');
    const pattern = this.kind('string');
    this.must(')');
    const inside = /^%([^]*)%$/.exec(pattern);
    if (!inside || /(^|[^\\])[%_]/.test(inside[1])) throw new NotConditions();
    return {field, test: 'contains', value: inside[1].replace(/\\([\\%_])/g, '$1')};
  }

  values() {
    this.must('(');
    const list = [this.value()];
    while (this.take(',')) list.push(this.value());
    this.must(')');
    if (list.some(each => /[,，、\n]/.test(each))) throw new NotConditions();
    return list.join(', ');
  }

  value() {
    if (this.take('TRUE')) return 'true';
    if (this.take('FALSE')) return 'false';
    if (this.take('DATE') || this.take('TIMESTAMP')) {
      this.must('(');
      const text = this.kind('string');
      this.must(')');
      return text;
    }
    const now = this.list[this.i];
    if (now?.kind !== 'string' && now?.kind !== 'number') throw new NotConditions();
    this.i += 1;
    return now.text;
  }
}
