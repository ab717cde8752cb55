import MarkdownIt from 'markdown-it';

const markdown = new MarkdownIt({ html: true, linkify: true });
// GitHub makes links of addresses with a scheme or `www.`, and of no bare names.
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: true });

type Token = ReturnType<typeof markdown.parse>[number];

const withChildren = (token: Token): readonly Token[] => [
  token,
  ...(token.children ?? []).flatMap(withChildren),
];

/** What a reader of Markdown makes of a text. */
export interface Read {
  /** Kinds of elements and HTML as it stands: all that is not text. */
  readonly kinds: ReadonlySet<string>;
  readonly html: readonly string[];
  /** Text outside of code: where GitHub looks for mentions, issues and emoji. */
  readonly text: string;
  /** All that is shown, code too, in order. */
  readonly shown: string;
  /** The number of cells of each row, by table. */
  readonly tables: readonly (readonly number[])[];
  readonly headings: readonly string[];
  readonly fences: readonly string[];
}

function tablesOf(tokens: readonly Token[]): readonly (readonly number[])[] {
  const tables: number[][] = [];
  for (const { type } of tokens) {
    if (type === 'table_open') tables.push([]);
    if (type === 'tr_open') tables.at(-1)?.push(0);
    const rows = tables.at(-1);
    if ((type === 'td_open' || type === 'th_open') && rows !== undefined) {
      rows[rows.length - 1] = (rows.at(-1) ?? 0) + 1;
    }
  }
  return tables;
}

const SPACES = /\s+/gu;
const isShown = ({ type }: Token): boolean =>
  ['text', 'text_special', 'code_inline', 'fence', 'code_block'].includes(type);

export function readMarkdown(text: string): Read {
  const tokens = markdown.parse(text, {});
  const all = tokens.flatMap(withChildren);
  const content = (types: readonly string[]): readonly string[] =>
    all.filter(({ type }) => types.includes(type)).map((token) => token.content);
  return {
    kinds: new Set(
      all.map(({ type, tag }) => `${type.replace(/_(open|close)$/, '')} ${tag}`.trim()),
    ),
    html: content(['html_block', 'html_inline']),
    text: content(['text', 'text_special']).join(' '),
    shown: all
      .filter(isShown)
      .map((token) => token.content)
      .join(' ')
      .replaceAll(SPACES, ' '),
    tables: tablesOf(tokens),
    headings: tokens.flatMap(({ type }, index) =>
      type === 'heading_open' ? [tokens[index + 1]?.content ?? ''] : [],
    ),
    fences: content(['fence']),
  };
}
