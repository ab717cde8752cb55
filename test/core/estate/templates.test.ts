import { describe, expect, it } from '@jest/globals';
import type { TemplateView } from '../../../shared/core/estate/index.ts';
import { completeListing, type OwnerObject } from '../../../shared/core/model/index.ts';
import { must } from '../../support/counter.ts';
import { aPolicy, aServiceAccount, matchLabels } from '../../support/kubernetes.ts';
import { aNodePod, type LabParts } from '../../support/lab.ts';
import { lost } from '../../support/snapshot.ts';
import { type TemplateOverrides, withTemplates } from '../../support/workload-templates.ts';
import { clusterOf } from './estate-fixtures.ts';

const byAccount = aPolicy({
  name: 'account',
  podSelector: null,
  serviceAccountSelector: matchLabels({ team: 'a' }),
  groups: ['sg-account'],
});
const teamA = aServiceAccount({ name: 'team-a', labels: { team: 'a' } });

const compile = (templates: readonly TemplateOverrides[], parts: LabParts = {}) =>
  clusterOf({
    policies: [aPolicy(), byAccount],
    serviceAccounts: [aServiceAccount(), teamA],
    ...parts,
    cluster: { ...withTemplates(...templates), ...parts.cluster },
  });

const names = (all: readonly { readonly name: string }[]): readonly string[] =>
  all.map(({ name }) => name);

const told = ({ workload, matched, undecided, groups }: TemplateView) => ({
  workload,
  matched: names(matched),
  undecided: names(undecided),
  groups,
});

const one = (template: TemplateOverrides, parts: LabParts = {}) =>
  told(must(compile([template], parts).templates[0]));

const aJob = (name: string, ownerKind: string | null): OwnerObject => ({
  kind: 'Job',
  namespace: 'shop',
  name,
  uid: `uid-${name}`,
  owner:
    ownerKind === null
      ? null
      : { apiVersion: 'batch/v1', kind: ownerKind, name: 'nightly', uid: 'uid-nightly' },
  templateLabels: null,
});

describe('the template of a workload', () => {
  it('is matched by its labels and those of its service account, in its namespace', () => {
    expect(one({ serviceAccountName: 'team-a' })).toEqual({
      workload: 'Deployment/web',
      matched: ['account', 'web'],
      undecided: [],
      groups: ['sg-account', 'sg-pods'],
    });
    expect(one({ namespace: 'bank' })).toMatchObject({ matched: [], undecided: [] });
  });

  it.each([
    ['was not seen', { cluster: { serviceAccounts: lost<never>('k8s/serviceaccounts.json') } }],
    ['is not there', { serviceAccounts: [] }],
  ])('leaves policies undecided that read an account which %s', (_how, parts) => {
    expect(one({}, parts)).toMatchObject({ matched: ['web'], undecided: ['account'] });
  });

  it.each([[{ hostNetwork: true }], [{ osSelectors: ['windows'] }]])(
    'declares no groups for %j, whatever matches',
    (template) => {
      expect(one(template)).toMatchObject({ matched: ['web'], groups: [] });
    },
  );

  it('is that of the CronJob whose Job it is', () => {
    const jobs = completeListing(
      [aJob('nightly-1', 'CronJob'), aJob('once', null)],
      'k8s/jobs.json',
    );
    const { templates } = compile(
      [
        { kind: 'Job', name: 'once' },
        { kind: 'Job', name: 'nightly-1' },
        { kind: 'CronJob', name: 'nightly' },
        { kind: 'Job', name: 'unlisted' },
      ],
      { cluster: { jobs } },
    );
    expect(templates.map(({ workload }) => workload)).toEqual([
      'CronJob/nightly',
      'CronJob/nightly',
      'Job/once',
      'Job/unlisted',
    ]);
  });

  it('is listed with the policies that match it, in the order of namespaces and workloads', () => {
    const { policies } = compile([{ name: 'z' }, { name: 'a' }, { namespace: 'bank' }]);
    const found = policies.map(({ policy, templates }) => [
      policy.name,
      ...templates.map(({ workload }) => workload),
    ]);
    expect(found).toEqual([['account'], ['web', 'Deployment/a', 'Deployment/z']]);
  });
});

describe('what a policy may match', () => {
  it('are the living pods and the templates whose account was not seen', () => {
    const { policies } = compile([{}], {
      branchPods: [],
      pods: [aNodePod({ name: 'web-1' }), aNodePod({ name: 'web-2', phase: 'Failed' })],
      cluster: { serviceAccounts: lost('k8s/serviceaccounts.json') },
    });
    const found = policies.map(({ policy, pods, undecidedPods, undecidedTemplates }) => ({
      policy: policy.name,
      pods: names(pods.map(({ pod }) => pod)),
      undecidedPods: names(undecidedPods.map(({ pod }) => pod)),
      undecidedTemplates: undecidedTemplates.map(({ workload }) => workload),
    }));
    expect(found).toEqual([
      {
        policy: 'account',
        pods: [],
        undecidedPods: ['web-1'],
        undecidedTemplates: ['Deployment/web'],
      },
      { policy: 'web', pods: ['web-1'], undecidedPods: [], undecidedTemplates: [] },
    ]);
  });
});
