import { describe, expect, it } from '@jest/globals';
import { defineCheck } from '../../../shared/core/checks/index.ts';
import { printable, sayIn } from '../../../shared/core/checks/contract/message.ts';
import { COMPLIANT, violated } from '../../../shared/core/checks/contract/outcome.ts';

const messages = {
  extra: { severity: 'high', text: '{eni} carries {groups}.' },
  plain: { severity: 'low', text: 'Nothing to fill in.' },
} as const;

const words = {
  id: 'a-check',
  reference: 'X-01',
  title: 'A check',
  severity: 'high',
  messages,
  rationale: '',
  unknownWhen: '',
  remediation: { summary: '', commands: [] },
  references: [],
  since: '0.1.0',
} as const;

describe('a message', () => {
  const say = sayIn(messages);

  it('is filled in, with lists cut after five', () => {
    const groups = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    expect(say('extra', { eni: 'eni-1', groups })).toEqual({
      id: 'extra',
      severity: 'high',
      text: 'eni-1 carries a, b, c, d, e and 2 more.',
    });
    expect(say('extra', { eni: 'eni-1', groups: [] }).text).toBe('eni-1 carries none.');
  });

  it('is not filled in twice: a value that looks like a placeholder stays', () => {
    expect(say('extra', { eni: '{groups}', groups: '$&' }).text).toBe('{groups} carries $&.');
  });

  it('keeps control characters and endless names out', () => {
    expect(printable('a\u0000b\nc\u202ed')).toBe(String.raw`a\u0000b\u000ac\u202ed`);
    expect(printable('x'.repeat(5000))).toBe(`${'x'.repeat(300)}…(+4700)`);
  });

  it('compiles with its own ids and placeholders only', () => {
    // @ts-expect-error: a placeholder is missing.
    say('extra', { eni: 'eni-1' });
    // @ts-expect-error: a placeholder that the text has not got.
    say('extra', { eni: 'eni-1', groups: [], pod: 'a' });
    // @ts-expect-error: no such message.
    say('absent', {});
    expect(say('plain', {}).text).toBe('Nothing to fill in.');
  });
});

describe('a check', () => {
  it('compiles with the views that it names only', () => {
    const check = defineCheck({
      ...words,
      over: 'workload',
      needs: ['pods'],
      uses: ['rules'],
      judge: (workload, views) => {
        expect(workload).toBeDefined();
        expect(views.pods).toBeDefined();
        expect(views.rules).toBeDefined();
        // @ts-expect-error: stores are not among the views that it names.
        expect(views.stores).toBeDefined();
        return COMPLIANT;
      },
    });
    expect(check).toMatchObject({ id: 'a-check', needs: ['pods'], uses: ['rules'], after: [] });
  });

  it('compiles with judgements of the checks that it follows only', () => {
    defineCheck({
      ...words,
      over: 'cluster',
      needs: [],
      after: ['earlier'],
      judge: (_cluster, _views, _say, judged) => {
        judged('earlier');
        // @ts-expect-error: it does not follow that one.
        judged('later');
        return COMPLIANT;
      },
    });
    expect(true).toBe(true);
  });

  it('cannot violate without a sentence and evidence', () => {
    const parts = { expected: [], observed: [], fix: { summary: '', commands: [] } };
    const said = [sayIn(messages)('plain', {})] as const;
    const evidence = [{ kind: 'note', id: 'a' }] as const;
    // @ts-expect-error: nothing is said.
    expect(() => violated({ ...parts, said: [], evidence })).toThrow();
    // @ts-expect-error: no evidence.
    violated({ ...parts, said, evidence: [] });
    expect(violated({ ...parts, said, evidence }).kind).toBe('violation');
  });

  it('is as bad as the worst that it says', () => {
    const say = sayIn(messages);
    const outcome = violated({
      said: [say('plain', {}), say('extra', { eni: 'e', groups: 'g' })],
      expected: [],
      observed: [],
      evidence: [{ kind: 'note', id: 'a' }],
      fix: { summary: '', commands: [] },
    });
    expect(outcome).toMatchObject({ breach: { severity: 'high', message: 'e carries g.' } });
  });
});
