import * as fc from 'fast-check';

/** A value that may stand where it should not. */
const STRANGE = [
  null,
  true,
  -1,
  0,
  1.5,
  1e300,
  '',
  'text',
  '__proto__',
  '10.0.0.0/8',
  [],
  {},
  [null],
  [[]],
  { __proto__: null, toString: 7, valueOf: 7, constructor: 7, length: -1 },
] as const;

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Copies of a JSON value in which one to three members, anywhere, have another value, are gone or appear twice. */
export const corrupted = (value: unknown): fc.Arbitrary<unknown> =>
  fc
    .array(fc.tuple(fc.nat(), fc.constantFrom(...STRANGE), fc.nat(9)), {
      minLength: 1,
      maxLength: 3,
    })
    .map((changes) =>
      changes.reduce<unknown>((document, [seed, strange, kind]) => {
        const places = placesIn(document as Json);
        const place = places[seed % places.length] ?? [];
        return changedAt(document as Json, place, strange, kind);
      }, value),
    );

function placesIn(value: Json, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [
    path,
    ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...path, key])),
  ];
}

/** `kind` 0 removes the member, 1 doubles an element, anything else puts the strange value there. */
function changedAt(value: Json, path: readonly string[], strange: Json, kind: number): Json {
  const [key, ...rest] = path;
  if (key === undefined || typeof value !== 'object' || value === null) return strange;
  if (Array.isArray(value)) {
    const list = value as readonly Json[];
    const index = Number(key);
    const inner = changedAt(list[index] ?? null, rest, strange, kind);
    const replaced =
      rest.length > 0 || kind > 1 ? [inner] : kind === 0 ? [] : [list[index] ?? null, inner];
    return [...list.slice(0, index), ...replaced, ...list.slice(index + 1)];
  }
  const members = value as Readonly<Record<string, Json>>;
  const entries = Object.entries(members).flatMap(([name, inner]): [string, Json][] => {
    if (name !== key) return [[name, inner]];
    return rest.length === 0 && kind === 0 ? [] : [[name, changedAt(inner, rest, strange, kind)]];
  });
  return Object.fromEntries(entries);
}
