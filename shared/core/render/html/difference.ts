import { counted } from '../table/words.ts';
import { breakable, withIds } from './ids.ts';
import { LIMITS } from './limits.ts';
import { type Html, markup } from './markup.ts';

/** An identifier of AWS or an address: what can be compared one by one. Sentences cannot. */
const IDENTIFIER = /^(?:[a-z]+(?:-[a-z]+)*-[0-9a-f]{4,}|[0-9a-f.:]+(?:\/\d+)?)$/u;

type Mark = 'same' | 'missing' | 'extra' | 'plain';

const MARKS = {
  same: ['', ''],
  missing: ['−', 'missing'],
  extra: ['+', 'extra'],
  plain: ['', ''],
} as const satisfies Record<Mark, readonly [string, string]>;

function item(text: string, mark: Mark): Html {
  const [sign, word] = MARKS[mark];
  const sentence = text.includes(' ')
    ? withIds(text, LIMITS.entryLength)
    : markup`<code>${breakable(text, LIMITS.entryLength)}</code>`;
  return word === ''
    ? markup`<li>${sentence}</li> `
    : markup`<li class="${mark}">
        <span aria-hidden="true">${sign}</span> ${sentence} <small>${word}</small>
      </li> `;
}

function column(title: string, texts: readonly string[], markOf: (text: string) => Mark): Html {
  if (texts.length === 0) return markup``;
  const rest = texts.length - LIMITS.listed;
  return markup`<div>
    <dt>${title}</dt>
    <dd>
      <ul class="plain">
        ${texts.slice(0, LIMITS.listed).map((text) => item(text, markOf(text)))}${
          rest > 0 ? markup`<li class="more">and ${counted(rest, 'other')}</li>` : ''
        }
      </ul>
    </dd>
  </div>`;
}

/** What should be beside what is; identifiers are told apart one by one. */
export function renderDifference(expected: readonly string[], observed: readonly string[]): Html {
  const areIds =
    expected.length > 0 && [...expected, ...observed].every((text) => IDENTIFIER.test(text));
  const [wanted, seen] = [new Set(expected), new Set(observed)];
  const markExpected = (text: string): Mark => (seen.has(text) ? 'same' : 'missing');
  const markObserved = (text: string): Mark => (wanted.has(text) ? 'same' : 'extra');
  const plain = (): Mark => 'plain';
  return markup`<dl class="difference">
    ${column('Expected', expected, areIds ? markExpected : plain)}${column(
      'Observed',
      observed,
      areIds ? markObserved : plain,
    )}
  </dl>`;
}
