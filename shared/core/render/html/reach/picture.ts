import { counted } from '../../table/words.ts';
import { type Html, markup } from '../markup.ts';
import { fitText } from './fit-text.ts';
import type { Folded, FoldedColumn, FoldedRow } from './folded.ts';
import { CLASS_SHAPES, CLASS_WORDS, PAIR_CLASSES, type PairClass } from './pair-class.ts';
import { type Tally, worstOf } from './tally.ts';

/** In units of the picture's own coordinates; the page scales it. */
const WIDTH = 980;
const LEFT = 300;
const RIGHT = 640;
const STEP = 40;
const MARGIN = 24;
const NAME_COLUMNS = 36;
const DETAIL_COLUMNS = 46;
/** Links of one pair that differ run side by side. */
const APART = 5;

/** With more lines than these, those that worry less step back. */
const CROWD = 60;

/** The most worrying are painted last, over the others. */
const PAINT_ORDER = PAIR_CLASSES.toReversed();

interface Link {
  readonly row: number;
  readonly column: number;
  readonly found: PairClass;
  readonly pairs: number;
  readonly shift: number;
}

function linksOfRow(tallies: readonly Tally[], row: number): readonly Link[] {
  return tallies.flatMap((tally, column) => {
    const classes = PAINT_ORDER.filter((found) => tally[found] > 0);
    return classes.map((found, index) => ({
      row,
      column,
      found,
      pairs: tally[found],
      shift: (index - (classes.length - 1) / 2) * APART,
    }));
  });
}

/** Places from top to bottom, spread over the height of the longer side. */
const placesOf = (count: number, height: number) => (index: number) =>
  MARGIN + ((height - 2 * MARGIN) / count) * (index + 0.5);

const round = (value: number): number => Math.round(value * 10) / 10;

/** Thicker for more workloads, but never so that one line hides others. */
const thickness = ({ pairs, found }: Link): number =>
  round((found === 'intended' ? 1.5 : 2.2) + Math.min(3, Math.log2(pairs) / 2));

function linkShape(link: Link, from: number, to: number): Html {
  const [y1, y2] = [round(from + link.shift), round(to + link.shift)];
  const bend = (LEFT + RIGHT) / 2;
  const way = `M${LEFT + 8} ${y1}C${bend} ${y1} ${bend} ${y2} ${RIGHT - 10} ${y2}`;
  const line = markup`<path
    class="link ${link.found}"
    d="${way}"
    stroke-width="${thickness(link)}"
  />`;
  if (link.found !== 'broken' && link.found !== 'unknown') return line;
  // What does not get through, or may not, is said on the line as well.
  return markup`${line}<text class="mark ${link.found}" x="${bend}" y="${round((y1 + y2) / 2) + 5}"
      >${CLASS_SHAPES[link.found]}</text
    >`;
}

const tallyWords = (tally: Tally): string =>
  PAIR_CLASSES.filter((one) => tally[one] > 0)
    .map((one) => `${tally[one].toLocaleString('en-US')} ${CLASS_WORDS[one]}`)
    .join('; ');

function labelShape(
  { label, detail, tally }: Pick<FoldedRow, 'label' | 'detail' | 'tally'>,
  side: 'left' | 'right',
  y: number,
): Html {
  const x = side === 'left' ? LEFT - 12 : RIGHT + 14;
  const dot = side === 'left' ? LEFT : RIGHT;
  const state = worstOf(tally) ?? 'none';
  const full = [label, detail, tallyWords(tally)].filter((part) => part !== '').join(' · ');
  const [nameAt, detailAt] = detail === '' ? [y + 4, y] : [y - 2, y + 13];
  return markup`<g class="label ${side}"
    ><title>${full}</title>${
      side === 'left'
        ? markup`<circle class="dot ${state}" cx="${dot}" cy="${round(y)}" r="5" />`
        : markup`<rect
            class="dot ${state}"
            x="${dot - 5}"
            y="${round(y) - 7}"
            width="10"
            height="14"
            rx="3"
          />`
    }<text class="name" x="${x}" y="${round(nameAt)}">${fitText(label, NAME_COLUMNS)}</text>${
      detail === ''
        ? ''
        : markup`<text class="detail" x="${x}" y="${round(detailAt)}"
            >${fitText(detail, DETAIL_COLUMNS)}</text
          >`
    }</g
  >`;
}

/** What stands below a store's name: how bad it is, in numbers, or what it is where nothing is bad. */
function columnLabel(column: FoldedColumn): FoldedColumn {
  const { unintended, broken, unknown } = column.tally;
  const parts = [
    unintended > 0 ? `${unintended.toLocaleString('en-US')} not intended` : '',
    broken > 0 ? `${broken.toLocaleString('en-US')} blocked` : '',
    unknown > 0 ? `${unknown.toLocaleString('en-US')} not decided` : '',
  ].filter((part) => part !== '');
  const fine = worstOf(column.tally) === null ? 'no pod reaches it' : 'as intended';
  const said = parts.length === 0 ? [column.detail, fine] : [parts.join(', ')];
  return { ...column, detail: said.filter((part) => part !== '').join(' · ') };
}

/** In words, for who cannot see it; the tables below have every line of it. */
function description({ rows, columns }: Folded): string {
  const stores = columns
    .filter(({ tally }) => worstOf(tally) !== null)
    .map(({ label, tally }) => `${label}: ${tallyWords(tally)}`);
  return `${counted(rows.length, 'source')} on the left, ${counted(columns.length, 'store')} on the right. ${stores.join('. ')}`;
}

/** Who reaches what, drawn: workloads on the left, stores on the right, a line for each class of pairs between two. */
export function renderPicture(folded: Folded): Html {
  const { rows, columns, links } = folded;
  const height = Math.max(rows.length, columns.length) * STEP + 2 * MARGIN;
  const left = placesOf(rows.length, height);
  const right = placesOf(columns.length, height);
  const lines = links
    .flatMap((tallies, row) => linksOfRow(tallies, row))
    .toSorted((a, b) => PAINT_ORDER.indexOf(a.found) - PAINT_ORDER.indexOf(b.found));
  return markup`<svg
    class="${lines.length > CROWD ? 'picture crowded' : 'picture'}"
    viewBox="0 0 ${WIDTH} ${height}"
    role="img"
    aria-labelledby="picture-title picture-text"
  >
    <title id="picture-title">Who reaches which store</title>
    <desc id="picture-text">${description(folded)}</desc>
    <text class="side" x="${LEFT - 12}" y="${MARGIN - 8}" text-anchor="end">workloads</text>
    <text class="side" x="${RIGHT + 14}" y="${MARGIN - 8}">stores</text>
    ${lines.map((link) => linkShape(link, left(link.row), right(link.column)))}
    ${rows.map((row, index) => labelShape(row, 'left', left(index)))}
    ${columns.map((column, index) => labelShape(columnLabel(column), 'right', right(index)))}
  </svg>`;
}
