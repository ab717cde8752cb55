import { describe, expect, it } from '@jest/globals';
import type { Severity } from '../../../../shared/core/model/index.ts';
import {
  type AuditReport,
  type FindingRow,
  type HtmlReport,
  renderHtml,
} from '../../../../shared/core/render/index.ts';
import { aBlockedCell, aCell, aDoor, aMatrix } from '../../../support/matrix.ts';
import {
  aFindingRow,
  aGap,
  anInput,
  anUnknownRow,
  aPopulation,
  aReport,
  aSettlingRow,
  STORE_ARN,
  TAKEN_AT,
} from '../../../support/report.ts';
import { type Element, hasClass, parsePage, wordsOf } from './html-tree.ts';

/** A report whose counts agree with its findings, as every real one's do. */
function reportWith(findings: readonly FindingRow[], rest: Partial<AuditReport> = {}): AuditReport {
  const open = findings.filter((one) => one.state !== 'resolved' && one.suppressedBy === null);
  const inState = (state: FindingRow['state']): number =>
    findings.filter((one) => one.state === state).length;
  const green = aReport();
  const bySeverity = { ...green.summary.bySeverity };
  for (const { severity } of open) bySeverity[severity] += 1;
  return aReport({
    findings,
    checks: [aPopulation()],
    summary: {
      ...green.summary,
      bySeverity,
      raised: inState('raised'),
      persisting: inState('persisting'),
      held: inState('held'),
      resolved: inState('resolved'),
      suppressed: findings.filter((one) => one.suppressedBy !== null).length,
    },
    ...rest,
  });
}

interface Shown {
  readonly elements: readonly Element[];
  /** The words of each element of a class. */
  readonly of: (className: string) => readonly string[];
  readonly section: (id: string) => string;
}

function show(report: AuditReport, rest: Partial<HtmlReport> = {}): Shown {
  const input: HtmlReport = {
    report,
    matrix: aMatrix(),
    catalogue: [],
    now: Date.parse(TAKEN_AT),
    narrowedTo: [],
    ...rest,
  };
  const { elements } = parsePage([...renderHtml(input)].join(''));
  return {
    elements,
    of: (name) => elements.filter((one) => hasClass(one, name)).map(wordsOf),
    section: (id) => {
      const found = elements.find(({ attributes }) => attributes.get('id') === id);
      return found === undefined ? '' : wordsOf(found);
    },
  };
}

const headline = ({ elements }: Shown): string =>
  wordsOf(elements.find(({ tag }) => tag === 'h1') ?? { node: elements[0]!.node });

const finding = (number: number, overrides: Partial<FindingRow> = {}): FindingRow =>
  aFindingRow({
    id: `podfence/branch-eni-carries-declared-groups/${String(number).padStart(32, '0')}`,
    ...overrides,
  });

describe('the verdict', () => {
  const unknown = { coverage: { judged: 3, unknown: 1, settling: 0, percent: 75 } };
  const info = finding(1, { severity: 'info', check: 'everything-is-evaluated' });

  it.each<readonly [string, Shown, string]>([
    ['all was decided and nothing is wrong', show(aReport()), 'Compliant'],
    ['there is a finding', show(reportWith([finding(1)])), 'Not compliant'],
    [
      'one is held: it is still open',
      show(reportWith([finding(1, { state: 'held' })])),
      'Not compliant',
    ],
    [
      'something is unknown',
      show(reportWith([info], { ...unknown, unknowns: [anUnknownRow()] })),
      'Incomplete',
    ],
    ['coverage alone says that something is unknown', show(aReport(unknown)), 'Incomplete'],
    [
      'nothing was judged',
      show(aReport({ coverage: { judged: 0, unknown: 0, settling: 0, percent: 0 } })),
      'Nothing was judged',
    ],
    [
      'only a part was asked for',
      show(aReport(), { narrowedTo: ['namespace shop'] }),
      'No violation in the part that was asked for',
    ],
    [
      'the configuration leaves something out',
      show(aReport({ configuration: { ...aReport().configuration, storesLeftOut: ['rds'] } })),
      'Compliant in what was looked at',
    ],
    [
      'somebody accepts what is wrong',
      show(reportWith([finding(1, { suppressedBy: 'known' })])),
      'Compliant, but for what is accepted',
    ],
    [
      'something may become a finding',
      show(aReport({ coverage: { judged: 3, unknown: 0, settling: 1, percent: 75 } })),
      'Compliant, but for what is settling',
    ],
    [
      'what was wrong is resolved',
      show(reportWith([finding(1, { state: 'resolved' })])),
      'Compliant',
    ],
  ])('where %s', (_, shown, expected) => {
    expect(headline(shown)).toBe(expected);
  });

  it('leads to the worst finding, the first of the page', () => {
    const shown = show(
      reportWith([
        finding(1, { severity: 'low' }),
        finding(2, { severity: 'critical', message: 'eni-0a1 carries sg-0b2.' }),
        info,
      ]),
    );
    const first = shown.elements.find(({ tag }) => tag === 'article');
    const link = shown.elements.find(
      ({ tag, attributes }) => tag === 'a' && attributes.get('href')?.startsWith('#finding-'),
    );
    expect(link?.attributes.get('href')).toBe(`#${first?.attributes.get('id')}`);
    expect(shown.of('worst')).toEqual(['Look here first: checkout / Deployment/checkout']);
    expect(first === undefined ? '' : wordsOf(first)).toContain('eni-0a1 carries sg-0b2.');
  });

  it('says when the data was taken, how old it was, and what was read long before', () => {
    const shown = show(aReport({ inputs: [anInput({ readAt: '2026-11-18T15:00:00.000Z' })] }), {
      now: Date.parse('2026-11-20T19:30:00Z'),
    });
    expect(shown.of('facts')).toEqual([
      'Data taken 2026-11-20 16:00 UTC Audited 2026-11-20 19:30 UTC, 3 hours after the data was taken ' +
        'Oldest input 2026-11-18 15:00 UTC, 2 days before the rest Coverage 100 % podfence 1.2.3',
    ]);
  });

  it('warns of what is not in the report', () => {
    const configuration = {
      ...aReport().configuration,
      storesLeftOut: ['elasticache'],
      checksOff: [{ id: 'a-check', reference: 'A-01' }],
    };
    const shown = show(aReport({ configuration }), { narrowedTo: ['namespace shop'] });
    expect(shown.of('warning').filter((text) => text !== '')).toEqual([
      'Only a part: this report was narrowed to namespace shop. Findings of anything else are not in it.',
      'Left out by the configuration: stores of elasticache, check A-01 a-check.',
    ]);
  });
});

describe('the two questions', () => {
  const wears = aPopulation();
  const reaches = aPopulation({
    id: 'only-intended-pods-reach-store',
    reference: 'R-01',
    compliant: 3,
    violations: 0,
  });
  const answers = (report: AuditReport, narrowedTo: readonly string[] = []): readonly string[] =>
    show(report, { narrowedTo }).of('answer');
  const green = { ...wears, compliant: 3, violations: 0 };

  it('are answered apart', () => {
    expect(answers(reportWith([finding(1)], { checks: [wears, reaches] }))).toEqual([
      '✕ No',
      '✓ Yes',
    ]);
  });

  it('are not answered with yes by what is undecided, settling, or only a part', () => {
    const unknown = { ...reaches, unknown: 1 };
    const settling = { ...green, settling: 1 };
    expect(answers(aReport({ checks: [settling, unknown] }))).toEqual([
      '? Not known',
      '? Not known',
    ]);
    expect(answers(aReport({ checks: [green, reaches] }), ['check C-01'])).toEqual([
      '? Not known',
      '? Not known',
    ]);
  });

  it('are not answered with yes by what is accepted, or by what the matrix shows', () => {
    const accepted = finding(1, { suppressedBy: 'known' });
    expect(answers(reportWith([accepted], { checks: [green, reaches] }))).toEqual([
      '✕ No, and it is accepted',
      '✓ Yes',
    ]);
    const shown = show(aReport({ checks: [green, reaches] }), {
      matrix: aMatrix({ cells: [aCell({ intended: false })] }),
    });
    expect(shown.of('answer')).toEqual(['✓ Yes', '✕ No, and no finding is open about it']);
  });

  it('say so where the configuration leaves something out', () => {
    const configuration = { ...aReport().configuration, storesLeftOut: ['rds'] };
    expect(answers(aReport({ checks: [green, reaches], configuration }))).toEqual([
      '✓ Yes, in what was looked at',
      '✓ Yes, in what was looked at',
    ]);
  });

  it('have nothing to say where nothing was judged, or no check ran', () => {
    expect(answers(aReport({ checks: [{ ...green, judged: 0, compliant: 0 }] }))).toEqual([
      '– Nothing to judge',
      '– Nothing to judge',
    ]);
  });

  it('count who gets in and should not', () => {
    const shown = show(aReport({ checks: [green, reaches] }), {
      matrix: aMatrix({
        cells: [aCell({ intended: false }), aBlockedCell({ workload: 'Deployment/out' })],
      }),
    });
    expect(shown.of('question')[1]).toContain(
      '1 workload reaches 1 store and should not. 1 intended way blocked.',
    );
  });
});

describe('a finding', () => {
  const shown = (overrides: Partial<FindingRow>): string =>
    show(reportWith([finding(1, overrides)])).of('finding')[0] ?? '';

  it('says what is wrong, why, what to do and what proves it', () => {
    expect(shown({})).toBe(
      '▲ high raised C-01 branch-eni-carries-declared-groups # checkout / Deployment/checkout workload ' +
        'eni-0a1 of pod checkout/checkout-1 carries sg-0b2, which no policy declares. ' +
        'Why, what to do, and proof ' +
        'Why Labels were changed after the pod had started. Its groups did not follow. LABEL_DRIFT ' +
        'What should hold: A branch ENI carries exactly the security groups its policies declare. ' +
        'What to do Replace the pods of Deployment/checkout. kubectl rollout restart deployment/checkout --namespace checkout ' +
        'Expected and observed Expected sg-0a1 Observed sg-0a1 sg-0b2 ' +
        'Evidence pod checkout/checkout-1 node node-1 · uid – interface eni-0a1 type branch · groups sg-0a1, sg-0b2 ' +
        'First seen 2026-11-20 16:00 UTC · last seen 2026-11-20 16:00 UTC · ' +
        'podfence/branch-eni-carries-declared-groups/00000000000000000000000000000001',
    );
  });

  it('tells who changed it, where that is known', () => {
    const attribution = { actor: 'alice', event: 'ModifyNetworkInterfaceAttribute', at: TAKEN_AT };
    expect(shown({ attribution })).toContain(
      'Changed by alice with ModifyNetworkInterfaceAttribute at 2026-11-20 16:00 UTC.',
    );
  });

  it('marks what is missing and what is extra, of ids only', () => {
    const ids = show(
      reportWith([
        finding(1, { expected: ['sg-0a1b', 'sg-0a2b'], observed: ['sg-0a2b', 'sg-0a3b'] }),
      ]),
    );
    expect([ids.of('missing'), ids.of('extra')]).toEqual([
      ['− sg-0a1b missing'],
      ['+ sg-0a3b extra'],
    ]);
    const words = show(
      reportWith([finding(1, { expected: ['no public address'], observed: ['sg-0a2b'] })]),
    );
    expect([words.of('missing'), words.of('extra')]).toEqual([[], []]);
  });

  it('copies a command as it is', () => {
    const command = `kubectl annotate pod 'a "b"' --overwrite  x=<y>`;
    const { elements } = show(
      reportWith([finding(1, { fix: { summary: 's', commands: [command] } })]),
    );
    const pre = elements.find(({ tag }) => tag === 'pre');
    expect(pre?.node.childNodes.length).toBe(1);
    expect(
      elements
        .filter(({ tag, node }) => tag === 'code' && node.parentNode === pre?.node)
        .map(({ node }) => node.childNodes[0]),
    ).toMatchObject([{ value: command }]);
  });
});

const isGroup = (
  attributes: readonly { readonly name: string; readonly value: string }[],
): boolean => attributes.some(({ name, value }) => name === 'data-group' && value === 'findings');

describe('findings', () => {
  const severities: readonly Severity[] = ['low', 'critical', 'info', 'medium', 'high'];

  it('stand by severity, then suppressed ones, then resolved ones', () => {
    const { elements, section } = show(
      reportWith([
        ...severities.map((severity, index) => finding(index, { severity })),
        finding(7, { severity: 'critical', suppressedBy: 'known' }),
        finding(8, { severity: 'critical', state: 'resolved', resolution: 'subject-gone' }),
      ]),
    );
    const headings = elements.filter(({ tag, node }) => {
      const parent = node.parentNode;
      return tag === 'h3' && parent !== null && 'tagName' in parent && isGroup(parent.attrs);
    });
    expect(headings.map(wordsOf)).toEqual([
      '◆ critical 1',
      '▲ high 1',
      '■ medium 1',
      '● low 1',
      '○ info 1',
      'suppressed 1',
      'resolved 1',
    ]);
    expect(section('findings')).toContain('suppressed by known');
    expect(section('findings')).toContain('resolved: what it was about is gone');
  });

  it('carry what the filters ask for', () => {
    const { elements } = show(
      reportWith([
        finding(1, {
          state: 'persisting',
          subject: {
            kind: 'workload-store',
            cluster: 'arn:c',
            namespace: 'shop',
            name: 'Deployment/web',
            id: STORE_ARN,
          },
        }),
        finding(2, { suppressedBy: 'known' }),
      ]),
    );
    const data = elements
      .filter(({ tag }) => tag === 'article')
      .map(({ attributes }) =>
        ['severity', 'state', 'check', 'cluster', 'namespace', 'store'].map((name) =>
          attributes.get(`data-${name}`),
        ),
      );
    expect(data).toEqual([
      ['high', 'persisting', 'branch-eni-carries-declared-groups', 'arn:c', 'shop', STORE_ARN],
      [
        'high',
        'suppressed',
        'branch-eni-carries-declared-groups',
        aReport().clusters[0]?.arn,
        'checkout',
        '',
      ],
    ]);
  });

  it('of many kinds are summed up by check', () => {
    const many = Array.from({ length: 12 }, (_, index) =>
      finding(index, index === 0 ? { check: 'another', severity: 'critical' } : {}),
    );
    const kinds = show(reportWith(many)).elements.filter(
      ({ attributes }) => attributes.get('data-row') === 'kind',
    );
    expect(kinds.map(wordsOf)).toEqual([
      'another 1 ◆ critical',
      'C-01 A branch ENI carries exactly the security groups its policies declare 11 ▲ high',
    ]);
  });
});

describe('the rest of the page', () => {
  it('says of which cluster a finding is, where there are several', () => {
    const [cluster] = aReport().clusters;
    const clusters = [cluster!, { ...cluster!, arn: 'arn:other', name: 'other' }];
    const row = finding(1, {
      subject: { kind: 'policy', cluster: 'arn:other', namespace: 'a', name: 'p' },
    });
    expect(show(reportWith([row], { clusters })).of('finding')[0]).toContain(
      'a / p policy in other',
    );
  });

  it('lists what is unknown, what settles and what was not seen, with what would settle it', () => {
    const { section } = show(
      aReport({ unknowns: [anUnknownRow()], settling: [aSettlingRow()], gaps: [aGap()] }),
    );
    expect(section('undecided')).toContain(
      'orders / Deployment/orders → orders workload and store intended-pods-reach-store ' +
        'network ACLs were not seen ec2/describe-network-acls.json',
    );
    expect(section('undecided')).toContain('2026-11-20 16:00 UTC 2026-11-20 16:15 UTC');
    expect(section('undecided')).toContain('ec2/describe-network-acls.json not in the input');
  });

  it('proves a green report by populations, and names the checks that are not in it', () => {
    const planned = {
      id: 'later',
      group: 'A',
      reference: 'A-09',
      title: 'Nodes have room',
      severity: 'low',
      subject: 'node-group',
      needs: [],
      status: 'planned',
      reportsUnder: null,
    } as const;
    const under = { ...planned, id: 'under', reportsUnder: 'R-03' };
    const { section } = show(aReport(), { catalogue: [planned, under] });
    expect(section('checks')).toContain('source 1 3 3 0 0 0 4');
    expect(section('checks')).toContain('Not in this report 1');
    expect(section('checks')).toContain('A-09 Nodes have room later planned, not written yet');
  });

  it('names every input with its digest, and those that are not complete', () => {
    const { section } = show(aReport({ inputs: [anInput({ complete: false, readAt: null })] }));
    expect(section('inputs')).toContain(`k8s/pods.json 7 incomplete – ${'a'.repeat(64)}`);
  });

  it('shows what people decided', () => {
    const { section } = show(
      aReport({
        documents: [
          {
            kind: 'Suppression',
            name: 'known',
            source: 'accepted.yaml:3',
            expires: '2027-01-31',
            status: 'matches-nothing',
            matched: 0,
            idle: ['spec.subject'],
          },
        ],
        configuration: {
          ...aReport().configuration,
          settings: [{ name: 'tStart', value: ['5m'] }],
        },
      }),
    );
    expect(section('decisions')).toContain(
      'known Suppression · accepted.yaml:3 matches nothing 0 2027-01-31 spec.subject',
    );
    expect(section('decisions')).toContain('tStart ["5m"]');
  });

  it('tells of each store who comes in by which rules, and who does not and why', () => {
    const { of } = show(aReport(), {
      matrix: aMatrix({
        stores: [aDoor(), aDoor({ name: 'quiet', store: 'arn:quiet', podManaged: false })],
        cells: [
          aCell({ via: 'node-primary', snat: true }),
          aBlockedCell({ workload: 'Deployment/out' }),
        ],
      }),
    });
    const [orders = '', quiet = ''] = of('door');
    expect(orders).toContain(
      'Deployment/out orders ✕ intended, but blocked 2 out branch ENI_SG_RULES_MISMATCH sg-0d1',
    );
    expect(orders).toContain(
      'Deployment/orders orders ● in, as intended 2 in node-primary, translated by the node out by sgr-0e1, in by sgr-0a1',
    );
    expect(quiet).toContain('no pod that was looked at reaches it, or is meant to');
    expect(quiet).toContain('It admits no group that a policy gives');
  });
});
