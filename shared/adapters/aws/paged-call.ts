import type { LiveCall } from '../../audit/index.ts';
import { toLiveReadError } from './aws-failure.ts';
import type { Paces } from './pace.ts';

/** A paged read of AWS, as one row of a table. */
export interface PagedRead {
  readonly file: string;
  readonly key: string;
  readonly permission: string;
  /** A paginator of the SDK: each step is one call. */
  readonly open: () => AsyncIterable<object>;
}

/** The statement that allows one action. Reads of these APIs name no resource. */
const grantOf = (permission: string): string =>
  JSON.stringify({ Effect: 'Allow', Action: permission, Resource: '*' });

export function pagedCall(
  { file, key, permission, open }: PagedRead,
  paces: Paces,
  argument: string | null = null,
): LiveCall {
  return {
    file,
    argument,
    key,
    form: 'list',
    permission,
    grant: grantOf(permission),
    async *pages() {
      const pages = open()[Symbol.asyncIterator]();
      for (;;) {
        await paces(permission)();
        const { done, value } = await pages.next().catch(rejected);
        if (done === true) return;
        yield itemsOf(value, key);
      }
    },
  };
}

/** A read of one thing. */
export function singleCall(
  read: Pick<LiveCall, 'file' | 'key' | 'permission'> & { readonly get: () => Promise<object> },
  paces: Paces,
): LiveCall {
  const { file, key, permission, get } = read;
  return {
    file,
    argument: null,
    key,
    form: 'object',
    permission,
    grant: grantOf(permission),
    async *pages() {
      await paces(permission)();
      const answer = await get().catch(rejected);
      yield [Reflect.get(answer, key)];
    },
  };
}

function rejected(error: unknown): never {
  throw toLiveReadError(error);
}

/** A page without the member has no items. */
function itemsOf(page: object, key: string): readonly unknown[] {
  const items: unknown = Reflect.get(page, key);
  return Array.isArray(items) ? items : [];
}

/** Passes items on, and shows each to somebody on the way. */
export function watched(call: LiveCall, see: (item: unknown) => void): LiveCall {
  return {
    ...call,
    async *pages() {
      for await (const page of call.pages()) {
        for (const item of page) see(item);
        yield page;
      }
    },
  };
}

/** Text of an item by name; null where it has none. */
export function textOf(item: unknown, key: string): string | null {
  const value: unknown = typeof item === 'object' && item !== null ? Reflect.get(item, key) : null;
  return typeof value === 'string' && value !== '' ? value : null;
}
