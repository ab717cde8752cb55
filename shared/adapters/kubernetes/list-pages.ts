import { LiveReadError } from '../../audit/index.ts';
import type { ApiAnswer, ApiGet } from './api-get.ts';

export interface ListOptions {
  readonly get: ApiGet;
  /** One object is enough: it shows that the list may be read. */
  readonly isProbe?: boolean;
  readonly wait?: (ms: number) => Promise<void>;
}

interface Page {
  readonly items: readonly object[];
  /** Empty on the last page. */
  readonly next: string;
}

/** Objects of one page; smaller pages are no faster, larger ones cost the API server memory. */
const LIMIT = 500;
const TRIES = 5;
const RESTARTS = 2;
const LONGEST_WAIT_MS = 10_000;
const LONGEST_MESSAGE = 300;

const later = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** The continue token is older than what the server still knows. */
class Expired extends Error {}

/**
 * Every object of a listing, in one consistent pass: a continue token that expired starts the list again, because the
 * token that the server offers instead goes on with another state. Rejects with a LiveReadError. `keep` cuts each
 * object down as it comes, for a page is as large as its objects.
 */
export async function listObjects(
  path: string,
  keep: (object: object) => object,
  { get, isProbe = false, wait = later }: ListOptions,
): Promise<readonly object[]> {
  for (let restarts = 0; restarts <= RESTARTS; restarts += 1) {
    try {
      return await listOnce(path, keep, { get, isProbe, wait });
    } catch (error) {
      if (!(error instanceof Expired)) throw error;
    }
  }
  throw new LiveReadError(
    'inconsistent',
    '410',
    `the list of ${path} expired ${RESTARTS + 1} times before it could be read to its end`,
  );
}

async function listOnce(
  path: string,
  keep: (object: object) => object,
  { get, isProbe, wait }: Required<ListOptions>,
): Promise<readonly object[]> {
  const limit = isProbe ? 1 : LIMIT;
  const kept: object[] = [];
  let token = '';
  do {
    const answer = await patient(pagePath(path, limit, token), get, wait);
    const page = readPage(path, answer);
    for (const item of page.items) kept.push(keep(item));
    token = isProbe ? '' : page.next;
  } while (token !== '');
  return kept;
}

function pagePath(path: string, limit: number, token: string): string {
  const query = new URLSearchParams({ limit: `${limit}` });
  if (token !== '') query.set('continue', token);
  return `${path}${path.includes('?') ? '&' : '?'}${query.toString()}`;
}

/** A server that is busy, starting or out of reach is asked again; one that refuses is not. */
async function patient(
  path: string,
  get: ApiGet,
  wait: (ms: number) => Promise<void>,
): Promise<ApiAnswer> {
  let last: {
    readonly failure: 'throttled' | 'unreachable';
    readonly code: string;
    readonly text: string;
  } = {
    failure: 'unreachable',
    code: 'none',
    text: 'was not asked',
  };
  for (let tried = 0; tried < TRIES; tried += 1) {
    let pauseMs = 250 * 2 ** tried;
    try {
      const answer = await get(path);
      if (answer.status !== 429 && answer.status < 500) return answer;
      const failure = answer.status === 429 ? 'throttled' : 'unreachable';
      last = { failure, code: `${answer.status}`, text: messageOf(answer) };
      if (answer.retryAfter !== null) pauseMs = answer.retryAfter * 1000;
    } catch (error) {
      const text = error instanceof Error ? error.message : 'the connection failed';
      last = {
        failure: 'unreachable',
        code: 'ConnectionError',
        text: text.slice(0, LONGEST_MESSAGE),
      };
    }
    if (tried < TRIES - 1) await wait(Math.min(pauseMs, LONGEST_WAIT_MS));
  }
  throw new LiveReadError(last.failure, last.code, last.text);
}

function readPage(path: string, answer: ApiAnswer): Page {
  const { status } = answer;
  if (status === 410) throw new Expired();
  if (status === 401 || status === 403)
    throw new LiveReadError('denied', `${status}`, messageOf(answer));
  // An API that is not installed answers in plain text, and that is never an empty list.
  if (status === 404) throw new LiveReadError('absent', '404', `the API server has no ${path}`);
  if (status !== 200) throw new LiveReadError('unreachable', `${status}`, messageOf(answer));
  const list = parsed(answer.body);
  const items: unknown = list === null ? null : Reflect.get(list, 'items');
  if (list === null || (!Array.isArray(items) && items !== null)) {
    throw new LiveReadError('unreachable', '200', `what ${path} answered is no list`);
  }
  const metadata: unknown = Reflect.get(list, 'metadata');
  const next: unknown = isObject(metadata) ? Reflect.get(metadata, 'continue') : '';
  return {
    items: (Array.isArray(items) ? items : []).filter(isObject),
    next: typeof next === 'string' ? next : '',
  };
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(body: string): object | null {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** The server's own words, of a Status or of plain text. */
function messageOf({ status, body }: ApiAnswer): string {
  const document = parsed(body);
  const message: unknown = document === null ? body : Reflect.get(document, 'message');
  const text =
    typeof message === 'string' && message.trim() !== '' ? message.trim() : `HTTP ${status}`;
  return text.slice(0, LONGEST_MESSAGE);
}
