export { renderAudit, subjectText } from './audit.ts';
export { renderChecks } from './checks.ts';
export { renderExplanation } from './explain.ts';
export { renderMatrix } from './matrix.ts';
export { renderPods } from './pods.ts';
export { ink, line, PLAIN_SCREEN, type Screen } from './screen.ts';
