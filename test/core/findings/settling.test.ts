import { describe, expect, it } from '@jest/globals';
import { findingId, reconcile } from '../../../shared/core/findings/index.ts';
import type { Disposition, Evidence, Violation } from '../../../shared/core/model/index.ts';
import {
  aCheckJudgement,
  aJudgement,
  aViolation,
  commit,
  MINUTE,
  NO_CHANGE,
  NOTHING_STORED,
  NOW,
  OTHER_CLUSTER,
  type Stored,
  summaryOf,
} from './judgements.ts';

const WINDOW = 15 * MINUTE;
const orphan = (...interfaces: string[]): Violation => {
  const [head = 'eni-1', ...rest] = interfaces;
  const eni = (id: string): Evidence => ({ kind: 'interface', id });
  return aViolation({
    check: 'every-branch-eni-has-a-pod',
    evidence: [eni(head), ...rest.map(eni)],
    settling: { provenSince: null, windowMs: WINDOW },
  });
};
const audit = (
  stored: Stored,
  violations: Violation[],
  now: number,
  otherwise?: Exclude<Disposition, 'violation'>,
) => {
  const about = { check: 'every-branch-eni-has-a-pod' };
  const judgement = aJudgement([aCheckJudgement(violations, otherwise, about)]);
  const delta = reconcile({ judgement, ...stored, now });
  return { delta, summary: summaryOf(delta), stored: commit(stored, delta) };
};

describe('a violation that has to settle', () => {
  it('waits from its first sight, which is remembered', () => {
    const { delta, summary } = audit(NOTHING_STORED, [orphan()], NOW);
    expect(summary).toEqual({ ...NO_CHANGE, settling: 1 });
    expect(delta.settling).toEqual([{ violation: orphan(), since: NOW, until: NOW + WINDOW }]);
    expect(delta.sightings.record).toEqual([
      {
        id: findingId(orphan().check, orphan().subject),
        check: orphan().check,
        subject: orphan().subject,
        marks: [{ id: 'eni-1', since: NOW }],
      },
    ]);
  });

  it('is a finding when it is seen again after its window, and the sighting is forgotten', () => {
    const once = audit(NOTHING_STORED, [orphan()], NOW);
    const early = audit(once.stored, [orphan()], NOW + WINDOW - 1);
    expect(early.delta.settling).toEqual([
      { violation: orphan(), since: NOW, until: NOW + WINDOW },
    ]);
    expect(early.delta.sightings).toEqual({ record: [], forget: [] });
    const late = audit(early.stored, [orphan()], NOW + WINDOW);
    expect(late.summary).toEqual({ ...NO_CHANGE, raised: 1 });
    expect(late.stored.sightings).toEqual([]);
  });

  it('without stored sightings stays settling, however often it is seen', () => {
    for (const now of [NOW, NOW + WINDOW, NOW + 10 * WINDOW])
      expect(audit(NOTHING_STORED, [orphan()], now).summary.settling).toBe(1);
  });

  it('is judged at once when the input proves that it has stood for its window', () => {
    const proven = (provenSince: number) => ({
      ...orphan(),
      settling: { provenSince, windowMs: WINDOW },
    });
    expect(audit(NOTHING_STORED, [proven(NOW - WINDOW)], NOW).summary.raised).toBe(1);
    expect(audit(NOTHING_STORED, [proven(NOW - WINDOW + 1)], NOW).delta.settling).toEqual([
      expect.objectContaining({ since: NOW - WINDOW + 1, until: NOW + 1 }),
    ]);
  });

  it('does not trust a proof or a sighting of the future', () => {
    const ahead = { ...orphan(), settling: { provenSince: NOW + 9 * WINDOW, windowMs: WINDOW } };
    const once = audit(NOTHING_STORED, [ahead], NOW);
    expect(once.delta.settling[0]!.until).toBe(NOW + WINDOW);
    const earlier = audit(once.stored, [orphan()], NOW - WINDOW);
    expect(earlier.delta.settling[0]!.until).toBe(NOW);
  });

  it('persists when it is a finding already', () => {
    const finding = audit(NOTHING_STORED, [{ ...orphan(), settling: null }], NOW);
    expect(audit(finding.stored, [orphan()], NOW + 1).summary).toEqual({
      ...NO_CHANGE,
      persisting: 1,
    });
  });

  it('settles again when it returns after it was resolved', () => {
    const finding = audit(NOTHING_STORED, [{ ...orphan(), settling: null }], NOW);
    const closed = audit(finding.stored, [], NOW + 1);
    const back = audit(closed.stored, [orphan()], NOW + 2);
    expect(back.summary).toEqual({ ...NO_CHANGE, settling: 1 });
    const raised = audit(back.stored, [orphan()], NOW + 2 + WINDOW).delta.raised;
    expect(raised[0]!.firstSeen).toBe(NOW);
  });
});

describe('what comes and goes under one subject', () => {
  it('does not add up: another interface starts anew', () => {
    const once = audit(NOTHING_STORED, [orphan('eni-1')], NOW);
    const both = audit(once.stored, [orphan('eni-2', 'eni-1')], NOW + 10 * MINUTE);
    expect(both.delta.settling[0]!.since).toBe(NOW);
    const later = audit(both.stored, [orphan('eni-2')], NOW + WINDOW);
    expect(later.delta.settling).toEqual([
      expect.objectContaining({ since: NOW + 10 * MINUTE, until: NOW + 10 * MINUTE + WINDOW }),
    ]);
    expect(audit(later.stored, [orphan('eni-2')], NOW + 10 * MINUTE + WINDOW).summary.raised).toBe(
      1,
    );
  });

  it('is told apart by its pods when it names no interface, else it is the subject', () => {
    const naming = (kind: 'pod' | 'group', id: string): Violation => ({
      ...orphan(),
      evidence: [{ kind, id }],
    });
    const since = (a: Violation, b: Violation) =>
      audit(audit(NOTHING_STORED, [a], NOW).stored, [b], NOW + 1).delta.settling[0]!.since;
    expect(since(naming('pod', 'x/a'), naming('pod', 'x/b'))).toBe(NOW + 1);
    expect(since(naming('group', 'sg-1'), naming('group', 'sg-2'))).toBe(NOW);
  });
});

describe('a sighting', () => {
  const once = audit(NOTHING_STORED, [orphan()], NOW).stored;

  it.each<Exclude<Disposition, 'violation'>>(['compliant', 'gone', 'not-applicable'])(
    'is forgotten when its subject is %s',
    (disposition) => {
      expect(audit(once, [], NOW + 1, disposition).stored.sightings).toEqual([]);
    },
  );

  it.each<Exclude<Disposition, 'violation'>>(['unknown', 'not-judged'])(
    'stays when its subject is %s',
    (disposition) => {
      expect(audit(once, [], NOW + 1, disposition).stored.sightings).toEqual(once.sightings);
    },
  );

  it('of another cluster stays', () => {
    const judgement = aJudgement([aCheckJudgement([], 'compliant', { cluster: OTHER_CLUSTER })]);
    const delta = reconcile({ judgement, ...once, now: NOW + 1 });
    expect(delta.sightings).toEqual({ record: [], forget: [] });
  });
});
