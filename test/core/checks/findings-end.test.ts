import { describe, expect, it } from '@jest/globals';
import { CHECKS } from '../../../shared/core/checks/index.ts';
import { reconcile } from '../../../shared/core/findings/index.ts';
import {
  completeListing,
  type Disposition,
  type Finding,
  type Snapshot,
  type Subject,
} from '../../../shared/core/model/index.ts';
import { CHECK_EXAMPLES, type CheckExample } from '../../support/check-examples.ts';
import { clusterArn } from '../../support/identifiers.ts';
import { judgeSnapshot } from '../../support/judged.ts';
import { aLab } from '../../support/lab.ts';
import { lost } from '../../support/snapshot.ts';
import { NOW } from '../../support/times.ts';

const DAY = 24 * 60 * 60_000;

/** The cluster is there, and nothing is in it. */
const bareLab = (): Snapshot =>
  aLab({
    branchPods: [],
    nodes: [],
    policies: [],
    databases: [],
    rules: [],
    scope: { interfaces: completeListing([], 'ec2/describe-network-interfaces.json', NOW) },
  });

/** Nothing of it was seen but that it exists. */
function unseenLab(): Snapshot {
  const snapshot = aLab();
  const blind = <T extends object>(part: T): T => {
    const entries = Object.entries(part).map(([key, value]: [string, unknown]) => [
      key,
      isListing(value) ? lost(value.source) : value,
    ]);
    return { ...part, ...Object.fromEntries(entries) };
  };
  return {
    ...snapshot,
    scopes: snapshot.scopes.map(blind),
    clusters: snapshot.clusters.map(blind),
  };
}

const isListing = (value: unknown): value is { readonly source: string } =>
  typeof value === 'object' && value !== null && 'complete' in value && 'source' in value;

const exampleOf = (id: string): CheckExample => {
  const example = CHECK_EXAMPLES[id];
  if (example === undefined) throw new Error(`${id} has no example`);
  return example;
};

/** The finding that the example of a check leaves in a ledger. */
function findingOf(id: string): Finding {
  const { snapshot, settings = {} } = exampleOf(id);
  const { judgement } = judgeSnapshot(snapshot(), { settings, only: new Set([id]) });
  const empty = { open: [], resolved: [], sightings: [] };
  const first = reconcile({ judgement, ...empty, now: NOW });
  const sightings = first.sightings.record;
  const { raised } = reconcile({ judgement, ...empty, sightings, now: NOW + 30 * DAY });
  const [finding] = [...first.raised, ...raised];
  if (finding === undefined) throw new Error(`${id}: its example raises no finding`);
  return finding;
}

const RESOLUTIONS: Readonly<Partial<Record<Disposition, string>>> = {
  compliant: 'compliant',
  gone: 'subject-gone',
  'not-applicable': 'not-applicable',
};

function whatBecomesOf(id: string, snapshot: Snapshot) {
  const finding = findingOf(id);
  const { settings = {} } = exampleOf(id);
  const { judgement } = judgeSnapshot(snapshot, { settings, only: new Set([id]) });
  const said = judgement.checks.map((one) => one.disposition(finding.violation.subject));
  const past = { open: [finding], resolved: [], sightings: [] };
  const delta = reconcile({ judgement, ...past, now: NOW + 60 * DAY });
  return { said: said.join(), delta, finding };
}

const IDS = CHECKS.map(({ id }) => id);

describe.each(IDS)('a finding of %s', (id) => {
  it.each([
    ['when everything is well again', aLab],
    ['when nothing is left in the cluster', bareLab],
  ])('ends %s, with a reason', (_when, make) => {
    const { said, delta } = whatBecomesOf(id, make());
    const [resolved] = delta.resolved;
    expect(Object.keys(RESOLUTIONS)).toContain(said);
    expect({ held: delta.held.length, resolution: resolved?.resolution }).toEqual({
      held: 0,
      resolution: Object.entries(RESOLUTIONS).find(([disposition]) => disposition === said)?.[1],
    });
  });

  it('is held when nothing was seen', () => {
    const { delta, finding } = whatBecomesOf(id, unseenLab());
    const isCoverage = id === 'everything-is-evaluated';
    const open = isCoverage ? [...delta.changed, ...delta.persisting] : delta.held;
    expect(open.map((one) => one.id)).toEqual([finding.id]);
    expect(delta.resolved).toEqual([]);
  });

  it('is not spoken of in an audit of another cluster', () => {
    const other = clusterArn('other');
    const snapshot = aLab();
    const renamed = {
      ...snapshot,
      clusters: snapshot.clusters.map((one) => ({ ...one, arn: other })),
    };
    const { delta } = whatBecomesOf(id, renamed);
    const spoken = [delta.resolved, delta.held, delta.persisting, delta.changed].flat();
    expect(spoken).toEqual([]);
  });
});

describe('a workload whose pods became pods of the host', () => {
  const ofWorkloads = IDS.filter((id) => {
    const { kind } = findingOf(id).violation.subject;
    return (
      kind === 'workload' && CHECKS.some((one) => one.id === id && one.reference.startsWith('C'))
    );
  });

  const onHost = (snapshot: Snapshot, subject: Subject): Snapshot => ({
    ...snapshot,
    clusters: snapshot.clusters.map((cluster) => ({
      ...cluster,
      pods: {
        ...cluster.pods,
        items: cluster.pods.items.map((pod) =>
          'namespace' in subject && pod.namespace === subject.namespace
            ? { ...pod, hostNetwork: true, podEni: { state: 'absent' as const }, eniRequests: 0 }
            : pod,
        ),
      },
    })),
  });

  it('is known to several checks', () => expect(ofWorkloads.length).toBeGreaterThan(4));

  /** What others are about may be gone with the interface: that is well, and not another class. */
  const ABOUT_WHAT_IS_WORN = new Set(['C-01', 'C-02', 'C-03', 'C-05', 'C-07']);

  it.each(ofWorkloads)('is not what %s is about any more', (id) => {
    const { subject } = findingOf(id).violation;
    const { delta } = whatBecomesOf(id, onHost(exampleOf(id).snapshot(), subject));
    const reference = CHECKS.find((one) => one.id === id)?.reference ?? '';
    const allowed = ABOUT_WHAT_IS_WORN.has(reference)
      ? ['not-applicable']
      : ['not-applicable', 'compliant'];
    expect(delta.resolved).toHaveLength(1);
    expect(allowed).toContain(delta.resolved[0]?.resolution);
  });
});
