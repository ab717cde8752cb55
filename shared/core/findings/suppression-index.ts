import { compareText, type Subject, SUBJECT_FIELDS, type Suppression } from '../model/index.ts';
import { literalOf, matchesSubject, parsePattern, type SubjectPattern } from './subject-pattern.ts';

export interface About {
  readonly check: string;
  readonly subject: Subject;
}

interface Ready {
  readonly suppression: Suppression;
  readonly pattern: SubjectPattern;
}

/** Which suppressions match a finding, whether they still hold or not, in the order of their names. */
export type MatchesOf = (about: About) => readonly Suppression[];

/**
 * One that names every field of a subject, without a star, is found by that subject; the others are tried one by one. An
 * estate that was accepted as it stands has one of the first sort for each of its findings.
 */
export function indexSuppressions(suppressions: readonly Suppression[]): MatchesOf {
  const ready = suppressions.map((suppression) => ({
    suppression,
    pattern: parsePattern(suppression.subject),
  }));
  const exact = Map.groupBy(ready, exactKey);
  const wide = Map.groupBy(exact.get(null) ?? [], ({ suppression }) => suppression.check);
  return ({ check, subject }) => {
    const named = exact.get(keyOf(check, Object.entries(subject))) ?? [];
    const tried = wide.get(check) ?? [];
    return [...named, ...tried.filter(({ pattern }) => matchesSubject(pattern, subject))]
      .map(({ suppression }) => suppression)
      .toSorted((a, b) => compareText(a.name, b.name));
  };
}

const keyOf = (check: string, fields: readonly (readonly [string, string])[]): string =>
  JSON.stringify([check, fields.toSorted(([a], [b]) => compareText(a, b))]);

/** Null for one that may match several subjects. */
function exactKey({ suppression, pattern }: Ready): string | null {
  const fields = [...pattern].flatMap(([name, glob]): readonly (readonly [string, string])[] => {
    const text = literalOf(glob);
    return text === null ? [] : [[name, text]];
  });
  const kind = fields.find(([name]) => name === 'kind')?.[1];
  const wanted = Object.entries(SUBJECT_FIELDS).find(([name]) => name === kind)?.[1];
  const isWhole = wanted?.length === fields.length - 2 && fields.length === pattern.size;
  const isExact =
    isWhole && ['cluster', ...wanted].every((name) => fields.some(([field]) => field === name));
  return isExact ? keyOf(suppression.check, fields) : null;
}
