export { renderHtml } from './page.ts';
export type { HtmlReport } from './report.ts';
