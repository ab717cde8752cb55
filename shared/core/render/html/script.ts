/**
 * What the page does beside being read: filters, folding, copying, and telling how old it has become. It makes no markup
 * and asks nothing of anybody. Plain JavaScript as text, so that the digest in the policy is that of these bytes wherever
 * the report is made.
 */
export const SCRIPT = `
'use strict';
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const form = document.getElementById('filters');

  // How old the data has become since: the file knows only how old it was.
  const age = document.getElementById('age');
  const days = (performance.timeOrigin - Date.parse(age.dataset.taken)) / 86400000;
  if (days >= 1) {
    const count = Math.floor(days);
    age.textContent = 'You are reading this ' + count + (count === 1 ? ' day' : ' days') + ' after the data was taken. The cluster may look different by now.';
    age.hidden = false;
  }

  // Long lists start folded; the first of each stay open.
  const STAY_OPEN = { finding: [8, 2], door: [4, 1], long: [0, 0] };
  for (const [name, [most, kept]] of Object.entries(STAY_OPEN)) {
    const folds = all('details[data-fold="' + name + '"]');
    if (folds.length > most) for (const fold of folds.slice(kept)) fold.open = false;
  }
  const setAll = (open) => { for (const one of all('main details')) one.open = open; };

  let wereClosed = [];
  addEventListener('beforeprint', () => {
    wereClosed = all('details:not([open])');
    setAll(true);
  });
  addEventListener('afterprint', () => { for (const one of wereClosed) one.open = false; });

  // Filters: a row is left out if it has what is asked about, and has it otherwise.
  const rows = all('[data-row]').map((element) => ({ element, text: null }));
  const groups = all('[data-group]').map((element) => ({ element, rows: [...element.querySelectorAll('[data-row]')] }));
  const shown = document.getElementById('shown');
  const textOf = (row) => {
    row.text ??= row.element.textContent.toLowerCase();
    return row.text;
  };
  function apply() {
    const asked = [...new FormData(form)].filter(([, value]) => value !== '');
    const words = asked.filter(([name]) => name === 'text').flatMap(([, value]) => value.toLowerCase().split(/\\s+/)).filter(Boolean);
    const fields = asked.filter(([name]) => name !== 'text');
    const counts = { finding: [0, 0], other: [0, 0] };
    for (const row of rows) {
      const { dataset } = row.element;
      const isWanted = fields.every(([name, value]) => !(name in dataset) || dataset[name] === value) && words.every((word) => textOf(row).includes(word));
      row.element.classList.toggle('filtered', !isWanted);
      const count = counts[dataset.row === 'finding' ? 'finding' : 'other'];
      count[1] += 1;
      if (isWanted) count[0] += 1;
    }
    for (const { element, rows: members } of groups) {
      element.classList.toggle('filtered', asked.length > 0 && members.length > 0 && members.every((one) => one.classList.contains('filtered')));
    }
    const say = ([some, most], name) => some.toLocaleString('en') + ' of ' + most.toLocaleString('en') + ' ' + name;
    shown.textContent = asked.length === 0 ? '' : 'Showing ' + say(counts.finding, 'findings') + ', and ' + say(counts.other, 'rows of the tables below') + '.';
  }
  form.hidden = false;
  form.addEventListener('input', apply);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(apply));
  form.addEventListener('click', (event) => {
    const wish = event.target.dataset.unfold;
    if (wish !== undefined) setAll(wish === 'open');
  });
  apply();

  // A kind of finding asks for its own.
  for (const link of all('[data-ask]')) {
    link.addEventListener('click', () => {
      const field = form.elements.namedItem(link.dataset.ask);
      if (field === null) return;
      field.value = link.dataset.value;
      apply();
    });
  }

  // A link to a finding shows it, whatever is folded or filtered.
  function reveal() {
    const target = document.getElementById(location.hash.slice(1));
    if (target === null) return;
    if (target.closest('.filtered') !== null) { form.reset(); apply(); }
    for (const one of target.querySelectorAll('details')) one.open = true;
    target.scrollIntoView();
  }
  addEventListener('hashchange', reveal);
  if (location.hash !== '') reveal();

  // Commands are copied as they are.
  function select(node) {
    const range = document.createRange();
    range.selectNodeContents(node);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }
  for (const command of all('.command')) {
    const code = command.querySelector('code');
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = 'Copy';
    const say = (word) => {
      button.textContent = word;
      setTimeout(() => { button.textContent = 'Copy'; }, 2000);
    };
    const selected = () => { select(code); say('Selected'); };
    button.addEventListener('click', () => {
      // There is no clipboard where the page is not trusted with one.
      if (navigator.clipboard === undefined) selected();
      else navigator.clipboard.writeText(code.textContent).then(() => say('Copied'), selected);
    });
    command.append(button);
  }
})();
`;
