/** On paper: everything, whatever was filtered or folded on the screen, and nothing that wants a hand. */
export const PRINT = `
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; background: #fff; }
  nav, #filters, .permalink, .command button, .skip { display: none !important; }
  .filtered { display: revert !important; }
  tr.filtered { display: table-row !important; }
  details::details-content { content-visibility: visible; block-size: auto; }
  details > summary { list-style: none; }
  .finding summary { display: none; }
  .finding > header, .question, .verdict, tr { break-inside: avoid; }
  h2, h3, h4, h5 { break-after: avoid; }
  .scroll { overflow: visible; }
  .picture { min-width: 0; }
  .badge, .sign, .verdict, .dot { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .matrix { font-size: 7pt; } .rows { font-size: 8.5pt; }
}
`;
