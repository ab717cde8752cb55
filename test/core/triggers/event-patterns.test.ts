import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { EVENT_PATTERNS, readEvent } from '../../../shared/core/triggers/index.ts';
import { NATIVE_EVENTS, SERVICE_CALLS } from '../../../shared/core/triggers/call-table.ts';
import { matchesPattern } from '../../support/event-pattern.ts';
import {
  aNativeEvent,
  anEvent,
  aRecord,
  branchCreation,
  type Json,
} from '../../support/event-records.ts';

const rulesFor = (event: Json): readonly string[] =>
  Object.entries(EVENT_PATTERNS)
    .filter(([, pattern]) => matchesPattern(pattern, event))
    .map(([name]) => name);

/** Requests that make each call worth an audit. */
const REQUESTS: Readonly<Record<string, Json>> = {
  CreateNetworkInterface: branchCreation(),
  ModifyInstanceAttribute: { groupSet: { items: [{ groupId: 'sg-0aaaaaaaaaaaaaaa1' }] } },
  CreateTags: {
    resourcesSet: { items: [{ resourceId: 'eni-0aaaaaaaaaaaaaaa1' }] },
    tagSet: { items: [{ key: 'eks:eni:owner', value: 'x' }] },
  },
  DeleteTags: {
    resourcesSet: { items: [{ resourceId: 'eni-0aaaaaaaaaaaaaaa1' }] },
    tagSet: { items: [{ key: 'eks:eni:owner' }] },
  },
};

const everyCall = SERVICE_CALLS.flatMap(({ source, calls }) =>
  calls.map((call) => [source, call] as const),
);

describe('Rules and the reader of events', () => {
  it.each(everyCall)('agree on %s:%s, by exactly one rule', (source, call) => {
    const event = anEvent(aRecord(source, call, REQUESTS[call] ?? {}));
    expect({ kind: readEvent(event).kind, rules: rulesFor(event).length }).toEqual({
      kind: 'wake',
      rules: 1,
    });
  });

  it.each([...NATIVE_EVENTS])('agree on the native event %s (%s)', (type, scope) => {
    const event = aNativeEvent(type.startsWith('EKS') ? 'aws.eks' : 'aws.rds', type);
    const isWake = readEvent(event).kind === 'wake';
    expect({ isWake, rules: rulesFor(event).length }).toEqual({
      isWake: scope !== 'quiet',
      rules: scope === 'quiet' ? 0 : 1,
    });
  });

  it('let no failed call through', () => {
    for (const [source, call] of everyCall) {
      const record = aRecord(source, call, REQUESTS[call] ?? {}, { errorCode: 'Client.Some' });
      expect(rulesFor(anEvent(record))).toEqual([]);
    }
  });

  it('take a backup of a database for no change', () => {
    const event = aNativeEvent('aws.rds', 'RDS DB Instance Event', { EventCategories: ['backup'] });
    expect(readEvent(event)).toMatchObject({ kind: 'quiet', because: 'changes-nothing' });
  });

  it('stay below the default quota of a pattern', () => {
    const longest = Object.values(EVENT_PATTERNS).map((one) => JSON.stringify(one).length);
    expect(Math.max(...longest)).toBeLessThan(2000);
  });

  it('read whatever comes without failing, and name it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (request, identity) => {
        const record = { ...aRecord('ec2', 'CreateNetworkInterface', {}), userIdentity: identity };
        const trigger = readEvent(anEvent({ ...record, requestParameters: request }));
        expect(trigger.origin.event).toBe('CreateNetworkInterface');
      }),
    );
  });

  it('read any JSON without failing', () => {
    fc.assert(fc.property(fc.jsonValue(), (event) => typeof readEvent(event).kind === 'string'));
  });
});
