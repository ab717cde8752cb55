export * from './document/index.ts';
export * from './table/index.ts';
export * from './csv/index.ts';
export { type HtmlReport, renderHtml } from './html/index.ts';
export { renderJunit } from './junit/index.ts';
export { renderSarif } from './sarif/index.ts';
export { renderOcsf } from './ocsf/index.ts';
export { renderPolicyReport } from './policy-report/index.ts';
export * from './markdown/index.ts';
export {
  type AuditFacts,
  type CheckHead,
  type DocumentFacts,
  toAuditReport,
} from './audit-report.ts';
export { displayWidth, wrap } from './display-width.ts';
export { envelope } from './envelope.ts';
export { gather, type JsonDocument, renderJson } from './json.ts';
export { renderYaml, type YamlDocument, type YamlMapping } from './yaml.ts';
export { MAX_NAME_LENGTH, MAX_TEXT_LENGTH, printable } from './printable.ts';
