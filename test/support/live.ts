import type { PartSummary } from '../../shared/audit/snapshot-source.ts';
import {
  type LiveCall,
  type LiveReader,
  LiveReadError,
  type SnapshotSource,
} from '../../shared/audit/index.ts';

/** A call that answers with these pages, and then fails if it is told to. */
export const aCall = (
  file: string,
  key: string,
  pages: readonly (readonly unknown[])[],
  over: Partial<LiveCall> & { readonly fails?: LiveReadError } = {},
): LiveCall => {
  const { fails, ...rest } = over;
  return {
    file,
    argument: null,
    key,
    form: 'list',
    permission: 'test:Read',
    grant: '{"Action":"test:Read"}',
    async *pages() {
      yield* pages;
      if (fails !== undefined) throw fails;
    },
    ...rest,
  };
};

export const aReader = (...calls: readonly LiveCall[]): LiveReader => ({
  async *calls() {
    yield* calls;
  },
});

export const denied = (message = 'not authorised'): LiveReadError =>
  new LiveReadError('denied', 'UnauthorizedOperation', message);

/** Every item of a call, and the error that ended it. */
export async function drain(
  call: LiveCall,
): Promise<{ readonly items: readonly unknown[]; readonly error: unknown }> {
  const items: unknown[] = [];
  try {
    for await (const page of call.pages()) items.push(...page);
    return { items, error: null };
  } catch (error) {
    return { items, error };
  }
}

/** Reads every call of a reader, in its order. */
export async function drainReader(
  reader: LiveReader,
): Promise<readonly { readonly call: LiveCall; readonly items: readonly unknown[] }[]> {
  const read = [];
  for await (const call of reader.calls()) read.push({ call, ...(await drain(call)) });
  return read;
}

/** What a source gives, by path. */
export async function contentOf(source: SnapshotSource): Promise<ReadonlyMap<string, Content>> {
  const content = new Map<string, Content>();
  for await (const part of source.parts()) {
    const items: unknown[] = [];
    const summary = await part.read({ item: (_key, value) => items.push(value) });
    content.set(part.path, { items, summary });
  }
  return content;
}

export interface Content {
  readonly items: readonly unknown[];
  readonly summary: PartSummary;
}
