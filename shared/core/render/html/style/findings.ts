/** Filters, cards, commands, evidence. */
export const FINDINGS = `
#filters { display: flex; flex-wrap: wrap; align-items: end; gap: 0.7rem 1rem; margin-top: 1.5rem; padding: 0.9rem 1.1rem; background: var(--card); border: 1px solid var(--line); border-radius: 0.6rem; }
#filters[hidden] { display: none; }
#filters label { display: grid; gap: 0.15rem; font-size: 0.85rem; color: var(--soft); min-width: 0; flex: 0 1 11rem; }
#filters .text { flex: 1 1 14rem; }
input, select, button { font: inherit; font-size: 0.95rem; color: var(--ink); background: var(--paper); border: 1px solid var(--strong-line); border-radius: 0.35rem; padding: 0.35rem 0.6rem; max-width: 100%; min-height: 2.3rem; }
select { width: 100%; }
button { cursor: pointer; background: var(--wash); }
button:hover { border-color: var(--ink); }
#filters .buttons { display: flex; flex-wrap: wrap; gap: 0.4rem; }
#shown { flex-basis: 100%; color: var(--soft); font-size: 0.92rem; }
.badge { display: inline-flex; align-items: center; gap: 0.35em; padding: 0.08rem 0.6rem; border-radius: 1rem; font-size: 0.85rem; font-weight: 650; line-height: 1.5; color: var(--on-solid); background: var(--info); white-space: nowrap; }
.badge.critical { background: var(--critical); } .badge.high { background: var(--high); } .badge.medium { background: var(--medium); } .badge.low { background: var(--low); }
.shape.critical { color: var(--critical); } .shape.high { color: var(--high); } .shape.medium { color: var(--medium); } .shape.low { color: var(--low); }
section[data-group="findings"] > h3 { text-transform: capitalize; margin-bottom: 0.7rem; }
.finding { background: var(--card); border: 1px solid var(--line); border-left: 0.35rem solid var(--info); border-radius: 0.5rem; margin-bottom: 0.9rem; padding: 0.9rem clamp(0.9rem, 2.5vw, 1.4rem); }
.finding.critical { border-left-color: var(--critical); } .finding.high { border-left-color: var(--high); } .finding.medium { border-left-color: var(--medium); } .finding.low { border-left-color: var(--low); }
.finding:target { outline: 3px solid var(--link); outline-offset: 2px; }
.tags { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.3rem 0.8rem; font-size: 0.92rem; }
.state { color: var(--soft); } .state.raised { color: var(--ink); font-weight: 600; } .state.held { font-style: italic; }
.state.suppressed { border: 1px dashed var(--strong-line); border-radius: 0.3rem; padding: 0 0.4rem; }
.check { color: var(--soft); } .check b { color: var(--ink); }
.permalink { margin-left: auto; text-decoration: none; color: var(--soft); padding-inline: 0.3rem; }
.finding h4 { margin-top: 0.45rem; }
.kind { font-weight: 400; font-size: 0.85rem; color: var(--soft); margin-left: 0.3rem; }
.message { margin-top: 0.2rem; max-width: 85ch; }
.message code, .verdict code { background: var(--wash); padding: 0.05em 0.3em; border-radius: 0.25em; }
.finding summary { margin-top: 0.5rem; color: var(--link); font-size: 0.92rem; width: fit-content; }
.body { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 1.1rem 2rem; margin-top: 0.7rem; padding-top: 0.9rem; border-top: 1px solid var(--line); }
.column { display: grid; gap: 1rem; align-content: start; min-width: 0; }
.column > div { min-width: 0; }
.body h5 { margin-bottom: 0.3rem; }
.why p + p, .fix p + p { margin-top: 0.4rem; }
.cause { color: var(--soft); font-size: 0.8em; }
.should { color: var(--soft); } .should b { font-weight: 500; }
.seen { grid-column: 1 / -1; color: var(--soft); font-size: 0.85rem; }
.command { position: relative; display: flex; align-items: start; gap: 0.6rem; margin-top: 0.5rem; padding: 0.55rem 0.7rem; background: var(--wash); border: 1px solid var(--line); border-radius: 0.4rem; }
.command code { flex: 1; min-width: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.command button { flex: none; min-height: 0; font-size: 0.82rem; padding: 0.15rem 0.55rem; background: var(--card); }
.difference { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 11rem), 1fr)); gap: 0.5rem 1.5rem; }
.difference li + li { margin-top: 0.2rem; }
.difference dt, .evidence dt { font-size: 0.85rem; color: var(--soft); }
.missing code { text-decoration: underline dashed; } .missing, .extra { font-weight: 600; color: var(--high); }
.missing small, .extra small { font-weight: 400; color: inherit; }
.evidence { display: grid; gap: 0.35rem; }
.evidence small { display: block; line-height: 1.4; }
.evidence li + li { margin-top: 0.25rem; }
.evidence > div { display: grid; grid-template-columns: 6rem minmax(0, 1fr); gap: 0 0.8rem; }
@media (max-width: 30rem) { .evidence > div { grid-template-columns: 1fr; } #filters label { flex: 1 1 40%; } #filters .text { flex-basis: 100%; } .command { display: block; } .command button { margin-top: 0.5rem; } }
`;
