import type { Evidence } from '../../model/index.ts';
import { printable } from '../printable.ts';
import { counted } from '../table/words.ts';
import { breakable, withIds } from './ids.ts';
import { LIMITS } from './limits.ts';
import { type Html, markup } from './markup.ts';

type Fact = Evidence[string];

const MOST_FACTS = 12;

function factText(fact: Fact): string {
  if (fact === null) return '–';
  if (typeof fact === 'boolean') return fact ? 'yes' : 'no';
  if (typeof fact === 'string' || typeof fact === 'number') return printable(String(fact));
  const rest = fact.length - LIMITS.listed;
  const shown = fact
    .slice(0, LIMITS.listed)
    .map((one) => printable(one))
    .join(', ');
  if (fact.length === 0) return '–';
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}

function factsOf(evidence: Evidence): Html {
  const facts = Object.entries(evidence)
    .filter(([name]) => name !== 'kind' && name !== 'id')
    .slice(0, MOST_FACTS)
    .map(([name, fact]) => `${name} ${factText(fact)}`);
  if (facts.length === 0) return markup``;
  return markup` <small>${withIds(facts.join(' · '), 2 * LIMITS.entryLength)}</small>`;
}

const item = (evidence: Evidence): Html =>
  markup`<li><code>${breakable(evidence.id, LIMITS.entryLength)}</code>${factsOf(evidence)}</li> `;

/** What it rests on, by id. A pod, a rule, an interface can be looked up with these. */
export function renderEvidence(evidence: readonly Evidence[]): Html {
  const rest = evidence.length - LIMITS.evidence;
  const kinds = Map.groupBy(evidence.slice(0, LIMITS.evidence), ({ kind }) => kind);
  return markup`<dl class="evidence">
      ${[...kinds].map(
        ([kind, items]) =>
          markup`<div>
            <dt>${kind}</dt>
            <dd>
              <ul class="plain">
                ${items.map(item)}
              </ul>
            </dd>
          </div>`,
      )}
    </dl>
    ${rest > 0 ? markup`<p class="note more">and ${counted(rest, 'fact')} more in the JSON</p>` : ''}`;
}
