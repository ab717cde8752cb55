import { type AuditOutcome, htmlReportOf } from '../shared/audit/index.ts';
import {
  type CheckCatalogue,
  type Explanation,
  gather,
  type PodList,
  type ReachMatrix,
  renderAudit,
  renderAuditCsv,
  renderChecks,
  renderChecksCsv,
  renderExplanation,
  renderExplanationCsv,
  renderHtml,
  renderJson,
  renderJunit,
  renderMatrix,
  renderMatrixCsv,
  renderOcsf,
  renderPods,
  renderPodsCsv,
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
};

export const MATRIX_FORMATS: Formats<ReachMatrix> = {
  table: (matrix, screen) => gather(renderMatrix(matrix, screen)),
  json: renderJson,
  csv: (matrix) => gather(renderMatrixCsv(matrix)),
};

export const EXPLANATION_FORMATS: Formats<Explanation> = {
  table: (explanation, screen) => gather(renderExplanation(explanation, screen)),
  json: renderJson,
  csv: (explanation) => gather(renderExplanationCsv(explanation)),
};

export const CHECK_FORMATS: Formats<CheckCatalogue> = {
  table: (catalogue, screen) => gather(renderChecks(catalogue, screen)),
  json: renderJson,
  csv: (catalogue) => gather(renderChecksCsv(catalogue)),
};
