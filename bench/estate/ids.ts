import { hash32, mix32 } from './random.ts';

/** Synthetic identifiers, unique by construction: each is a bijection of (kind, number). */
export interface Ids {
  /** `eni-0…`, `sg-0…`, `i-0…`: 17 hexadecimal digits, as EC2 gives them. */
  resource(prefix: string, index: number): string;
  /** A UUID, as Kubernetes gives them. */
  uid(kind: string, index: number): string;
  /** A locally administered MAC address. */
  mac(index: number): string;
  /** Five characters as Kubernetes appends to generated names; distinct below 14 million numbers. */
  nameSuffix(index: number): string;
  /** A pod template hash of ten characters. */
  templateHash(kind: string, index: number): string;
  /** Hexadecimal digits, e.g. of a container id. */
  hex(kind: string, index: number, digits: number): string;
}

/** k8s.io/apimachinery pkg/util/rand: no vowels, and no digits that look like letters. */
const SUFFIX_ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';
const SUFFIXES = SUFFIX_ALPHABET.length ** 5;
/** Coprime to 27⁵, so that multiplying by it permutes the suffixes. */
const SUFFIX_STEP = 8_675_309;

export function createIds(seed: number): Ids {
  const salts = new Map<string, number>();
  const saltOf = (kind: string): number => {
    const known = salts.get(kind);
    if (known !== undefined) return known;
    const salt = hash32(kind, seed);
    salts.set(kind, salt);
    return salt;
  };
  const word = (kind: string, index: number, part: number): string =>
    hex8(mix32((index ^ saltOf(kind)) + Math.imul(part, 0x9e3779b9)));
  const suffixStart = saltOf('suffix') % SUFFIXES;
  return {
    resource: (prefix, index) => `${prefix}-0${word(prefix, index, 0)}${word(prefix, index, 1)}`,
    uid: (kind, index) => toUuid([0, 1, 2, 3].map((part) => word(kind, index, part)).join('')),
    mac: (index) => `02:${pairs(word('mac', index, 0) + word('mac', index, 1).slice(0, 2))}`,
    nameSuffix: (index) => inAlphabet((index * SUFFIX_STEP + suffixStart) % SUFFIXES, 5),
    templateHash: (kind, index) =>
      inAlphabet(Number.parseInt(word(kind, index, 0) + word(kind, index, 1).slice(0, 5), 16), 10),
    hex: (kind, index, digits) => {
      let text = '';
      for (let part = 0; text.length < digits; part += 1) text += word(kind, index, part);
      return text.slice(0, digits);
    },
  };
}

function hex8(value: number): string {
  return value.toString(16).padStart(8, '0');
}

function toUuid(hex: string): string {
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) & 3);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function pairs(hex: string): string {
  return hex.match(/../g)?.join(':') ?? '';
}

function inAlphabet(value: number, length: number): string {
  let text = '';
  let rest = value;
  for (let digit = 0; digit < length; digit += 1) {
    text += SUFFIX_ALPHABET.charAt(rest % SUFFIX_ALPHABET.length);
    rest = Math.floor(rest / SUFFIX_ALPHABET.length);
  }
  return text;
}
