import { MAX_NAME_LENGTH, MAX_TEXT_LENGTH, printable } from '../printable.ts';
import { type Html, markup } from './markup.ts';

/** Ids inside a sentence, so that the eye finds them and no line breaks them. */
const ID = /\b((?:sg|sgr|eni|subnet|vpc|acl|rtb|pl|i|pcx|tgw|igw)-[0-9a-f]{4,17})\b/u;

export function withIds(sentence: string, length: number = MAX_TEXT_LENGTH): Html {
  const parts = printable(sentence, length).split(ID);
  return markup`${parts.map((part, index) => (index % 2 === 1 ? markup`<code>${part}</code>` : part))}`;
}

/** A name without spaces: it may break behind a slash rather than anywhere. */
export function breakable(name: string, length: number = MAX_NAME_LENGTH): Html {
  const parts = printable(name, length).split('/');
  return markup`${parts.map((part, index) => (index === 0 ? part : markup`/<wbr>${part}`))}`;
}
