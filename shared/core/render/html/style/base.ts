/** Type, spacing, landmarks. Every text wraps, even one long word: the page never scrolls sideways. */
export const BASE = `
*, *::before, *::after { box-sizing: border-box; }
html { color-scheme: light dark; -webkit-text-size-adjust: 100%; scroll-padding-top: 4rem; }
body { margin: 0 auto; max-width: 78rem; padding: 0 clamp(1rem, 3vw, 2.5rem) 3rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Open Sans", sans-serif; overflow-wrap: anywhere; }
h1, h2, h3, h4, h5, p, ul, dl, pre, table { margin: 0; }
h1 { font-size: clamp(1.5rem, 4vw, 2.1rem); line-height: 1.2; font-weight: 650; letter-spacing: -0.01em; }
h2 { font-size: 1.4rem; line-height: 1.25; font-weight: 650; }
h3 { font-size: 1.12rem; line-height: 1.3; font-weight: 650; }
h4 { font-size: 1.05rem; line-height: 1.35; font-weight: 650; }
h5 { font-size: 0.8rem; line-height: 1.4; font-weight: 650; letter-spacing: 0.06em; text-transform: uppercase; color: var(--soft); }
a { color: var(--link); text-underline-offset: 0.15em; }
ul { padding: 0; list-style: none; }
dd { margin: 0; }
small { font-size: 0.85em; color: var(--soft); }
code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 0.88em; }
code { display: inline-block; max-width: 100%; }
pre code { display: block; }
code, b, small, span, td, th, li, dd { unicode-bidi: isolate; }
summary { cursor: pointer; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
.unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; z-index: 9; padding: 0.5rem 1rem; background: var(--card); }
.note { color: var(--soft); margin: 0.35rem 0 0.9rem; max-width: 70ch; }
.note:empty { display: none; }
.count { color: var(--soft); font-weight: 400; font-size: 0.9em; }
nav { position: sticky; top: 0; z-index: 5; margin-top: 1.75rem; padding: 0.6rem 0;
  background: var(--paper); border-block: 1px solid var(--line); }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; }
nav a { text-decoration: none; white-space: nowrap; display: inline-block; padding-block: 0.15rem; }
nav a:hover { text-decoration: underline; }
main > section { margin-top: 2.75rem; }
main > section > h2 { margin-bottom: 0.9rem; }
section section, main div[data-group] { margin-top: 1.5rem; }
h3 + .note { margin-top: 0.1rem; }
footer { margin-top: 4rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--soft); font-size: 0.9rem; }
.filtered { display: none; }
@media (max-width: 40rem) { nav { position: static; } nav ul { gap: 0.25rem 1.1rem; } html { scroll-padding-top: 1rem; } }
`;
