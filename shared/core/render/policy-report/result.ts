import type { Severity, Subject } from '../../model/index.ts';
import { MAX_TEXT_LENGTH, printable } from '../printable.ts';
import type { YamlMapping } from '../yaml.ts';
import { referencesOf } from './resource.ts';

export const RESULTS = ['pass', 'fail', 'warn', 'error', 'skip'] as const;
export type ResultWord = (typeof RESULTS)[number];

/** One result of a report, with the members of wgpolicyk8s.io/v1alpha2. */
export type Result = YamlMapping & { readonly result: ResultWord };

type Properties = Readonly<Record<string, string | number | readonly string[] | null>>;

/** What is said of one check, and of one subject where there is one. */
export interface Said {
  /** The check, or what else speaks. */
  readonly policy: string;
  /** Its reference. */
  readonly rule?: string | undefined;
  readonly result: ResultWord;
  readonly severity?: Severity;
  readonly message: string;
  readonly subject?: Subject;
  /** ISO. */
  readonly at: string;
  readonly properties?: Properties;
}

export const shown = (text: string): string => printable(text, MAX_TEXT_LENGTH);

/** `properties` hold strings; what is empty says nothing. */
function texts(properties: Properties): { readonly [name: string]: string } {
  const entries = Object.entries(properties).map(([name, value]): [string, string] => {
    const text = value !== null && typeof value === 'object' ? value.join('; ') : `${value ?? ''}`;
    return [name, shown(text)];
  });
  return Object.fromEntries(entries.filter(([, text]) => text !== ''));
}

/** What of a subject is no object of the cluster. */
const subjectProperties = (subject: Subject): Properties => ({
  subject: subject.kind,
  name: 'name' in subject && referencesOf(subject).length === 0 ? subject.name : null,
  store: 'id' in subject ? subject.id : null,
  group: 'group' in subject ? subject.group : null,
  groupRule: 'rule' in subject ? subject.rule : null,
});

function timestamp(iso: string): YamlMapping {
  const at = Date.parse(iso);
  const seconds = Math.floor(at / 1000);
  return { seconds, nanos: (at - seconds * 1000) * 1_000_000 };
}

/** Only what passes or fails is scored: a warning, an error or a skip changes nobody's score. */
export function resultOf(said: Said): Result {
  const { policy, rule, result, severity, message, subject, at, properties = {} } = said;
  const resources = subject === undefined ? [] : referencesOf(subject);
  return {
    source: 'podfence',
    policy: shown(policy),
    ...(rule === undefined || rule === '' ? {} : { rule: shown(rule) }),
    category: 'Security groups for pods',
    ...(severity === undefined ? {} : { severity }),
    result,
    scored: result === 'pass' || result === 'fail',
    message: shown(message),
    timestamp: timestamp(at),
    ...(resources.length === 0 ? {} : { resources }),
    properties: texts({
      ...(subject === undefined ? {} : subjectProperties(subject)),
      ...properties,
    }),
  };
}
