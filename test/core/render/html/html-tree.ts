import { type DefaultTreeAdapterTypes, parse, type ParserError } from 'parse5';

export interface Element {
  readonly tag: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly node: DefaultTreeAdapterTypes.Element;
}

type Node = DefaultTreeAdapterTypes.ChildNode | DefaultTreeAdapterTypes.Document;

function* walk(node: Node): Generator<DefaultTreeAdapterTypes.Element> {
  if ('tagName' in node) yield node;
  if ('childNodes' in node) for (const child of node.childNodes) yield* walk(child);
}

/** What a browser makes of a page, and what it had to put right for that. */
export interface Page {
  readonly elements: readonly Element[];
  readonly faults: readonly string[];
}

export function parsePage(html: string): Page {
  const faults: string[] = [];
  const onParseError = ({ code, startLine, startCol }: ParserError): void => {
    faults.push(`${code} at ${startLine}:${startCol}`);
  };
  const document = parse(html, { onParseError });
  const elements = [...walk(document)].map((node) => ({
    tag: node.tagName,
    attributes: new Map(node.attrs.map(({ name, value }) => [name, value])),
    node,
  }));
  return { elements, faults };
}

export const elementsOf = (html: string, tag: string): readonly Element[] =>
  parsePage(html).elements.filter((one) => one.tag === tag);

/** All text below an element, as it stands there. */
export function textOf({ node }: Pick<Element, 'node'>): string {
  const texts = (one: Node): string =>
    'value' in one ? one.value : 'childNodes' in one ? one.childNodes.map(texts).join('') : '';
  return texts(node);
}

/** The same on one line, as a reader takes it. */
export const wordsOf = (element: Pick<Element, 'node'>): string =>
  textOf(element).replace(/\s+/gu, ' ').trim();

export const hasClass = ({ attributes }: Element, name: string): boolean =>
  (attributes.get('class') ?? '').split(/\s+/u).includes(name);
