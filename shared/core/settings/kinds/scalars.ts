import { placed, type Placed } from '../placed.ts';
import { type Kind, refuse } from './kind.ts';

const isText = (value: Placed): value is Placed & { readonly kind: 'scalar'; value: string } =>
  value.kind === 'scalar' && typeof value.value === 'string';

/** A number where text is wanted is a name without quotes: an account id would lose its leading zeros. */
const isBare = (value: Placed): boolean =>
  value.kind === 'scalar' && (typeof value.value === 'number' || typeof value.value === 'boolean');

/** Text of one shape. `parse` may narrow it; it sees nothing that the pattern refuses. */
export function text<T extends string>(
  expected: string,
  pattern: string,
  parse: (text: string) => T | null,
): Kind<T> {
  const shape = new RegExp(pattern, 'u');
  return {
    expected,
    schema: () => ({ type: 'string', pattern }),
    read(value, at) {
      if (isBare(value)) return refuse(value, at, `${expected}, in quotes`);
      const parsed = isText(value) && shape.test(value.value) ? parse(value.value) : null;
      return parsed ?? refuse(value, at, expected);
    },
    fromText: placed,
    write: (value) => value,
  };
}

/** Text of one shape that is kept as it is. */
export const plainText = (expected: string, pattern: string): Kind<string> =>
  text(expected, pattern, (value) => value);

export function choice<T extends string>(values: readonly T[]): Kind<T> {
  const expected = `one of ${values.join(', ')}`;
  return {
    expected,
    schema: () => ({ enum: values }),
    read(value, at) {
      const found = isText(value) ? values.find((one) => one === value.value) : undefined;
      return found ?? refuse(value, at, expected);
    },
    fromText: placed,
    write: (value) => value,
  };
}

export function integer(minimum: number, maximum: number): Kind<number> {
  const expected = `a whole number from ${minimum} to ${maximum}`;
  return {
    expected,
    schema: () => ({ type: 'integer', minimum, maximum }),
    read(value, at) {
      const number = value.kind === 'scalar' ? value.value : null;
      const isWell =
        typeof number === 'number' &&
        Number.isInteger(number) &&
        number >= minimum &&
        number <= maximum;
      return isWell ? number : refuse(value, at, expected);
    },
    fromText: (given) => placed(/^\d{1,15}$/u.test(given) ? Number(given) : given),
    write: (value) => value,
  };
}

const UNITS = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 } as const;
type Unit = keyof typeof UNITS;
const DURATION = '^(0|[1-9][0-9]{0,5})[smhd]$';
const isUnit = (value: string): value is Unit => Object.hasOwn(UNITS, value);

/** The longest unit that says it without a fraction. */
function writeDuration(ms: number): string {
  if (ms === 0) return '0s';
  const [unit, size] =
    Object.entries(UNITS).find(([, one]) => ms % one === 0) ?? (['s', UNITS.s] as const);
  return `${ms / size}${unit}`;
}

/** Milliseconds, written `90s`, `15m`, `2h` or `7d`. */
export const DURATION_KIND: Kind<number> = {
  expected: 'a duration like 90s, 15m, 2h or 7d',
  schema: () => ({ type: 'string', pattern: DURATION }),
  read(value, at) {
    const written = isText(value) && new RegExp(DURATION, 'u').test(value.value) ? value.value : '';
    const unit = written.slice(-1);
    return isUnit(unit)
      ? Number(written.slice(0, -1)) * UNITS[unit]
      : refuse(value, at, DURATION_KIND.expected);
  },
  fromText: placed,
  write: writeDuration,
};
