import { describe, expect, it } from '@jest/globals';
import {
  changedAfter,
  declaredSince,
  isProvenBy,
} from '../../../../shared/core/checks/pods/declared-since.ts';
import { aPolicy, type PolicyOverrides, specOwner } from '../../../support/kubernetes.ts';

const POD = 1_000_000;

const since = (...policies: readonly PolicyOverrides[]) =>
  declaredSince(policies.map(aPolicy), new Map());

describe('when a declaration last changed', () => {
  it('is proven by the first generation, equal times included', () => {
    expect(isProvenBy(since({ createdAt: POD }), POD)).toBe(true);
    expect(isProvenBy(since({ createdAt: POD + 1 }), POD)).toBe(false);
    expect(isProvenBy(since({ createdAt: POD - 5, generation: null }), POD)).toBe(false);
  });

  it('is proven over several policies only if it is for each of them', () => {
    const old = { createdAt: POD - 10 };
    expect(isProvenBy(since(old, { ...old, generation: 2 }), POD)).toBe(false);
    expect(isProvenBy(since(old, { createdAt: POD - 3 }), POD)).toBe(true);
    expect(isProvenBy(since(), POD)).toBe(false);
  });

  it('is after the pod when a policy was made after it, whatever its generation', () => {
    expect(changedAfter(since({ createdAt: POD + 1, generation: 7 }), POD)).toBe(true);
    expect(changedAfter(since({ createdAt: POD - 1 }), POD)).toBe(false);
  });

  it('rests on the newest writer of the specification where nothing proves it', () => {
    const written = (...times: readonly number[]) =>
      since({
        createdAt: 5,
        generation: 3,
        fieldOwners: times.map((at) => specOwner('kubectl', at)),
      });
    expect(changedAfter(written(POD - 10, POD + 10), POD)).toBe(true);
    expect(changedAfter(written(POD - 10), POD)).toBe(false);
    expect(changedAfter(written(), POD)).toBe(false);
  });

  it('takes no writer for evidence against what an earlier audit saw', () => {
    const policy = aPolicy({
      createdAt: 5,
      generation: 3,
      fieldOwners: [specOwner('kubectl', POD + 10)],
    });
    const seen = declaredSince(
      [policy],
      new Map([[policy.uid, { generation: 3, seenAt: POD - 1 }]]),
    );
    expect(changedAfter(seen, POD)).toBe(false);
    expect(isProvenBy(seen, POD)).toBe(true);
  });
});
