import type { PartProblem, PartSummary } from '../audit/snapshot-source.ts';
import type { Fault } from './listing-builder.ts';
import { isObject, type RawObject } from './raw.ts';

/** Members in which AWS and Kubernetes say that there is more than they gave. */
const CONTINUATIONS = ['NextToken', 'nextToken', 'Marker', 'NextMarker', 'nextMarker'] as const;

/** What the AWS CLI and kubectl print instead of an answer; they end up in the file with `2>&1`. */
const REFUSALS =
  /an error occurred|error from server|unable to (locate|connect)|aws: error|error: |accessdenied|unauthorized|forbidden|expired ?token|you must be logged in|throttl/i;

/** What the envelope of an answer tells against it as a whole: refused, damaged, or not all of it. */
export function faultsOf(summary: PartSummary): readonly Fault[] {
  if (summary.problem !== null)
    return [problemFault(summary.problem), ...continuation(summary.envelope)];
  const refusal = errorDocument(summary);
  return refusal === null
    ? continuation(summary.envelope)
    : [{ reason: 'denied', detail: refusal }];
}

function problemFault({ kind, message, head }: PartProblem): Fault {
  switch (kind) {
    case 'empty':
      return {
        reason: 'denied',
        detail: 'The file is empty, which is what a refused or failed command leaves behind.',
      };
    case 'unreadable':
      return { reason: 'denied', detail: `It could not be read: ${message}` };
    case 'too-large':
      return { reason: 'malformed', detail: `It is too large to be read whole: ${message}` };
    case 'syntax':
      return REFUSALS.test(head)
        ? { reason: 'denied', detail: `It holds an error message: ${head}` }
        : { reason: 'malformed', detail: `What follows could not be read: ${message}` };
  }
}

/** An error in the place of the answer: Kubernetes' `Status`, or one of the forms in which AWS writes errors. */
function errorDocument({ envelope, arrays }: PartSummary): string | null {
  const { kind, status, code, reason, message } = envelope;
  if (kind === 'Status' && (status === 'Failure' || (typeof code === 'number' && code >= 400))) {
    return `The API answered ${textOf(reason) || 'with a failure'}: ${textOf(message)}`;
  }
  if (Object.keys(arrays).length > 0) return null;
  const error = ['Error', 'error', '__type', 'errorMessage', 'Errors'].find((key) => envelope[key]);
  return error === undefined ? null : `It holds an error: ${errorText(envelope[error], envelope)}`;
}

function errorText(error: unknown, envelope: RawObject): string {
  const parts = isObject(error)
    ? [error['Code'] ?? error['code'], error['Message'] ?? error['message']]
    : [error, envelope['message'] ?? envelope['Message']];
  return parts.map(textOf).filter(Boolean).join(': ');
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function continuation(envelope: RawObject): readonly Fault[] {
  const { metadata } = envelope;
  if (metadata !== undefined && metadata !== null && !isObject(metadata)) return [UNREADABLE];
  const announced = [
    ...CONTINUATIONS.filter((key) => isGiven(envelope[key])),
    ...(envelope['IsTruncated'] === true ? ['IsTruncated'] : []),
    ...['continue', 'remainingItemCount']
      .filter((key) => isGiven(metadata?.[key]))
      .map((key) => `metadata.${key}`),
  ];
  if (announced.length === 0) return [];
  const detail = `${announced.join(', ')} says that there is more than the file has.`;
  return [{ reason: 'truncated', detail }];
}

const UNREADABLE: Fault = {
  reason: 'malformed',
  detail: 'metadata is no object: whether there is more than the file has is not known.',
};

/** Tokens are empty or absent on the last page; whatever else stands there is taken for one. */
const isGiven = (token: unknown): boolean =>
  token !== undefined && token !== null && token !== '' && token !== 0;
