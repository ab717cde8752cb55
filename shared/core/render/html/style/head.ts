/** The verdict and the two questions: what is read first. */
export const HEAD = `
.top { padding-top: 1.5rem; }
.brand { font-weight: 700; letter-spacing: 0.01em; }
.brand span { font-weight: 400; color: var(--soft); margin-left: 0.35rem; }
.clusters { margin-top: 0.15rem; }
.clusters span { color: var(--soft); }
.verdict { display: flex; gap: clamp(0.9rem, 2.5vw, 1.75rem); margin-top: 1.25rem; padding: clamp(1rem, 3vw, 1.75rem); border-radius: 0.6rem;
  background: var(--medium-wash); border: 1px solid var(--line); border-left: 0.4rem solid var(--medium); }
.verdict.bad { background: var(--critical-wash); border-left-color: var(--critical); }
.verdict.good { background: var(--good-wash); border-left-color: var(--good); }
.sign { flex: none; width: 3.2rem; height: 3.2rem; border-radius: 50%; display: grid; place-items: center; font-size: 1.7rem; line-height: 1; font-weight: 700;
  background: var(--medium); color: var(--on-solid); }
.bad .sign { background: var(--critical); } .good .sign { background: var(--good); }
.verdict > div { min-width: 0; display: grid; gap: 0.6rem; }
.verdict .sentence { color: var(--ink); }
.chips { display: flex; flex-wrap: wrap; gap: 0.4rem 1.1rem; }
.chips a { color: inherit; text-decoration: none; display: inline-flex; align-items: center; gap: 0.45rem; }
.chips a:hover b { text-decoration: underline; }
.worst { padding-top: 0.6rem; border-top: 1px solid var(--line); }
.worst + p { margin-top: -0.35rem; max-width: 85ch; }
.warning { margin-top: 0.9rem; padding: 0.6rem 1rem; border: 1px solid var(--medium); border-radius: 0.4rem; background: var(--medium-wash); }
.facts { display: flex; flex-wrap: wrap; gap: 0.75rem 2.5rem; margin-top: 1.25rem; }
.facts dt { font-size: 0.85rem; color: var(--soft); }
progress { appearance: none; vertical-align: middle; width: 6rem; height: 0.5rem; margin-left: 0.4rem; border: 1px solid var(--strong-line); border-radius: 1rem; overflow: hidden; background: var(--wash); }
progress::-webkit-progress-bar { background: var(--wash); }
progress::-webkit-progress-value { background: var(--link); }
progress::-moz-progress-bar { background: var(--link); }
.questions { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: 1rem; margin-top: 1.5rem; }
.question { padding: 1.1rem 1.25rem; background: var(--card); border: 1px solid var(--line); border-radius: 0.6rem; display: grid; gap: 0.35rem; align-content: start; }
.question h2 { font-size: 1rem; font-weight: 500; color: var(--soft); }
.question .answer { font-size: 1.5rem; line-height: 1.2; font-weight: 650; color: var(--medium); }
.question.no .answer { color: var(--critical); } .question.yes .answer { color: var(--good); }
.question .counts { color: var(--soft); font-size: 0.92rem; }
@media (max-width: 30rem) { .verdict { display: block; } .sign { width: 2.4rem; height: 2.4rem; font-size: 1.25rem; margin-bottom: 0.7rem; } }
`;
