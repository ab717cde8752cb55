import {
  Composer,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  Parser,
} from 'yaml';
import { type Placed, type PlacedEntry, shown } from '../../core/settings/index.ts';

/** Something in a text that cannot be meant. Lines are counted from 1. */
export interface TextFault {
  readonly line: number;
  readonly message: string;
}

export interface YamlText {
  /** One for each document that could be read, in their order; an empty one is left out. */
  readonly documents: readonly Placed[];
  readonly faults: readonly TextFault[];
}

/**
 * YAML (or JSON) that a person wrote, with the line of everything in it. Keys that are given twice, anchors, tags and
 * keys that are no text are faults: they have no meaning that everybody reads alike.
 */
export function readYaml(text: string): YamlText {
  const lines = new LineCounter();
  const faults: TextFault[] = [];
  const reader = new Reader(lines, faults);
  try {
    const composer = new Composer({ version: '1.2', schema: 'core', prettyErrors: false });
    const documents: Placed[] = [];
    // One after the other: the tree of a document is many times as large as its text.
    for (const one of composer.compose(new Parser(lines.addNewLine).parse(text)))
      documents.push(...reader.document(one));
    return { documents, faults };
  } catch (error) {
    // The parser and the reader descend level by level, as deep as the stack.
    if (!(error instanceof RangeError)) throw error;
    return { documents: [], faults: [{ line: 1, message: TOO_DEEP }] };
  }
}

const TOO_DEEP = 'it is nested too deeply';

class Reader {
  readonly #lines: LineCounter;
  readonly #faults: TextFault[];
  readonly #known = new Set<string>();

  constructor(lines: LineCounter, faults: TextFault[]) {
    this.#lines = lines;
    this.#faults = faults;
  }

  document({ contents, errors, warnings }: Document.Parsed): readonly Placed[] {
    for (const { code, message, pos } of [...errors, ...warnings]) {
      this.#fault(this.#lineAt(pos[0]), code === 'RESOURCE_EXHAUSTION' ? TOO_DEEP : message);
    }
    if (errors.length > 0 || contents === null) return [];
    const value = this.#placed(contents);
    return value.kind === 'scalar' && value.value === null ? [] : [value];
  }

  #placed(node: Node): Placed {
    const line = this.#lineAt(node.range?.[0] ?? 0);
    if (isAlias(node)) {
      this.#fault(line, 'anchors are not read: write it out');
      return { kind: 'scalar', value: null, line };
    }
    if (isSeq(node))
      return { kind: 'list', items: node.items.map((one) => this.#item(one, line)), line };
    if (isMap(node))
      return {
        kind: 'mapping',
        entries: node.items.flatMap((one) => this.#entry(one, line)),
        line,
      };
    return scalar(isScalar(node) ? node.value : null, line);
  }

  #item(item: unknown, line: number): Placed {
    return isNode(item) ? this.#placed(item) : { kind: 'scalar', value: null, line };
  }

  #entry({ key, value }: Pair, line: number): readonly PlacedEntry[] {
    const name = isScalar(key) ? scalar(key.value, this.#lineAt(key.range?.[0] ?? 0)) : null;
    const isName = name?.kind === 'scalar' && name.value !== null;
    if (!isName) {
      const found = name === null ? 'a list or a mapping' : shown(name);
      this.#fault(name?.line ?? line, `a key must be text; found ${found}`);
      return [];
    }
    return [{ key: `${name.value}`, line: name.line, value: this.#item(value, name.line) }];
  }

  /** One fault may be met several times over. */
  #fault(line: number, message: string): void {
    const key = `${line} ${message}`;
    if (!this.#known.has(key)) this.#faults.push({ line, message });
    this.#known.add(key);
  }

  #lineAt(offset: number): number {
    return Math.max(1, this.#lines.linePos(offset).line);
  }
}

/** The core schema of YAML 1.2 has these four; anything else is of a tag that was reported. */
function scalar(value: unknown, line: number): Placed {
  const isPlain =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return { kind: 'scalar', value: isPlain ? value : null, line };
}
