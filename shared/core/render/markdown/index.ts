export { renderAuditMarkdown } from './audit.ts';
export {
  renderChecksMarkdown,
  renderExplanationMarkdown,
  renderMatrixMarkdown,
  renderPodsMarkdown,
} from './listings.ts';
