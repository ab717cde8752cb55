import type { DocumentPlace } from '../../core/model/index.ts';
import { below, plainText, type Placed, quoted, type Reading } from '../../core/settings/index.ts';
import { fieldsOf, isExactly } from './record-fields.ts';

export const API_VERSION = 'podfence.dev/v1alpha1';

/** Names as Kubernetes has them. */
export const DOCUMENT_NAME = plainText(
  'a name of lower-case letters, digits, dashes and dots',
  '^[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?$',
);

/** What every document starts with. */
export interface DocumentHead<Kind extends string> {
  readonly kind: Kind;
  readonly name: string;
  readonly place: DocumentPlace;
  readonly spec: Placed;
  /** Nothing of the head is at fault. Where it is, the rest is read for its own faults alone. */
  readonly isWell: boolean;
}

/** The head of a document of one of these kinds; null, after a fault, where the kind or the rest is not to be told. */
export function readHead<Kind extends string>(
  document: Placed,
  file: string,
  kinds: readonly Kind[],
  at: Reading,
): DocumentHead<Kind> | null {
  const fields = fieldsOf(document, at, { required: ['apiVersion', 'kind', 'metadata', 'spec'] });
  const kind = fields?.get('kind');
  const found = kind?.kind === 'scalar' ? kinds.find((one) => one === kind.value) : undefined;
  if (kind !== undefined && found === undefined) {
    const given = kind.kind === 'scalar' ? quoted(`${kind.value}`) : `a ${kind.kind}`;
    at.fault(kind.line, `kind: expected ${kinds.join(' or ')}; found ${given}`);
  }
  const version = fields?.get('apiVersion');
  const isVersion =
    version !== undefined && isExactly(version, API_VERSION, below(at, 'apiVersion'));
  const name = nameIn(fields?.get('metadata'), at);
  const spec = fields?.get('spec');
  if (found === undefined || spec === undefined) return null;
  const place = { file, line: document.line };
  return { kind: found, name: name ?? '', place, spec, isWell: isVersion && name !== null };
}

function nameIn(metadata: Placed | undefined, at: Reading): string | null {
  if (metadata === undefined) return null;
  const fields = fieldsOf(metadata, below(at, 'metadata'), { required: ['name'] });
  const name = fields?.get('name');
  return name === undefined ? null : DOCUMENT_NAME.read(name, below(at, 'metadata.name'));
}
