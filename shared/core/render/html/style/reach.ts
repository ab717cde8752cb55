/** The picture, the matrix, the stores. */
export const REACH = `
.scroll { position: relative; overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 0.6rem; padding: 0.5rem; }
.picture { display: block; width: 100%; min-width: 44rem; height: auto; font-size: 13px; }
.picture text { fill: var(--ink); }
.picture .left text { text-anchor: end; }
.picture .name { font-weight: 600; }
.picture .detail, .picture .side { fill: var(--soft); font-size: 11.5px; }
.link { fill: none; stroke: var(--soft); stroke-linecap: round; }
.link.intended { stroke: var(--intended); } .link.unintended { stroke: var(--unintended); }
.link.broken { stroke: var(--broken); stroke-dasharray: 9 6; } .link.unknown { stroke: var(--unknown); stroke-dasharray: 1 6; } .link.partial { stroke: var(--partial); stroke-dasharray: 14 5; }
.picture .mark { text-anchor: middle; font-weight: 700; font-size: 15px; paint-order: stroke; stroke: var(--card); stroke-width: 6px; }
.picture .mark.broken { fill: var(--broken); } .picture .mark.unknown { fill: var(--unknown); }
.crowded .link.intended, .crowded .link.partial, .crowded .link.unknown { opacity: 0.5; }
.dot { fill: var(--soft); } .dot.unintended { fill: var(--unintended); } .dot.broken { fill: var(--broken); } .dot.unknown { fill: var(--unknown); } .dot.partial { fill: var(--partial); } .dot.intended { fill: var(--intended); } .dot.none { fill: var(--card); stroke: var(--soft); }
.legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; margin-bottom: 0.7rem; font-size: 0.92rem; }
.legend li { display: inline-flex; align-items: center; gap: 0.45rem; }
.legend svg { width: 36px; height: 12px; flex: none; }
.pair { font-weight: 600; } .pair.none { color: var(--soft); }
.pair.unintended { color: var(--unintended); } .pair.broken { color: var(--broken); } .pair.unknown { color: var(--unknown); } .pair.partial { color: var(--partial); } .pair.intended { color: var(--intended); }
.fold > summary, .door > summary { padding: 0.45rem 0; }
.fold { margin-top: 0.6rem; }
#stores { margin: 1.75rem 0 0.5rem; }
.door { border-top: 1px solid var(--line); padding: 0.3rem 0; }
.door > .note { margin-bottom: 0.5rem; }
.matrix { border-collapse: collapse; font-size: 0.92rem; }
.matrix th, .matrix td { border: 1px solid var(--line); padding: 0.2rem 0.45rem; text-align: center; }
.matrix thead th { vertical-align: bottom; font-weight: 500; }
.matrix.many th.store { width: 2.6rem; }
.matrix th:first-child { text-align: left; position: sticky; left: 0; background: var(--card); min-width: 10rem; max-width: 20rem; font-weight: 400; }
.matrix th small { display: block; }
.matrix.many .name { display: block; writing-mode: vertical-rl; transform: rotate(180deg); inline-size: 15rem; block-size: 1.5em; margin-inline: auto; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; text-align: left; }
.who { font-weight: 600; } .who.folded { font-weight: 400; }
`;
