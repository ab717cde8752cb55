import { type Call, CALLS, describeFields } from '../../shared/decode/index.ts';

const START = (name: string): string => `<!-- ${name}: generated from shared/decode -->`;
const END = '<!-- end -->';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');

const fileOf = ({ file, argument }: Call): string =>
  `${file}${argument === null ? '' : `-${argument}`}.json`;

function callTable(): string {
  const rows = CALLS.map((call) => {
    const name = call.required ? `**${cell(fileOf(call))}**` : cell(fileOf(call));
    return `| ${name} | \`${call.command}\` | ${cell(call.effect)} |`;
  });
  return ['| file | command | without it |', '| --- | --- | --- |', ...rows].join('\n');
}

function fieldTable(): string {
  const rows = CALLS.map((call) => {
    const fields = describeFields(call.fields);
    return `| ${cell(call.file)} | ${fields === '' ? 'the whole item' : `\`${fields}\``} |`;
  });
  return ['| call | fields of an item |', '| --- | --- |', ...rows].join('\n');
}

/** docs/snapshot.md with its tables as the code has them now. */
export const renderSnapshotPage = (page: string): string =>
  replaced(replaced(page, 'calls', callTable()), 'fields', fieldTable());

function replaced(page: string, name: string, table: string): string {
  const start = page.indexOf(START(name));
  const end = page.indexOf(END, start);
  if (start < 0 || end < 0) throw new Error(`docs/snapshot.md has no place for ${name}`);
  return `${page.slice(0, start)}${START(name)}\n\n${table}\n\n${page.slice(end)}`;
}
