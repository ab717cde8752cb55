import { compareText } from '../../model/index.ts';
import type { AuditReport, InputRow, PopulationRow } from '../document/index.ts';
import { readReport } from '../standing.ts';
import { spoken } from '../table/index.ts';
import {
  checkOffCase,
  countsText,
  coverageCase,
  findingCase,
  gapCase,
  leftOutCase,
  populationCase,
  settlingCase,
  type TestCase,
  unknownCase,
} from './test-case.ts';
import { around, type Attributes, element, xmlLines } from './xml.ts';

type Property = readonly [name: string, value: string | number];

interface Suite {
  readonly name: string;
  readonly properties: readonly Property[];
  readonly cases: readonly TestCase[];
  readonly output: readonly string[];
}

/** The counts of a check under the names of the report. */
function populationProperties(population: PopulationRow): readonly Property[] {
  const { id: _, reference, references: __, ...facts } = population;
  return [['reference', reference], ...Object.entries(facts)];
}

/** One suite for each check that ran or that something is told of, in the order of the catalogue. */
function checkSuites(report: AuditReport): readonly Suite[] {
  const { findings, unknowns } = readReport(report);
  const told = Map.groupBy(findings, ({ finding }) => finding.check);
  const undecided = Map.groupBy(unknowns, ({ check }) => check);
  const settling = Map.groupBy(report.settling, ({ check }) => check);
  const populations = new Map(report.checks.map((row) => [row.id, row]));
  const ids = new Set([...told, ...undecided, ...settling, ...populations].map(([id]) => id));
  return [...ids]
    .map((id): Suite => {
      const population = populations.get(id);
      return {
        name: population === undefined ? id : `${population.reference} ${id}`,
        properties: population === undefined ? [] : populationProperties(population),
        cases: [
          ...(told.get(id) ?? []).map((one) => findingCase(one, report)),
          ...(undecided.get(id) ?? []).map((row) => unknownCase(row, report)),
          ...(settling.get(id) ?? []).map((row) => settlingCase(row, report)),
          ...(population === undefined ? [] : [populationCase(population)]),
        ],
        output: population === undefined ? [] : [countsText(population)],
      };
    })
    .toSorted((a, b) => compareText(a.name, b.name));
}

const inputText = ({ sha256, items, complete, readAt }: InputRow): string =>
  [
    `sha256 ${sha256}`,
    `items ${items}`,
    complete ? 'complete' : 'incomplete',
    ...(readAt === null ? [] : [`read ${spoken(readAt)}`]),
  ].join(', ');

/** What people decided otherwise than by default. */
const decisions = ({ configuration, documents }: AuditReport): readonly Property[] => [
  ...configuration.settings.map(({ name, value }): Property => [
    `setting ${name}`,
    JSON.stringify(value),
  ]),
  ...documents.map(({ kind, name, status, matched, expires, source }): Property => [
    `${kind} ${name}`,
    `${status}, matches ${matched}, expires ${expires ?? 'never'}, ${source}`,
  ]),
];

/** What the verdicts rest on: inputs as properties, what was not seen as skipped. */
function coverageSuite(report: AuditReport): Suite {
  const { takenAt, tool, inputs, clusters, gaps, configuration } = report;
  return {
    name: 'coverage',
    properties: [
      ['takenAt', takenAt],
      ['version', tool.version],
      ...clusters.map(({ arn, enforcingMode }): Property => [`cluster ${arn}`, enforcingMode]),
      ...inputs.map((input): Property => [`input ${input.source}`, inputText(input)]),
      ...decisions(report),
    ],
    cases: [
      coverageCase(report),
      ...configuration.storesLeftOut.map(leftOutCase),
      ...configuration.checksOff.map(checkOffCase),
      ...gaps.map(gapCase),
    ],
    output: [],
  };
}

/** xs:dateTime as the schema of Ant has it: without a fraction and without a zone (it is UTC). */
const timestamp = (iso: string): string => iso.slice(0, 19);

function* suiteXml(suite: Suite, id: number, takenAt: string): Generator<string> {
  const { name, properties, cases, output } = suite;
  const count = (outcome: TestCase['outcome']): number =>
    cases.filter((one) => one.outcome === outcome).length;
  const attributes: Attributes = {
    name: name.trim() === '' ? 'unnamed' : name,
    package: 'podfence',
    id,
    tests: cases.length,
    failures: count('failed'),
    errors: 0,
    skipped: count('skipped'),
    time: 0,
    timestamp: timestamp(takenAt),
    hostname: 'localhost',
  };
  const rows = properties.map(([key, value]) => element('property', { name: key, value }));
  yield* around('testsuite', attributes, [
    ...around('properties', {}, rows),
    ...cases.map(({ xml }) => xml),
    element('system-out', {}, xmlLines(output)),
    element('system-err', {}),
  ]);
}

function* documentXml(report: AuditReport): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield '<testsuites>\n';
  for (const [id, suite] of [...checkSuites(report), coverageSuite(report)].entries()) {
    for (const line of suiteXml(suite, id, report.takenAt)) yield `  ${line}\n`;
  }
  yield '</testsuites>\n';
}

/**
 * JUnit XML that the schemas of Ant and of Jenkins both admit. A violation is a failure; what is unknown, settling, held,
 * suppressed or `info` is skipped with the reason; a check without a violation shows how many subjects it judged.
 */
export const renderJunit = (report: AuditReport): Iterable<string> => documentXml(report);
