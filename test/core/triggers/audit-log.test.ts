import { describe, expect, it } from '@jest/globals';
import { readAuditLog } from '../../../shared/core/triggers/index.ts';
import { aDelivery, anAuditRecord, JANE } from '../../support/event-records.ts';

const POLICIES = 'securitygrouppolicies';

describe('Audit records of a log subscription', () => {
  it.each(['create', 'update', 'patch', 'delete', 'deletecollection'])(
    'wake the cluster of the log group when a policy is changed: %s',
    (verb) => {
      expect(readAuditLog(aDelivery(anAuditRecord(verb, POLICIES)))).toEqual([
        {
          kind: 'wake',
          scope: 'full',
          concerned: { kind: 'cluster', name: 'shop' },
          touched: [],
          origin: {
            event: `${verb} ${POLICIES} catalog/catalog-rds-access`,
            id: 'aaaaaaaa-2222-3333-4444-555555555555',
            at: Date.parse('2026-11-20T10:30:00.123Z'),
            account: '111122223333',
            region: null,
            actor: { name: JANE.arn, kind: 'other' },
          },
        },
      ]);
    },
  );

  it('name what was made under a generated name by the answer', () => {
    const record = anAuditRecord('create', 'pods', {
      objectRef: { resource: 'pods', namespace: 'catalog' },
      responseObject: { metadata: { name: 'catalog-7d9f-x2x4z' } },
    });
    expect(readAuditLog(aDelivery(record))).toMatchObject([
      { kind: 'wake', origin: { event: 'create pods catalog/catalog-7d9f-x2x4z' } },
    ]);
  });

  it.each([
    [{ requestURI: '/api/v1/namespaces/catalog/pods?dryRun=All&fieldManager=kubectl' }, 'dry-run'],
    [{ responseStatus: { code: 403 } }, 'failed'],
    [{ verb: 'watch' }, 'read-only'],
    [{ objectRef: { resource: 'secrets', apiGroup: '' } }, 'changes-nothing'],
    [{ objectRef: { resource: 'pods', apiGroup: '', subresource: 'status' } }, 'changes-nothing'],
    [{ objectRef: { resource: POLICIES, apiGroup: 'example.com' } }, 'changes-nothing'],
  ])('are quiet when they change nothing that is audited: %j', (over, because) => {
    expect(readAuditLog(aDelivery(anAuditRecord('update', POLICIES, over)))).toMatchObject([
      { kind: 'quiet', because },
    ]);
  });

  it('tell the controller from people', () => {
    const user = { username: 'eks:vpc-resource-controller' };
    const record = anAuditRecord('patch', 'pods', { user });
    expect(readAuditLog(aDelivery(record))).toMatchObject([
      { origin: { actor: { name: 'eks:vpc-resource-controller', kind: 'controller' } } },
    ]);
  });

  it('stand for themselves: one that is cut off is unrecognised and the others are read', () => {
    const cut = JSON.stringify(anAuditRecord('delete', POLICIES)).slice(0, 100);
    const triggers = readAuditLog(aDelivery(cut, anAuditRecord('delete', POLICIES), '[]'));
    expect(triggers.map(({ kind }) => kind)).toEqual(['unrecognised', 'wake', 'unrecognised']);
  });

  it('are not there in a control message', () => {
    const message = { ...aDelivery('CWL CONTROL MESSAGE'), messageType: 'CONTROL_MESSAGE' };
    expect(readAuditLog(message)).toMatchObject([{ kind: 'quiet', because: 'control-message' }]);
  });

  it('of a log group with another name concern every cluster', () => {
    const delivery = { ...aDelivery(anAuditRecord('create', POLICIES)), logGroup: '/my/own' };
    expect(readAuditLog(delivery)).toMatchObject([{ concerned: { kind: 'every-cluster' } }]);
  });
});
