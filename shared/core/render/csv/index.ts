export { renderAuditCsv } from './audit.ts';
export {
  renderChecksCsv,
  renderExplanationCsv,
  renderMatrixCsv,
  renderPodsCsv,
} from './listings.ts';
