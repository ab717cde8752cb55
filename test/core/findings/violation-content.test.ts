import { describe, expect, it } from '@jest/globals';
import { contentHash, publicationHash } from '../../../shared/core/findings/index.ts';
import type { Evidence, Finding, Violation } from '../../../shared/core/model/index.ts';
import { aViolation, NOW } from './judgements.ts';

const base = aViolation();
const withEvidence = (...evidence: Evidence[]): Partial<Violation> => ({
  evidence: [base.evidence[0], ...evidence],
});
const rule = (id: string, overrides: Partial<Evidence> = {}): Evidence => ({
  kind: 'rule',
  id,
  rule: 'sg-db/ingress/tcp/3306-3306/sg-catalog',
  ...overrides,
});

describe('the content of a violation', () => {
  it.each<[string, Partial<Violation>]>([
    ['the severity', { severity: 'low' }],
    ['the causes', { causes: ['LABEL_DRIFT'] }],
    ['what is expected', { expected: ['sg-catalog', 'sg-more'] }],
    ['what is observed', { observed: [] }],
    ['the policies', { evidence: [{ kind: 'policy', id: 'catalog/other' }] }],
    ['the groups', withEvidence(base.evidence[1]!, { kind: 'group', id: 'sg-1' })],
    ['the rules', withEvidence(base.evidence[1]!, rule('sgr-1'))],
  ])('changes with %s', (_, overrides) => {
    expect(contentHash(aViolation(overrides))).not.toBe(contentHash(base));
  });

  it.each<[string, Partial<Violation>]>([
    ['the wording', { message: 'other words', title: 'other title' }],
    ['the fix', { fix: { summary: 'x', commands: ['y'] } }],
    ['settling', { settling: { provenSince: null, windowMs: 1 } }],
    [
      'interfaces, pods and nodes that come and go',
      {
        evidence: [
          { kind: 'pod', id: 'catalog/catalog-2' },
          { kind: 'interface', id: 'eni-9' },
          { kind: 'node', id: 'ip-10-0-0-1' },
          base.evidence[1]!,
        ],
      },
    ],
    [
      'the interface that is observed',
      {
        observed: ['sg-old', 'eni-9'],
        evidence: [{ kind: 'interface', id: 'eni-9' }, base.evidence[1]!],
      },
    ],
    ['a note', withEvidence(base.evidence[1]!, { kind: 'note', id: 'since' })],
    [
      'the generation of a policy',
      {
        evidence: [{ kind: 'policy', id: 'catalog/catalog-rds-access', generation: 3 }],
      },
    ],
    ['order and repetition', { expected: ['sg-catalog', 'sg-catalog'] }],
  ])('does not change with %s', (_, overrides) => {
    expect(contentHash(aViolation(overrides))).toBe(contentHash(base));
  });

  it('takes a rule for what it says, not for its id', () => {
    const hash = (evidence: Evidence) => contentHash(aViolation(withEvidence(evidence)));
    expect(hash(rule('sgr-2'))).toBe(hash(rule('sgr-1')));
    expect(hash(rule('sgr-1', { rule: 'sg-db/ingress/tcp/3306-3306/10.0.0.0\u002f16' }))).not.toBe(
      hash(rule('sgr-1')),
    );
  });
});

describe('what is published of a finding', () => {
  const finding: Finding = {
    id: 'podfence/c/1',
    violation: base,
    state: 'raised',
    resolution: null,
    firstSeen: NOW,
    lastSeen: NOW,
    attribution: null,
    suppressedBy: null,
  };

  it.each<[string, Partial<Finding>]>([
    ['it is resolved', { state: 'resolved', resolution: 'compliant' }],
    ['it is suppressed', { suppressedBy: 'accepted' }],
    ['its content changes', { violation: aViolation({ severity: 'low' }) }],
  ])('changes when %s', (_, overrides) => {
    expect(publicationHash({ ...finding, ...overrides })).not.toBe(publicationHash(finding));
  });

  it.each<[string, Partial<Finding>]>([
    ['it persists', { state: 'persisting', lastSeen: NOW + 1 }],
    ['it is held', { state: 'held' }],
  ])('does not change while %s', (_, overrides) => {
    expect(publicationHash({ ...finding, ...overrides })).toBe(publicationHash(finding));
  });
});
