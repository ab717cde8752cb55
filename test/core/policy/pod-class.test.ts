import { describe, expect, it } from '@jest/globals';
import { classifyPod, policiesApply } from '../../../shared/core/policy/index.ts';
import { labelsOf } from './policy-fixtures.ts';

const profile = labelsOf({ 'eks.amazonaws.com/fargate-profile': 'serverless' });
const none = labelsOf({});

const aPod = (hostNetwork: boolean, labels = none, ...osSelectors: readonly string[]) =>
  classifyPod({ hostNetwork, labels, osSelectors });

describe('the class of a pod', () => {
  it.each([
    ['linux without any mark', aPod(false), 'linux'],
    ['linux with a node selector for linux', aPod(false, none, 'linux'), 'linux'],
    ['windows by one node selector', aPod(false, none, 'windows'), 'windows'],
    ['windows by the beta label beside linux', aPod(false, none, 'linux', 'windows'), 'windows'],
    ['linux when windows is written in another case', aPod(false, none, 'Windows'), 'linux'],
    ['linux when windows has a space around it', aPod(false, none, ' windows'), 'linux'],
    ['fargate by the label', aPod(false, profile), 'fargate'],
    [
      'fargate by the label of no value',
      aPod(false, labelsOf({ 'eks.amazonaws.com/fargate-profile': '' })),
      'fargate',
    ],
    ['fargate before windows', aPod(false, profile, 'windows'), 'fargate'],
    ['host-network before all others', aPod(true, profile, 'windows'), 'host-network'],
    ['host-network of a plain pod', aPod(true), 'host-network'],
    [
      'linux with a label of a similar name',
      aPod(false, labelsOf({ 'fargate-profile': 'serverless' })),
      'linux',
    ],
  ])('is %s', (_, podClass, expected) => {
    expect(podClass).toBe(expected);
  });
});

describe('policies', () => {
  it.each([
    ['linux', true],
    ['fargate', true],
    ['windows', false],
    ['host-network', false],
  ] as const)('apply to %s: %s', (podClass, expected) => {
    expect(policiesApply(podClass)).toBe(expected);
  });
});
