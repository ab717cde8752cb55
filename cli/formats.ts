import { type AuditOutcome, htmlReportOf } from '../shared/audit/index.ts';
import {
  type AccessReport,
  type CheckCatalogue,
  type Collection,
  type Explanation,
  gather,
  type PodList,
  type ReachMatrix,
  renderAccess,
  renderAudit,
  renderAuditCsv,
  renderAuditMarkdown,
  renderChecks,
  renderCollection,
  renderChecksCsv,
  renderChecksMarkdown,
  renderExplanation,
  renderExplanationCsv,
  renderExplanationMarkdown,
  renderHtml,
  renderJson,
  renderJunit,
  renderMatrix,
  renderMatrixCsv,
  renderMatrixMarkdown,
  renderOcsf,
  renderPods,
  renderPodsCsv,
  renderPodsMarkdown,
  renderPolicyReport,
  renderSarif,
  type Screen,
} from '../shared/core/render/index.ts';

/** Writes what a command found. `screen` is where it is shown; only tables look at it. */
export type Renderer<D> = (found: D, screen: Screen) => Iterable<string>;

/** The formats of one command: the keys are what its `--format` takes, in the order in which help lists them. */
export interface Formats<D> {
  readonly table: Renderer<D>;
  readonly json: Renderer<D>;
  readonly [format: string]: Renderer<D>;
}

export const AUDIT_FORMATS: Formats<AuditOutcome> = {
  table: ({ report }, screen) => gather(renderAudit(report, screen)),
  json: ({ report }) => renderJson(report),
  csv: ({ report }) => gather(renderAuditCsv(report)),
  markdown: ({ report }) => gather(renderAuditMarkdown(report)),
  html: (outcome) => renderHtml(htmlReportOf(outcome)),
  sarif: ({ report }) => gather(renderSarif(report)),
  junit: ({ report }) => gather(renderJunit(report)),
  ocsf: ({ report }) => gather(renderOcsf(report)),
  'policy-report': ({ report }) => gather(renderPolicyReport(report)),
};

export const POD_FORMATS: Formats<PodList> = {
  table: (pods, screen) => gather(renderPods(pods, screen)),
  json: renderJson,
  csv: (pods) => gather(renderPodsCsv(pods)),
  markdown: (pods) => gather(renderPodsMarkdown(pods)),
};

export const MATRIX_FORMATS: Formats<ReachMatrix> = {
  table: (matrix, screen) => gather(renderMatrix(matrix, screen)),
  json: renderJson,
  csv: (matrix) => gather(renderMatrixCsv(matrix)),
  markdown: (matrix) => gather(renderMatrixMarkdown(matrix)),
};

export const EXPLANATION_FORMATS: Formats<Explanation> = {
  table: (explanation, screen) => gather(renderExplanation(explanation, screen)),
  json: renderJson,
  csv: (explanation) => gather(renderExplanationCsv(explanation)),
  markdown: (explanation) => gather(renderExplanationMarkdown(explanation)),
};

export const CHECK_FORMATS: Formats<CheckCatalogue> = {
  table: (catalogue, screen) => gather(renderChecks(catalogue, screen)),
  json: renderJson,
  csv: (catalogue) => gather(renderChecksCsv(catalogue)),
  markdown: (catalogue) => gather(renderChecksMarkdown(catalogue)),
};

export const ACCESS_FORMATS: Formats<AccessReport> = {
  table: (report, screen) => gather(renderAccess(report, screen)),
  json: renderJson,
};

export const COLLECTION_FORMATS: Formats<Collection> = {
  table: (found, screen) => gather(renderCollection(found, screen)),
  json: renderJson,
};
