import type { Severity } from '../../model/index.ts';
import { printable as printableUpTo } from '../../text/index.ts';

/** A sentence with `{placeholders}`. Its severity is a part of it: what is said decides how bad it is. */
export interface MessageTemplate {
  readonly severity: Severity;
  readonly text: string;
}

export type Messages = Readonly<Record<string, MessageTemplate>>;

export type PlaceholdersOf<Text extends string> =
  Text extends `${string}{${infer Name}}${infer Rest}` ? Name | PlaceholdersOf<Rest> : never;

export type MessageValue = string | number | readonly string[];

/** Exactly one value for each placeholder of the text. */
export type ValuesOf<Text extends string> = {
  readonly [Name in PlaceholdersOf<Text>]: MessageValue;
};

/** A message that was filled in. */
export interface Said {
  readonly id: string;
  readonly severity: Severity;
  readonly text: string;
}

/** Only ids of the check's own messages, and only their placeholders, compile. */
export type Say<M extends Messages> = <Id extends keyof M & string>(
  id: Id,
  values: ValuesOf<M[Id]['text']>,
) => Said;

const LISTED = 5;
const LONGEST_VALUE = 300;

/** Text from outside on one line, at most 300 characters of it: names come from whoever may create pods. */
export const printable = (text: string): string => printableUpTo(text, LONGEST_VALUE);

function show(value: MessageValue): string {
  if (typeof value === 'number') return `${value}`;
  if (typeof value === 'string') return printable(value);
  if (value.length === 0) return 'none';
  const listed = value.slice(0, LISTED).map(printable).join(', ');
  return value.length > LISTED ? `${listed} and ${value.length - LISTED} more` : listed;
}

export function sayIn<M extends Messages>(messages: M): Say<M> {
  return (id, values) => {
    const { severity, text } = messages[id] ?? { severity: 'high', text: id };
    const filled: ReadonlyMap<string, MessageValue> = new Map(Object.entries(values));
    const sentence = text.replace(/\{([^{}]+)\}/g, (whole, name: string) => {
      const value = filled.get(name);
      return value === undefined ? whole : show(value);
    });
    return { id, severity, text: sentence };
  };
}
