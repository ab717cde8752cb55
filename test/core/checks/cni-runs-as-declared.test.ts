import { describe, expect, it } from '@jest/globals';
import {
  type CniAddon,
  type CniEnvironment,
  completeListing,
} from '../../../shared/core/model/index.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { briefly, judgeSnapshot, MAIN, undecidedBriefly } from '../../support/judged.ts';
import { cniEnvironment } from '../../support/kubernetes.ts';
import { aLab, type LabParts } from '../../support/lab.ts';
import { addon, cniWith } from '../../support/platform.ts';
import { lost, truncated } from '../../support/snapshot.ts';
import { NOW } from '../../support/times.ts';

const ID = 'cni-runs-as-declared';
const CLUSTER = { kind: 'cluster', cluster: MAIN } as const;

type Texts = Readonly<Record<string, string>>;
const ON: Texts = { ENABLE_POD_ENI: 'true' };

const judgeParts = (parts: LabParts) => judgeSnapshot(aLab(parts)).of(ID);
const verdict = (parts: LabParts): string => judgeParts(parts).disposition(CLUSTER);
const undecided = (parts: LabParts): readonly string[] =>
  judgeParts(parts).undecided.map(undecidedBriefly);

/** What runs, and what is declared. */
const parts = (running: Texts, declared: Texts, change: Partial<CniAddon> = {}): LabParts => ({
  cni: cniEnvironment(running),
  cluster: addon(declared, change),
});
const withInit = (running: Texts, declared: Texts): LabParts => {
  const init = new Map(
    Object.entries(running).map(([name, value]) => [name, { kind: 'literal', value } as const]),
  );
  return { cni: { ...cniEnvironment(), init }, cluster: addon(ON, {}, declared) };
};

describe('the VPC CNI runs as declared', () => {
  it('is compliant where both say the same', () => {
    const judgement = judgeParts(parts(ON, ON));
    expect(judgement.population).toMatchObject({ judged: 1, compliant: 1, unknown: 0 });
  });

  it('is violated in its example, and shows both', () => {
    const { violations } = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab()).of(ID);
    expect(violations.map(briefly)).toEqual(['cluster medium']);
    expect(violations[0]).toMatchObject({
      message:
        'The VPC CNI runs with other settings than its add-on declares: POD_SECURITY_GROUP_ENFORCING_MODE is standard (declared: strict).',
      expected: ['POD_SECURITY_GROUP_ENFORCING_MODE=strict'],
      observed: ['POD_SECURITY_GROUP_ENFORCING_MODE=standard'],
      fix: {
        commands: [
          'aws eks update-addon --addon-name vpc-cni --cluster-name main --configuration-values file://vpc-cni.json --resolve-conflicts OVERWRITE --region us-west-2',
        ],
      },
    });
  });

  it.each<[string, Texts, Texts]>([
    ['true in another spelling', ON, { ENABLE_POD_ENI: '1' }],
    ['what the CNI cannot read, which is off', {}, { ENABLE_POD_ENI: 'yes' }],
    ['a default that is written out', ON, { ...ON, AWS_VPC_K8S_CNI_EXTERNALSNAT: 'false' }],
    ['a default that is left out', { ...ON, POD_SECURITY_GROUP_ENFORCING_MODE: 'strict' }, ON],
    [
      'a mode that is misspelt, which is strict',
      ON,
      { ...ON, POD_SECURITY_GROUP_ENFORCING_MODE: 'Standard' },
    ],
    [
      'blocks in another order',
      { ...ON, AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS: '10.2.0.0/16,10.1.0.0/16' },
      { ...ON, AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS: '10.1.0.0/16, 10.2.0.0/16' },
    ],
    [
      'a truth value that decides no group',
      { ...ON, ENABLE_PREFIX_DELEGATION: 'True' },
      { ...ON, ENABLE_PREFIX_DELEGATION: 'true' },
    ],
  ])('is compliant with %s', (_what, running, declared) => {
    expect(verdict(parts(running, declared))).toBe('compliant');
  });

  it.each<[string, Texts, Texts, string]>([
    ['the feature was turned on by hand', ON, {}, 'ENABLE_POD_ENI=false'],
    ['it was turned off by hand', {}, ON, 'ENABLE_POD_ENI=true'],
    [
      'external SNAT was set by hand',
      { ...ON, AWS_VPC_K8S_CNI_EXTERNALSNAT: 'true' },
      ON,
      'AWS_VPC_K8S_CNI_EXTERNALSNAT=false',
    ],
    [
      'other blocks are excluded',
      { ...ON, AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS: '10.1.0.0/16' },
      { ...ON, AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS: '10.2.0.0/16' },
      'AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS=10.2.0.0/16',
    ],
    ['a declared variable is not there', ON, { ...ON, WARM_IP_TARGET: '5' }, 'WARM_IP_TARGET=5'],
    [
      'a declared variable has another value',
      { ...ON, ENI_CONFIG_LABEL_DEF: 'a' },
      { ...ON, ENI_CONFIG_LABEL_DEF: 'b' },
      'ENI_CONFIG_LABEL_DEF=b',
    ],
  ])('is violated where %s', (_what, running, declared, expected) => {
    expect(judgeParts(parts(running, declared)).violations.map((one) => one.expected)).toEqual([
      [expected],
    ]);
  });

  it('compares the init container, too', () => {
    const off = { DISABLE_TCP_EARLY_DEMUX: 'true' };
    expect(verdict(withInit(off, off))).toBe('compliant');
    expect(verdict(withInit({}, { DISABLE_TCP_EARLY_DEMUX: 'false' }))).toBe('compliant');
    expect(verdict(withInit(off, {}))).toBe('violation');
    expect(verdict(withInit({}, off))).toBe('violation');
  });

  it('minds no variable that nobody declares and that decides no group', () => {
    expect(
      verdict(parts({ ...ON, WARM_IP_TARGET: '5', ENABLE_PREFIX_DELEGATION: 'true' }, ON)),
    ).toBe('compliant');
  });

  it('takes an add-on of which nothing is set for one of defaults', () => {
    const none = { configuration: { state: 'none' } } as const;
    expect(verdict(parts({}, {}, none))).toBe('compliant');
    expect(verdict(parts(ON, {}, none))).toBe('violation');
  });

  it('keeps values on one line, whoever set them', () => {
    const [violation] = judgeParts(parts({ ...ON, X: 'a\n\u202eb' }, { ...ON, X: 'c' })).violations;
    expect(violation?.message).not.toMatch(/[\n\u202e]/);
  });
});

describe('an add-on', () => {
  it.each(['CREATING', 'UPDATING', 'DELETING'])('that is %s decides nothing', (status) => {
    const judgement = judgeParts(parts(ON, {}, { status }));
    expect(judgement.disposition(CLUSTER)).toBe('not-judged');
    expect(judgement.undecided).toEqual([]);
  });

  it.each(['UPDATE_FAILED', 'DEGRADED'])('that is %s is compared', (status) => {
    expect(verdict(parts(ON, {}, { status }))).toBe('violation');
  });

  it('that is not there leaves the CNI to others', () => {
    const judgement = judgeParts({});
    expect(judgement.disposition(CLUSTER)).toBe('compliant');
    expect(judgement.population).toMatchObject({ judged: 0, notApplicable: 1 });
  });

  it('that nobody asked for is not judged: the CNI may be the cluster’s own', () => {
    const judgement = judgeParts({
      cluster: { cniAddon: lost('eks/describe-addon-vpc-cni.json') },
    });
    expect(judgement.undecided).toEqual([]);
    expect(judgement.violations).toEqual([]);
    expect(judgement.disposition(CLUSTER)).toBe('not-judged');
  });

  it('that was refused, or cannot be read, makes it unknown', () => {
    const source = 'eks/describe-addon-vpc-cni.json';
    const refused = {
      ...lost<CniAddon>(source),
      gaps: [{ source, reason: 'denied', detail: 'refused', effect: '' }],
    } as const;
    const judgement = judgeParts({ cluster: { cniAddon: refused } });
    expect(judgement.undecided).toEqual([
      { check: ID, subject: CLUSTER, reasons: ['cni-config-unseen'], missing: [source] },
    ]);
    const malformed = { configuration: { state: 'malformed' } } as const;
    expect(undecided(parts(ON, ON, malformed))).toEqual(['cluster malformed']);
  });
});

describe('what the VPC CNI runs with', () => {
  const DAEMON_SET = 'k8s/daemonset-aws-node.json';

  it('is unknown where the DaemonSet was not seen', () => {
    const cluster = { ...addon(ON), cniDaemonSet: lost<never>(DAEMON_SET) };
    expect(undecided({ cluster })).toEqual(['cluster cni-config-unseen']);
    const cut = { ...addon(ON), cniDaemonSet: truncated([], DAEMON_SET) };
    expect(undecided({ cluster: cut })).toEqual(['cluster cni-config-unseen']);
  });

  it('is nothing where no DaemonSet is there: another check tells it', () => {
    const cluster = { ...addon(ON), cniDaemonSet: completeListing<never>([], DAEMON_SET, NOW) };
    expect(verdict({ cluster })).toBe('not-judged');
  });

  it('is unknown where a value comes from what was not seen, unless another differs', () => {
    const hidden = (name: string): CniEnvironment =>
      cniWith(name, { kind: 'config-map', name: 'cni', key: 'x' });
    const cluster = addon(ON);
    expect(undecided({ cni: hidden('AWS_VPC_K8S_CNI_EXTERNALSNAT'), cluster })).toEqual([
      'cluster cni-config-unseen',
    ]);
    expect(verdict({ cni: hidden('WARM_IP_TARGET'), cluster })).toBe('compliant');
    expect(
      undecided({ cni: hidden('WARM_IP_TARGET'), cluster: addon({ ...ON, WARM_IP_TARGET: '5' }) }),
    ).toEqual(['cluster cni-config-unseen']);
    expect(verdict({ cni: hidden('AWS_VPC_K8S_CNI_EXTERNALSNAT'), cluster: addon({}) })).toBe(
      'violation',
    );
  });
});
