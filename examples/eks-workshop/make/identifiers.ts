import { createHash } from 'node:crypto';

// Every id is a digest of the name of the thing: the same on every run, wherever the thing is
// mentioned, and it does not move when something else is added to the lab.

const digest = (key: string): string => createHash('sha256').update(key).digest('hex');

/** `eni-0…`, `sg-0…`, `i-0…`: 17 hexadecimal digits, as EC2 gives them since 2018. */
export const awsId = (prefix: string, key: string): string =>
  `${prefix}-0${digest(`${prefix}/${key}`).slice(0, 16)}`;

export function uid(key: string): string {
  const hex = digest(`uid/${key}`);
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
  ];
  return [...parts, hex.slice(20, 32)].join('-');
}

export const resourceVersion = (key: string): string =>
  String(100_000 + (Number.parseInt(digest(`version/${key}`).slice(0, 8), 16) % 9_000_000));

/** Locally administered, and so nobody's. */
export function macAddress(key: string): string {
  const hex = digest(`mac/${key}`);
  return ['06', ...[0, 2, 4, 6, 8].map((at) => hex.slice(at, at + 2))].join(':');
}

// The alphabet of Kubernetes' generated names: no vowels, so that no words appear.
const nameAlphabet = 'bcdfghjklmnpqrstvwxz2456789';

export function nameSuffix(key: string, length: number): string {
  const hex = digest(`name/${key}`);
  let suffix = '';
  for (let at = 0; at < length; at++) {
    const value = Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16);
    suffix += nameAlphabet[value % nameAlphabet.length] ?? 'b';
  }
  return suffix;
}

export const sha256 = (key: string): string => digest(`image/${key}`);
