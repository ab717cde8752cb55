import { describe, expect, it } from '@jest/globals';

import { PortSet } from '../../../shared/core/net/index.ts';
import {
  type Answer,
  bestOf,
  eitherOf,
  inSeries,
  NO_WAY,
  type Reach,
  summariseParts,
  temper,
  unknownAnswer,
} from '../../../shared/core/reach/index.ts';
import { ruleId } from '../../support/identifiers.ts';

const ports = (from: number, to: number): PortSet => PortSet.of([{ from, to }]);

const REACHABLE: Answer = {
  reach: 'reachable',
  opens: 'yes',
  partialBecause: [],
  egressRules: [ruleId('sgr-out')],
  ingressRules: [ruleId('sgr-in')],
  denials: [],
  unknown: [],
  returnPorts: ports(1024, 65535),
};
const PARTIAL: Answer = {
  ...REACHABLE,
  reach: 'partial',
  partialBecause: ['return-ports'],
  returnPorts: ports(32768, 60999),
};
const BLOCKED = NO_WAY;
const UNKNOWN = unknownAnswer('nacl-unseen');
/** One place is surely open, another one is not known. */
const HALF_UNKNOWN: Answer = { ...UNKNOWN, opens: 'yes', returnPorts: ports(1024, 65535) };

const ALL = { reachable: REACHABLE, partial: PARTIAL, unknown: UNKNOWN, blocked: BLOCKED };
const REACHES: readonly Reach[] = ['reachable', 'partial', 'unknown', 'blocked'];
const pairs = REACHES.flatMap((a, rank) => REACHES.slice(rank).map((b) => [a, b] as const));

describe('families and endpoints, of which the client takes the better one', () => {
  it.each(pairs)('%s and %s', (better, worse) => {
    expect(bestOf([ALL[worse], ALL[better]]).reach).toBe(better);
    expect(bestOf([ALL[better], ALL[worse]]).reach).toBe(better);
  });
  it('say beside a partial one that the other may be open', () => {
    expect(bestOf([PARTIAL, UNKNOWN])).toMatchObject({
      reach: 'partial',
      unknown: ['nacl-unseen'],
    });
  });
  it('count the ports of the better one', () => {
    expect(bestOf([PARTIAL, REACHABLE]).returnPorts.toString()).toBe('1024-65535');
  });
  it('are no way when there is none', () => {
    expect(bestOf([])).toBe(NO_WAY);
  });
});

describe('identities, one of which the pod presents', () => {
  it.each(REACHES)('agree on %s', (reach) => {
    const answer = eitherOf([ALL[reach], ALL[reach]], 'mode-unknown');
    expect(answer.reach).toBe(reach);
    expect(answer.unknown).not.toContain('mode-unknown');
  });
  it.each(pairs.filter(([a, b]) => a !== b))('are unknown between %s and %s', (a, b) => {
    const answer = eitherOf([ALL[a], ALL[b]], 'mode-unknown');
    expect(answer.reach).toBe('unknown');
    expect(answer.unknown).toContain('mode-unknown');
  });
  it('open for sure only when each of them does', () => {
    expect(eitherOf([REACHABLE, PARTIAL], 'mode-unknown').opens).toBe('yes');
    expect(eitherOf([REACHABLE, BLOCKED], 'mode-unknown').opens).toBe('unknown');
    expect(eitherOf([HALF_UNKNOWN, UNKNOWN], 'mode-unknown').opens).toBe('unknown');
  });
  it('name every reason, those behind an open one too', () => {
    expect(eitherOf([REACHABLE, UNKNOWN], 'mode-unknown').unknown).toEqual([
      'mode-unknown',
      'nacl-unseen',
    ]);
  });
});

describe('two connections in a row', () => {
  it.each(pairs)('are as good as the worse of %s and %s', (better, worse) => {
    expect(inSeries(ALL[better], ALL[worse]).reach).toBe(worse);
    expect(inSeries(ALL[worse], ALL[better]).reach).toBe(worse);
  });
  it('list the rules of both in order, each once', () => {
    const second = { ...REACHABLE, egressRules: [ruleId('sgr-a'), ruleId('sgr-out')] };
    expect(inSeries(REACHABLE, second).egressRules).toEqual(['sgr-out', 'sgr-a']);
  });
  it('are blocked by the one that is shut, not by the one that is partly open', () => {
    const partly: Answer = {
      ...PARTIAL,
      denials: [
        {
          code: 'SUBNET_ACL_RESTRICTION',
          direction: 'egress',
          layer: 'nacl-out',
          component: 'acl-1',
        },
      ],
    };
    expect(inSeries(partly, BLOCKED).denials).toEqual(BLOCKED.denials);
  });
  it('work for the client ports that work on both', () => {
    const other = { ...PARTIAL, returnPorts: ports(1024, 40000) };
    expect(inSeries(PARTIAL, other).returnPorts.toString()).toBe('32768-40000');
  });
});

describe('parts of one source or store', () => {
  it.each(REACHES)('are %s when all of them are', (reach) => {
    expect(summariseParts([ALL[reach], ALL[reach]]).reach).toBe(reach);
  });
  it('are partial when some are shut', () => {
    const answer = summariseParts([REACHABLE, BLOCKED]);
    expect(answer).toMatchObject({
      reach: 'partial',
      partialBecause: ['some-subnets'],
      opens: 'yes',
    });
    expect(answer.denials).toEqual(BLOCKED.denials);
  });
  it('are partial when some are', () => {
    expect(summariseParts([REACHABLE, PARTIAL])).toMatchObject({
      reach: 'partial',
      partialBecause: ['return-ports'],
    });
  });
  it.each(['reachable', 'partial', 'blocked'] as const)(
    'are unknown when some are, beside %s',
    (reach) => {
      const answer = summariseParts([ALL[reach], UNKNOWN]);
      expect(answer).toMatchObject({ reach: 'unknown', unknown: ['nacl-unseen'] });
      expect(answer.opens).toBe(reach === 'blocked' ? 'unknown' : 'yes');
    },
  );
});

describe('a store of which something was not seen', () => {
  const target = { uncertain: ['stores-unseen'] as const };
  it('denies nothing for sure', () => {
    expect(temper(BLOCKED, target)).toMatchObject({ reach: 'unknown', unknown: ['stores-unseen'] });
  });
  it.each(['reachable', 'partial', 'unknown'] as const)('leaves %s', (reach) => {
    expect(temper(ALL[reach], target)).toBe(ALL[reach]);
  });
});
