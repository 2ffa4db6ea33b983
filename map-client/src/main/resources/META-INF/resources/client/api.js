// All HTTP of the client. A command keeps its Idempotency-Key over every retry, so it happens once.

const BASE = '/api/v1';
const READ_TIMEOUT = 10_000;
const COMMAND_TIMEOUT = 8_000;
const FILE_TIMEOUT = 90_000;

let csrfToken = null;

/** The token that cookie sessions must send with each change; it comes with the session. */
export function setCsrfToken(token) {
  csrfToken = token;
}

/** A refusal with a reason (RFC 9457 problem). */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail || body.title || `HTTP ${status}`);
    this.status = status;
    this.code = body.code || `http_${status}`;
    this.errors = body.errors || [];
    this.traceId = body.traceId || null;
    this.body = body;
  }
}

/** No answer came: whether the command happened is unknown, so it must be sent again with the same key. */
export class Unreachable extends Error {
  constructor(cause, retryAfterSeconds = 0) {
    super('no answer from the server', {cause});
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

const BUSY = new Set([502, 503, 504]);

async function send(path, options, timeout) {
  const limit = AbortSignal.timeout(timeout);
  const signal = options.signal ? AbortSignal.any([options.signal, limit]) : limit;
  let response;
  try {
    const {base = BASE, ...request} = options;
    response = await fetch(base + path, {...request, signal, credentials: 'same-origin'});
  } catch (failure) {
    if (options.signal?.aborted) throw failure;
    throw new Unreachable(failure);
  }
  if (BUSY.has(response.status)) {
    throw new Unreachable(null, Number(response.headers.get('Retry-After')) || 0);
  }
  if (!response.ok) throw new Problem(response.status, await problemBody(response));
  return response;
}

async function problemBody(response) {
  const isJson = (response.headers.get('Content-Type') || '').includes('json');
  return isJson ? response.json() : {};
}

async function answer(response) {
  const position = Number(response.headers.get('Journal-Position')) || 0;
  const data = response.status === 204 ? null : await response.json();
  return {data, position};
}

/** @param options base: '' for an address outside /api/v1, such as /ogc/…
    @returns {Promise<{data: any, position: number}>} position: the journal number the snapshot stands at */
export async function read(path, {signal, timeout = READ_TIMEOUT, base} = {}) {
  return answer(await send(path, {signal, base, headers: {Accept: 'application/json'}}, timeout));
}

/** Reads a list over all its pages. */
export async function readAll(path, options) {
  const items = [];
  let position = Infinity;
  let after = '';
  do {
    const join = path.includes('?') ? '&' : '?';
    const page = await read(after ? `${path}${join}after=${encodeURIComponent(after)}` : path, options);
    items.push(...page.data.items);
    position = Math.min(position, page.position);
    after = page.data.next || '';
  } while (after);
  return {items, position};
}

/** Bytes of one vector tile, now or as of an RFC 3339 moment; null when the layer has nothing there. */
export async function readTile(layer, z, x, y, signal, at = '') {
  const response = await send(`/layers/${layer}/tiles/${z}/${x}/${y}${at ? `?at=${encodeURIComponent(at)}` : ''}`, {signal}, READ_TIMEOUT);
  if (response.status === 204) return null;
  return new Uint8Array(await response.arrayBuffer());
}

/** @param {{method?: string, path: string, body?: object|Blob, key: string, version?: number, timeout?: number}} request */
export async function command({method = 'POST', path, body, key, version, timeout = COMMAND_TIMEOUT}) {
  const headers = {Accept: 'application/json', 'Idempotency-Key': key};
  if (csrfToken) headers['X-CSRF-Token'] = csrfToken;
  if (version !== undefined) headers['If-Match'] = `"${version}"`;
  const isFile = body instanceof Blob;
  if (body !== undefined) headers['Content-Type'] = isFile ? body.type : 'application/json';
  const payload = body === undefined || isFile ? body : JSON.stringify(body);
  return answer(await send(path, {method, headers, body: payload}, timeout));
}

/**
 * A command whose answer is a file.
 * @returns {Promise<{blob: Blob, headers: Headers}>}
 */
export async function commandFile({path, body, key, signal, timeout = FILE_TIMEOUT}) {
  const headers = {'Content-Type': 'application/json', 'Idempotency-Key': key};
  if (csrfToken) headers['X-CSRF-Token'] = csrfToken;
  const response = await send(path, {method: 'POST', headers, body: JSON.stringify(body), signal}, timeout);
  return {blob: await response.blob(), headers: response.headers};
}

/** Address of the live feed, going on after the given journal number. */
export function liveAddress(position) {
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
  return `${scheme}//${location.host}/live?since=${position}`;
}
