import type { ReachMatrix } from '../../document/index.ts';
import { counted } from '../../table/words.ts';
import { LIMITS } from '../limits.ts';
import { type Html, markup } from '../markup.ts';
import type { Names } from '../subject.ts';
import { renderDoors } from './doors.ts';
import { fold } from './fold.ts';
import type { Folded } from './folded.ts';
import { renderGrid } from './grid.ts';
import type { ReachOverview } from './overview.ts';
import { CLASS_SHAPES, CLASS_WORDS, PAIR_CLASSES } from './pair-class.ts';
import { renderPicture } from './picture.ts';
import type { PlaceOf } from './rows.ts';
import { sumTallies } from './tally.ts';

function legend(overview: ReachOverview): Html {
  const total = sumTallies(overview.doors.map(({ tally }) => tally));
  const shown = PAIR_CLASSES.filter((one) => total[one] > 0);
  return markup`<ul class="legend">
    ${shown.map(
      (one) =>
        markup`<li>
          <svg viewBox="0 0 36 12" aria-hidden="true">
            <path class="link ${one}" d="M1 6H35" stroke-width="2.5" /></svg
          ><span class="pair ${one}" aria-hidden="true">${CLASS_SHAPES[one]}</span>
          ${CLASS_WORDS[one]}
        </li>`,
    )}
  </ul>`;
}

/** What is not shown one by one. An empty text where everything is. */
function foldedWords({ rows, columns }: Folded, sources: number): string {
  const alone = rows.filter(({ kind }) => kind === 'workload').length;
  const isFolded = rows.some(({ kind }) => kind === 'namespace' || kind === 'rest');
  const stores = columns.filter(({ kind }) => kind === 'rest').map(({ label }) => label);
  const parts = [
    isFolded
      ? `${counted(sources, 'workload')}, ${alone === 0 ? 'all' : 'those without a fault'} by namespace.`
      : '',
    rows.some(({ kind }) => kind === 'bundle')
      ? 'Where more than half of the left side says the same of a store, one line from “Most workloads” says it for all of them.'
      : '',
    columns.some(({ kind }) => kind === 'bundle')
      ? 'Who says the same of more than half of the stores has one line to “Most stores” for that.'
      : '',
    ...stores.map((label) => `${label}, no more worrying than those shown, are one place.`),
  ].filter((part) => part !== '');
  if (parts.length === 0) return '';
  return `Folded: ${parts.join(' ')} Numbers count pairs of a workload and a store.`;
}

export function* renderReach(
  matrix: ReachMatrix,
  overview: ReachOverview,
  names: Names,
): Generator<Html> {
  if (matrix.stores.length === 0) {
    yield markup`<p class="note">No store was looked at.</p>`;
    return;
  }
  const placeOf: PlaceOf = ({ cluster, namespace }) => {
    const name = names.cluster(cluster);
    return name === null ? namespace : `${name} / ${namespace}`;
  };
  const { pictureRows, pictureColumns, gridRows, gridColumns } = LIMITS;
  const drawn = fold(overview, {
    maxRows: pictureRows,
    maxColumns: pictureColumns,
    placeOf,
    isBundled: true,
  });
  const gridded = fold(overview, {
    maxRows: gridRows,
    maxColumns: gridColumns,
    placeOf,
    isBundled: false,
  });
  if (drawn.rows.length > 0) {
    yield markup`${legend(overview)}
      <div class="scroll" role="region" aria-label="Picture of who reaches what" tabindex="0">
        ${renderPicture(drawn)}
      </div>
      <p class="note">${foldedWords(drawn, overview.sources.length)}</p> `;
    // Of one store the table below says all of it.
    if (matrix.stores.length > 1) {
      yield markup`<details class="fold" open>
        <summary>The same as a matrix</summary>
        ${renderGrid(gridded)}
        <p class="note">${foldedWords(gridded, overview.sources.length)} An empty field: no way in, and none intended.</p>
      </details> `;
    }
  }
  yield markup`<h3 id="stores">Store by store</h3> `;
  yield* renderDoors(overview, names);
}
