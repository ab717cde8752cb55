import { describe, expect, it } from '@jest/globals';
import {
  accountLabelHistory,
  joinHistories,
  type LabelHistory,
  podLabelHistory,
} from '../../../../shared/core/checks/pods/label-history.ts';
import type { FieldOwner } from '../../../../shared/core/model/index.ts';
import { labelOwner, labels } from '../../../support/kubernetes.ts';

const MADE = 1_000_000;
const LATER = MADE + 60_000;

const pod = (
  owners: readonly FieldOwner[] | null,
  own: Readonly<Record<string, string>> = { app: 'web' },
) => ({
  labels: labels(own),
  labelOwners: owners ?? [],
  managedFieldsSeen: owners !== null,
});

const controller = (at: number | null, keys = ['app']) =>
  labelOwner('kube-controller-manager', at, keys);
const person = (at: number | null, keys = ['app']) => labelOwner('kubectl-label', at, keys);

describe('the labels of a pod since it was made', () => {
  it.each<
    [string, LabelHistory, readonly FieldOwner[] | null, Readonly<Record<string, string>> | null]
  >([
    ['equal to the template', 'unchanged', null, { app: 'web' }],
    ['other than the template, by a later writer', 'changed', [person(LATER)], { app: 'api' }],
    ['other than the template, by nobody that is seen', 'unknown', null, { app: 'api' }],
    [
      'other than the template, by the one who made it',
      'unchanged',
      [controller(MADE)],
      { app: 'api' },
    ],
    ['written by the controller alone', 'unchanged', [controller(MADE)], null],
    ['written within the second of the creation', 'unchanged', [controller(MADE + 1000)], null],
    ['written later', 'changed', [controller(MADE, ['hash']), person(LATER)], null],
    [
      'as made, while another manager wrote another label',
      'unknown',
      [controller(MADE), person(LATER, ['role'])],
      null,
    ],
    ['written at a time that is not known', 'unknown', [controller(null)], null],
    ['without managedFields', 'unknown', null, null],
  ])('are, when %s, %s', (_when, expected, owners, template) => {
    const known = template === null ? null : labels(template);
    expect(podLabelHistory(pod(owners), ['app'], MADE, known)).toBe(expected);
  });

  it('have changed when the template has a label that the pod lost', () => {
    const lacking = pod([controller(MADE, ['hash'])], {});
    expect(podLabelHistory(lacking, ['app'], MADE, labels({ app: 'web' }))).toBe('changed');
  });

  it('are not known when a selector reads a label that is not there: who removes one leaves no trace', () => {
    expect(podLabelHistory(pod([controller(MADE)]), ['app', 'role'], MADE, null)).toBe('unknown');
  });

  it('do not matter to a selector that reads none', () => {
    expect(podLabelHistory(pod(null), [], MADE, null)).toBe('unchanged');
  });
});

describe('the labels of an account since a pod was made', () => {
  const account = (owners: readonly FieldOwner[], createdAt: number | null = 0) => ({
    ...pod(owners, { team: 'a' }),
    createdAt,
  });

  it('are as they were when the last writer of any label came before the pod', () => {
    expect(accountLabelHistory(account([person(10, ['team'])]), ['team'], MADE)).toBe('unchanged');
  });

  it('have changed when a writer came later, and are not known otherwise', () => {
    expect(accountLabelHistory(account([person(LATER, ['team'])]), ['team'], MADE)).toBe('changed');
    expect(accountLabelHistory(account([]), ['team'], MADE)).toBe('unknown');
    expect(accountLabelHistory(account([person(10, ['team'])], LATER), ['team'], MADE)).toBe(
      'unknown',
    );
    expect(accountLabelHistory(null, ['team'], MADE)).toBe('unknown');
    expect(accountLabelHistory(null, [], MADE)).toBe('unchanged');
  });
});

describe('several histories', () => {
  it('are changed by one, and unchanged by all', () => {
    expect(joinHistories('unchanged', 'unknown', 'changed')).toBe('changed');
    expect(joinHistories('unchanged', 'unknown')).toBe('unknown');
    expect(joinHistories('unchanged', 'unchanged')).toBe('unchanged');
  });
});
