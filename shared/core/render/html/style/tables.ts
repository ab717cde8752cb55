/** Tables; on a phone each row becomes a small block with its own labels. */
export const TABLES = `
.rows { width: 100%; border-collapse: collapse; font-size: 0.94rem; }
.rows th, .rows td { text-align: left; vertical-align: top; padding: 0.4rem 0.9rem 0.4rem 0; border-bottom: 1px solid var(--line); font-weight: 400; }
.rows thead th { font-size: 0.85rem; color: var(--soft); border-bottom-color: var(--strong-line); white-space: nowrap; overflow-wrap: normal; }
.rows th small { display: block; }
.rows .number { font-variant-numeric: tabular-nums; white-space: nowrap; }
.rows .zero { color: var(--soft); } .rows .bad { color: var(--critical); font-weight: 650; } .rows .doubtful { color: var(--medium); font-weight: 650; }
.digest { font-size: 0.75em; color: var(--soft); }
.guide { display: grid; gap: 0.6rem; }
.guide > div { display: grid; grid-template-columns: 9rem minmax(0, 1fr); gap: 0 1rem; }
.guide dt { font-weight: 600; }
.guide .pair { margin-right: 1rem; display: inline-block; }
@media (max-width: 44rem) {
  .rows thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .rows, .rows tbody, .rows tr, .rows th, .rows td { display: block; }
  .rows tr { padding: 0.6rem 0; border-bottom: 1px solid var(--line); }
  .rows th, .rows td { padding: 0.1rem 0; border: 0; }
  .rows td[data-label]::before { content: attr(data-label) ": "; color: var(--soft); font-weight: 400; }
  .rows td.number { display: inline-block; margin-right: 1rem; }
  .rows tr.filtered { display: none; }
  .guide > div { grid-template-columns: 1fr; }
}
`;
