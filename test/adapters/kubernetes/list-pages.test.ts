import { describe, expect, it } from '@jest/globals';
import type { ApiAnswer } from '../../../shared/adapters/kubernetes/index.ts';
import { listObjects } from '../../../shared/adapters/kubernetes/list-pages.ts';

const PATH = '/api/v1/pods';

const page = (names: readonly string[], next = ''): ApiAnswer => ({
  status: 200,
  retryAfter: null,
  body: JSON.stringify({ metadata: { continue: next }, items: names.map((name) => ({ name })) }),
});

const refusal = (status: number, body = `status ${status}`, retryAfter: number | null = null) => ({
  status,
  retryAfter,
  body,
});

type Answer = ApiAnswer | Error;

/** Lists with these answers one after the other; tells what was asked and how long it waited. */
async function listing(...answers: readonly Answer[]) {
  const asked: string[] = [];
  const waits: number[] = [];
  const left = [...answers];
  const get = async (path: string): Promise<ApiAnswer> => {
    asked.push(path);
    const answer = left.shift() ?? new Error('nothing more was expected');
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const wait = async (ms: number): Promise<void> => {
    waits.push(ms);
  };
  const outcome = await listObjects(PATH, (object) => object, { get, wait }).then(
    (items) => ({ items, error: null }),
    (error: unknown) => ({ items: null, error }),
  );
  return { ...outcome, asked, waits };
}

describe('A list of the API server', () => {
  it('is read page by page, with a limit that is never 0 and the token of the page before', async () => {
    const { items, asked } = await listing(page(['a', 'b'], 'more=1'), page(['c']));
    expect(items).toEqual([{ name: 'a' }, { name: 'b' }, { name: 'c' }]);
    expect(asked).toEqual([`${PATH}?limit=500`, `${PATH}?limit=500&continue=more%3D1`]);
  });

  it('is empty when the server says so, and not when it says nothing', async () => {
    expect((await listing(page([]))).items).toEqual([]);
    expect((await listing(refusal(200, '{"kind":"Status"}'))).error).toMatchObject({
      failure: 'unreachable',
    });
    expect((await listing(refusal(200, '<html>'))).error).toMatchObject({ failure: 'unreachable' });
  });

  it('starts again when its token has expired, so that it is of one state', async () => {
    const { items, asked } = await listing(
      page(['a'], 'old'),
      refusal(410, JSON.stringify({ metadata: { continue: 'inconsistent' } })),
      page(['b'], 'new'),
      page(['c']),
    );
    expect(items).toEqual([{ name: 'b' }, { name: 'c' }]);
    expect(asked[2]).toBe(`${PATH}?limit=500`);
  });

  it('gives up when it expires again and again', async () => {
    const { error } = await listing(refusal(410), refusal(410), refusal(410));
    expect(error).toMatchObject({ failure: 'inconsistent', code: '410' });
  });

  it('waits as long as the server asks while it is initialising, within bounds', async () => {
    const busy = refusal(429, 'storage is (re)initializing', 1);
    const { items, waits } = await listing(busy, refusal(429, 'busy', 3600), page(['a']));
    expect(items).toEqual([{ name: 'a' }]);
    expect(waits).toEqual([1000, 10_000]);
  });

  it('asks again after a fault of the server or of the way to it', async () => {
    const { items } = await listing(refusal(503), new Error('socket hang up'), page(['a']));
    expect(items).toEqual([{ name: 'a' }]);
  });

  it.each([
    [[429, 429, 429, 429, 429], { failure: 'throttled', code: '429' }],
    [[500, 502, 503, 504, 500], { failure: 'unreachable', code: '500' }],
    [[403], { failure: 'denied', code: '403' }],
    [[401], { failure: 'denied', code: '401' }],
    [[418], { failure: 'unreachable', code: '418' }],
  ])('fails for good with %j', async (statuses, expected) => {
    const { error } = await listing(...statuses.map((status) => refusal(status)));
    expect(error).toMatchObject(expected);
  });

  it('of an API that is not there is absent, and never an empty list', async () => {
    const { error } = await listing(refusal(404, '404 page not found'));
    expect(error).toMatchObject({
      failure: 'absent',
      message: `the API server has no ${PATH}`,
    });
  });

  it('tells the server’s own words, bounded', async () => {
    const said = JSON.stringify({ message: 'pods is forbidden: ' + 'x'.repeat(5000) });
    const { error } = await listing(refusal(403, said));
    expect(error).toHaveProperty('message', expect.stringMatching(/^pods is forbidden: x{200,}$/u));
    expect(error).toHaveProperty('message.length', 300);
  });

  it('fails with the message of the connection when the server cannot be reached', async () => {
    const gone = new Error('connect ECONNREFUSED');
    const { error } = await listing(gone, gone, gone, gone, gone);
    expect(error).toMatchObject({ failure: 'unreachable', code: 'ConnectionError' });
  });

  it('is asked for one object where only the permission matters', async () => {
    const asked: string[] = [];
    const get = async (path: string): Promise<ApiAnswer> => {
      asked.push(path);
      return page(['a'], 'more');
    };
    expect(await listObjects(PATH, (object) => object, { get, isProbe: true })).toHaveLength(1);
    expect(asked).toEqual([`${PATH}?limit=1`]);
  });
});
