export { renderAudit, subjectText } from './audit.ts';
export { renderChecks } from './checks.ts';
export { renderExplanation } from './explain.ts';
export { renderMatrix } from './matrix.ts';
export { renderPods } from './pods.ts';
export { grid, type Row } from './grid.ts';
export { SEVERITY_INKS } from './checks.ts';
export { ink, labelled, line, PLAIN_SCREEN, type Screen, type Text } from './screen.ts';
export { shortArn, spoken } from './words.ts';
