import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { shellWord } from '../../../shared/core/text/index.ts';

const read = (word: string): string =>
  execFileSync('/bin/sh', ['-c', `printf %s ${word}`], { encoding: 'utf8' });

describe('A word for a shell', () => {
  it.each(['catalog', 'sg-0123', 'ns/name', '10.0.0.0/8', 'a=b'])('is %s itself', (text) => {
    expect(shellWord(text)).toBe(text);
  });

  it('is one argument, whatever stands in it', () => {
    const text = fc.stringMatching(/^[ab \-'"$`\\;&|<>(){}*?#!~]{1,12}$/);
    fc.assert(
      fc.property(text, (value) => {
        const said = read(shellWord(value));
        expect(said).toBe(value.startsWith('-') ? `?${value}` : value);
      }),
      { numRuns: 60 },
    );
  });

  it.each(['--all', '-A', '-'])('is never the option %s', (text) => {
    expect(shellWord(text)).toBe(`'?${text}'`);
  });

  it('keeps a long permission whole, and shows no control character', () => {
    expect(shellWord(`{"a":"${'x'.repeat(1000)}"}`)).toHaveLength(1010);
    expect(shellWord('a\u001b[2Jb\n')).not.toMatch(/\p{Cc}/u);
  });
});
