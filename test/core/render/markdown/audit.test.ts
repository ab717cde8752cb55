import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { type AuditReport, renderAuditMarkdown } from '../../../../shared/core/render/index.ts';
import { arbitraryReport } from '../../../support/arbitrary-report.ts';
import {
  aConfiguration,
  aDocument,
  aFindingRow,
  aGap,
  anInput,
  anUnknownRow,
  aPopulation,
  aReport,
  aSettlingRow,
} from '../../../support/report.ts';
import { readMarkdown } from './markdown.ts';

const markdownOf = (report: AuditReport): string => [...renderAuditMarkdown(report)].join('');

/** The longest comment that GitHub takes. */
const LONGEST_COMMENT = 65_536;

const summaryOf = (
  counts: Partial<AuditReport['summary']['bySeverity']>,
): AuditReport['summary'] => ({
  ...aReport().summary,
  bySeverity: { ...aReport().summary.bySeverity, ...counts },
});

const OUR_HTML = /^<details>\n<summary>[\w ,:-]+<\/summary>\n$|^<\/details>\n$/;

const KINDS = new Set([
  'heading h2',
  'heading h3',
  'paragraph p',
  'inline',
  'text',
  'softbreak br',
  'strong strong',
  'code_inline code',
  'fence code',
  'html_block',
  'table table',
  'thead thead',
  'tbody tbody',
  'tr tr',
  'th th',
  'td td',
]);

describe('the Markdown of an audit', () => {
  it('says of a green one what it rests on', () => {
    expect(markdownOf(aReport())).toBe(`## podfence: no open finding

\`shop\` eu-west-1 111122223333 standard mode. As of 2026-11-20 16:00 UTC: 3 judged, 0 unknown (coverage 100 %).

<details>
<summary>1 check ran</summary>

| check | true when compliant | judged | compliant | in violation | unknown | settling | not applicable |
| --- | --- | --- | --- | --- | --- | --- | --- |
| C-01 | A branch ENI carries exactly the security groups its policies declare | 3 | 3 | 0 | 0 | 0 | 4 |

</details>

<details>
<summary>1 input read</summary>

| input | items | complete | read | sha256 |
| --- | --- | --- | --- | --- |
| k8s/pods.json | 7 | yes | 2026-11-20 16:00 UTC | ${'a'.repeat(64)} |

</details>

podfence 1.2.3

`);
  });

  it('tells a finding with its fix, and folds its evidence away', () => {
    const markdown = markdownOf(
      aReport({ findings: [aFindingRow()], summary: summaryOf({ high: 1 }) }),
    );
    expect(markdown).toContain('## podfence: 1 open finding (1 high)\n');
    expect(markdown).toContain(`### High (1)

**\`checkout Deployment/checkout\`** C-01

eni-0a1 of pod checkout/checkout-1 carries sg-0b2, which no policy declares.

Fix: Replace the pods of Deployment/checkout.

\`\`\`sh
kubectl rollout restart deployment/checkout --namespace checkout
\`\`\`

<details>
<summary>evidence</summary>

|  |  |
| --- | --- |
| cause | \`LABEL_DRIFT\` |
| expected | sg-0a1 |
| observed | sg-0a1, sg-0b2 |
| evidence | pod checkout/checkout-1, interface eni-0a1 |
| state | raised, first seen 2026-11-20 16:00 UTC |
| finding | podfence/branch-eni-carries-declared-groups/00000000000000000000000000000001 |

</details>
`);
  });

  it.each([
    [{ judged: 3, unknown: 2, settling: 0, percent: 60 }, 'no open finding, 2 unknown'],
    [{ judged: 0, unknown: 0, settling: 0, percent: 0 }, 'nothing could be judged'],
    [{ judged: 0, unknown: 4, settling: 0, percent: 0 }, 'nothing could be judged, 4 unknown'],
    [{ judged: 3, unknown: 0, settling: 1, percent: 75 }, 'no open finding'],
  ])('calls nothing green that was not seen: %j', (coverage, title) => {
    expect(readMarkdown(markdownOf(aReport({ coverage }))).headings[0]).toBe(`podfence: ${title}`);
  });

  it('tells once what several checks cannot decide for one reason', () => {
    const unknowns = [
      anUnknownRow(),
      anUnknownRow({ check: 'other' }),
      anUnknownRow({ missing: [] }),
    ];
    const checks = [aPopulation({ id: 'other', reference: 'R-99' })];
    const markdown = markdownOf(aReport({ unknowns, checks }));
    expect(markdown).toContain(`### Unknown (3)

Could not be decided: never counted as a pass.

| subject | because | would be settled by | asked by |
| --- | --- | --- | --- |
| orders Deployment/orders db:orders | nacl-unseen | ec2/describe-network-acls.json | R-99, intended-pods-reach-store |
| orders Deployment/orders db:orders | nacl-unseen |  | intended-pods-reach-store |
`);
  });

  it('puts the worst first, then what is held, unknown or only told', () => {
    const report = aReport({
      findings: [
        aFindingRow({ severity: 'info' }),
        aFindingRow({ severity: 'low' }),
        aFindingRow({ severity: 'critical' }),
        aFindingRow({ severity: 'critical', state: 'held' }),
        aFindingRow({ severity: 'critical', suppressedBy: 'until-friday' }),
        aFindingRow({ severity: 'critical', state: 'resolved', resolution: 'compliant' }),
      ],
      unknowns: [anUnknownRow()],
      settling: [aSettlingRow()],
      gaps: [aGap()],
      documents: [aDocument()],
      summary: summaryOf({ critical: 2, low: 1, info: 1 }),
    });
    const read = readMarkdown(markdownOf(report));
    expect(read.headings).toEqual([
      'podfence: 4 open findings (2 critical, 1 low, 1 info)',
      'Critical (1)',
      'Low (1)',
      'Held (1)',
      'Info (1)',
      'Unknown (1)',
    ]);
    const titles = read.html.flatMap((html) => /<summary>(.*)<\/summary>/.exec(html)?.[1] ?? []);
    expect(titles.filter((title) => title !== 'evidence')).toEqual([
      '1 gap: not seen',
      '1 settling: too young to be called a violation',
      '1 suppressed',
      '1 resolved',
      '1 documents of intent and acceptance',
      '1 check ran',
      '1 input read',
    ]);
    expect(read.shown).toContain(
      'Held: a violation when it was last judged. It cannot be judged now. eni-0a1 of pod',
    );
    expect(read.shown).toContain(
      'orders Deployment/orders db:orders nacl-unseen ec2/describe-network-acls.json intended-pods-reach-store',
    );
  });

  it('says above the findings what was not looked at', () => {
    const configuration = aConfiguration({
      storesLeftOut: ['elasticache'],
      checksOff: [{ id: 'store-is-closed-to-internet', reference: 'R-05' }],
      settings: [{ name: 'protectedGroups', value: ['sg-0b2'] }],
    });
    const lines = markdownOf(aReport({ configuration })).split('\n\n');
    expect(lines.slice(2, 5)).toEqual([
      'Left out: stores of elasticache. Nothing is said of them.',
      'Checks off: R-05 store-is-closed-to-internet.',
      'Settings: protectedGroups `["sg-0b2"]`.',
    ]);
  });

  it('lists first what was not read whole', () => {
    const inputs = [anInput({ source: 'a.json' }), anInput({ source: 'z.json', complete: false })];
    const markdown = markdownOf(aReport({ inputs }));
    expect(markdown.indexOf('z.json')).toBeLessThan(markdown.indexOf('a.json'));
  });

  it('shows no command in part', () => {
    const commands = [
      'x'.repeat(1501),
      ...Array.from({ length: 6 }, (_, index) => `echo ${index}`),
    ];
    const finding = aFindingRow({ fix: { summary: 'Do it.', commands } });
    const markdown = markdownOf(aReport({ findings: [finding] }));
    expect(readMarkdown(markdown).fences).toEqual(['echo 0\necho 1\necho 2\necho 3\necho 4\n']);
    expect(markdown).toContain('2 more in `--format json`');
    expect(markdown).not.toContain('xxxx');
  });

  it('is never longer than a comment, and hides nothing without saying so', () => {
    const many = <T>(one: (index: number) => T): readonly T[] =>
      Array.from({ length: 500 }, (_, index) => one(index));
    const name = (index: number): string => `Deployment/${index}-${'x'.repeat(50)}`;
    const subject = (index: number) => ({ ...aFindingRow().subject, name: name(index) });
    const report = aReport({
      findings: many((index) => aFindingRow({ subject: subject(index) })),
      unknowns: many((index) => anUnknownRow({ subject: subject(index) })),
      settling: many((index) => aSettlingRow({ subject: subject(index) })),
      gaps: many((index) => aGap({ item: name(index) })),
      documents: many((index) => aDocument({ name: name(index) })),
      checks: many((index) => aPopulation({ id: name(index) })),
      inputs: many((index) => anInput({ source: name(index) })),
      clusters: many((index) => ({ ...aReport().clusters[0], name: name(index) })),
    } as Partial<AuditReport>);
    const markdown = markdownOf(report);
    expect(markdown.length).toBeLessThan(LONGEST_COMMENT);
    expect(markdown.match(/and \d+ more; `--format json` lists them all/g)).toHaveLength(8);
    expect(markdown).toContain('### High (500)');
  });

  it('shows a finding that is too long in one line, and those behind it', () => {
    const long = aFindingRow({
      fix: { summary: 'x', commands: ['y'.repeat(1400), 'z'.repeat(1400)] },
    });
    const findings = Array.from({ length: 20 }, (_, index) => ({
      ...long,
      id: `podfence/x/${index}`,
    }));
    const markdown = markdownOf(aReport({ findings }));
    const heads = markdown.match(/^\*\*`checkout Deployment\/checkout`\*\* C-01/gm);
    expect(heads).toHaveLength(20);
    expect(markdown).toContain('C-01 `branch-eni-carries-declared-groups`');
  });

  it('holds no markup but ours, whatever the report holds', () => {
    fc.assert(
      fc.property(arbitraryReport(), (report) => {
        const markdown = markdownOf(report);
        const read = readMarkdown(markdown);
        expect(markdown.length).toBeLessThan(LONGEST_COMMENT);
        expect([...read.kinds].filter((kind) => !KINDS.has(kind))).toEqual([]);
        expect(read.html.filter((html) => !OUR_HTML.test(html))).toEqual([]);
        expect(read.text).not.toMatch(/[@<>|~$&*_[\]#^]|:\/\/|www\.|\bgh-\d|:(?!\d\d:)[\w+-]+:/iu);
        for (const rows of read.tables) expect(new Set(rows).size).toBe(1);
        const open = read.html.filter((html) => html.startsWith('<details>')).length;
        expect(read.html).toHaveLength(2 * open);
      }),
    );
  });
});
