import { formatPrefix, parsePrefix, type Prefix } from '../../core/net/index.ts';
import { plainText } from '../../core/settings/index.ts';
import type { Readable } from './record-kind.ts';

const EXPECTED = 'a CIDR like 10.9.0.0/24 or 2001:db8::/64';
const TEXT = plainText(EXPECTED, '^[0-9a-fA-F:.]{2,45}/(0|[1-9][0-9]{0,2})$');

/** The address with the full length: it differs from the prefix where bits behind the length are set. */
const addressOf = (text: string, { family }: Prefix): Prefix | null =>
  parsePrefix(`${text.slice(0, text.indexOf('/'))}/${family === 4 ? 32 : 128}`);

/** A range as AWS keeps it: with bits behind its length it would be another one than it looks. */
export const CIDR: Readable<Prefix> = {
  expected: EXPECTED,
  schema: (checks) => TEXT.schema(checks),
  read(value, at) {
    const text = TEXT.read(value, at);
    if (text === null) return null;
    const prefix = parsePrefix(text);
    if (prefix === null) {
      at.fault(value.line, `${at.path}: expected ${EXPECTED}; found "${text}"`);
      return null;
    }
    if (addressOf(text, prefix)?.first === prefix.first) return prefix;
    const meant = formatPrefix(prefix);
    at.fault(value.line, `${at.path}: ${text} has bits behind its length; it would be ${meant}`);
    return null;
  },
};
