/** What is written: plain values, keys of our own. `undefined` members are left out. */
export type YamlValue =
  | string
  | number
  | boolean
  | readonly YamlValue[]
  | { readonly [key: string]: YamlValue | undefined };

const isList = (value: YamlValue): value is readonly YamlValue[] => Array.isArray(value);

const PLAIN_KEY = /^[A-Za-z][\w./-]*$/;

/** Strings are written as JSON writes them, which YAML 1.2 reads alike: nothing in them is ever a date, a tag or a flag. */
const scalar = (value: YamlValue): string => JSON.stringify(value);

function isEmpty(value: YamlValue): boolean {
  return typeof value === 'object' && Object.values(value).length === 0;
}

/** YAML in block style, a line for each value. */
export function* yamlLines(value: YamlValue, indent = ''): Generator<string> {
  if (typeof value !== 'object' || isEmpty(value)) {
    yield `${indent}${scalar(value)}`;
  } else if (isList(value)) {
    for (const item of value) yield* listItem(item, indent);
  } else {
    for (const [key, member] of Object.entries(value)) {
      if (member !== undefined) yield* mapMember(key, member, indent);
    }
  }
}

function* listItem(item: YamlValue, indent: string): Generator<string> {
  let bullet = `${indent}- `;
  for (const line of yamlLines(item, `${indent}  `)) {
    yield bullet + line.slice(indent.length + 2);
    bullet = `${indent}  `;
  }
}

function* mapMember(key: string, member: YamlValue, indent: string): Generator<string> {
  const name = PLAIN_KEY.test(key) ? key : JSON.stringify(key);
  if (typeof member !== 'object' || isEmpty(member)) yield `${indent}${name}: ${scalar(member)}`;
  else {
    yield `${indent}${name}:`;
    yield* yamlLines(member, `${indent}  `);
  }
}
