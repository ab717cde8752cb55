import { describe, expect, it } from '@jest/globals';
import { placesOf, projectFiles, readText } from './project-files.ts';

/** The patterns below would find themselves. */
const files = projectFiles().filter((path) => !path.startsWith('test/repo/'));

/** Accounts that AWS uses in its documentation, and numbers that no account has. */
const SYNTHETIC = new Set([
  '111122223333',
  '444455556666',
  '777788889999',
  '123456789012',
  '999999999999',
  '000000000000',
]);
const NUMBER_OF_ACCOUNT = /(?<![\w.-])\d{12}(?![\w.])/g;
const ARN_OR_REGISTRY = /(?::|\/\/|'|")(\d{12})(?=:|\.dkr\.)/g;

const HOSTS_OF_IMAGES =
  /\b(docker\.io|ghcr\.io|quay\.io|gcr\.io|mcr\.microsoft\.com|registry\.(k8s\.io|npmjs\.org|yarnpkg\.com|terraform\.io)|[\w-]+\.jfrog\.io)\b/i;

describe('the texts of the project', () => {
  it('name no place on somebody’s machine', () => {
    const machine = /(?<![\w.])\/(home|root|Users|work|farm|mnt|private)\/[\w.-]/;
    expect(placesOf(files, (line) => machine.test(line))).toEqual([]);
  });

  it('have synthetic account ids only', () => {
    const isReal = (line: string): boolean => {
      const plain = [...line.matchAll(NUMBER_OF_ACCOUNT)].map(([number]) => number);
      const named = [...line.matchAll(ARN_OR_REGISTRY)].map(([, number]) => number ?? '');
      return [...plain, ...named].some((number) => !SYNTHETIC.has(number));
    };
    const lists = files.filter((path) => !path.endsWith('go.sum'));
    expect(placesOf(lists, isReal)).toEqual([]);
  });

  it('name no registry but those of synthetic accounts and public.ecr.aws', () => {
    expect(placesOf(files, (line) => HOSTS_OF_IMAGES.test(line))).toEqual([]);
    expect(readText('package-lock.json')).not.toMatch(/"resolved":/);
  });

  it('leave nothing for later and speak of the project only', () => {
    const later = /\b(TODO|FIXME|XXX|HACK)\b/;
    const workplace =
      /shared\/reference|\brulings?\b|\b(this|another|earlier|previous|next|later) session\b|\bas an AI\b/i;
    const isWrong = (line: string): boolean => later.test(line) || workplace.test(line);
    expect(placesOf(files, isWrong)).toEqual([]);
  });

  it('hold no secrets', () => {
    const secret = /\b(AKIA|ASIA)[A-Z0-9]{16}\b|-----BEGIN [A-Z ]*PRIVATE KEY-----|\bghp_\w{36}\b/;
    expect(placesOf(files, (line) => secret.test(line))).toEqual([]);
  });

  it('end each line with a line feed, and no character turns the direction', () => {
    const hidden = /[\r\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/;
    expect(placesOf(files, (line) => hidden.test(line))).toEqual([]);
  });
});
