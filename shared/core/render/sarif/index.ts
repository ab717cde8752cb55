import type { AuditReport, FindingRow } from '../document/index.ts';
import { jsonObject } from '../json.ts';
import { artifact, SNAPSHOT_BASE } from './artifact.ts';
import { locatorOf } from './location.ts';
import { message } from './message.ts';
import { NOTIFICATIONS, notificationsOf } from './notification.ts';
import { resultsOf } from './result.ts';
import { rulesOf } from './rule.ts';

const SCHEMA =
  'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** Tells the uploads of two clusters apart: one must not close what the other raised. */
function automationId({ clusters }: AuditReport): string {
  const names = clusters.map(({ arn }) => encodeURIComponent(arn.toWellFormed()));
  return ['podfence', ...names, ''].join('/');
}

const resolvedRow = ({ id, check, subject, resolution }: FindingRow): object => ({
  id,
  check,
  subject,
  resolution,
});

/** What the results rest on, where SARIF has no place of its own. */
const propertiesOf = (report: AuditReport): object => ({
  takenAt: report.takenAt,
  clusters: report.clusters,
  coverage: report.coverage,
  configuration: report.configuration,
  documents: report.documents,
  resolved: report.findings.filter(({ state }) => state === 'resolved').map(resolvedRow),
});

function* logOf(report: AuditReport): Generator<string> {
  const rules = rulesOf(report);
  const locator = locatorOf(report.inputs);
  const driver = {
    name: 'podfence',
    version: report.tool.version,
    rules: rules.rules,
    notifications: NOTIFICATIONS,
  };
  yield `{\n"$schema": ${JSON.stringify(SCHEMA)},\n"version": "2.1.0",\n"runs": [\n`;
  yield* jsonObject({
    tool: { driver },
    automationDetails: { id: automationId(report) },
    originalUriBaseIds: {
      [SNAPSHOT_BASE]: { description: message('The folder of the snapshot.') },
    },
    invocations: [
      {
        executionSuccessful: true,
        toolExecutionNotifications: notificationsOf(report, rules, locator),
      },
    ],
    artifacts: report.inputs.map(artifact),
    results: resultsOf(report, rules, locator),
    properties: propertiesOf(report),
  });
  yield ']\n}\n';
}

/**
 * SARIF 2.1.0. What is compliant is no result: code scanning takes every result for an alert, whatever its kind. How many
 * subjects each check judged stands with its rule, what was not seen with the invocation, what was read with the artifacts.
 */
export const renderSarif = (report: AuditReport): Iterable<string> => logOf(report);
