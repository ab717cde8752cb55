import type { Subject } from '../model/index.ts';

/** A pattern for one field: `*` stands for any text, `\*` and `\\` for the characters themselves. */
export interface Glob {
  /** What stands between the stars; one part: the whole text, literally. */
  readonly parts: readonly [string, ...string[]];
}

export function parseGlob(pattern: string): Glob {
  if (!/[\\*]/u.test(pattern)) return { parts: [pattern] };
  const parts: [string, ...string[]] = [''];
  for (const [token] of pattern.matchAll(/\\[\\*]|[\s\S]/gu)) {
    if (token === '*') parts.push('');
    else
      parts[parts.length - 1] +=
        token.length > 1 && token.startsWith('\\') ? token.slice(1) : token;
  }
  return { parts };
}

/** The pattern that only this text matches. */
export const escapeGlob = (text: string): string => text.replaceAll(/[\\*]/gu, String.raw`\$&`);

/** The only text that matches; null where several may. */
export const literalOf = ({ parts: [first, ...others] }: Glob): string | null =>
  others.length === 0 ? first : null;

/** Each part at the first place after the one before it: in time that goes with the length of the text. */
export function matchesGlob({ parts }: Glob, text: string): boolean {
  const [first, ...others] = parts;
  const last = others.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const part of others) {
    const at = text.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}

/** Patterns by the names of fields, `kind` and `cluster` among them. */
export type SubjectPattern = ReadonlyMap<string, Glob>;

export const parsePattern = (fields: ReadonlyMap<string, string>): SubjectPattern =>
  new Map([...fields].map(([name, pattern]) => [name, parseGlob(pattern)]));

/** Whether every field that is named is there and matches. */
export function matchesSubject(pattern: SubjectPattern, subject: Subject): boolean {
  const fields: ReadonlyMap<string, string> = new Map(Object.entries(subject));
  return [...pattern].every(([name, glob]) => {
    const value = fields.get(name);
    return value !== undefined && matchesGlob(glob, value);
  });
}
