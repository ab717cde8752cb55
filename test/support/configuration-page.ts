import { checkNames } from '../../shared/audit/index.ts';
import {
  DEFAULT_SETTINGS,
  type JsonValue,
  OPTION_ROWS,
  type OptionRow,
  settingsSchema,
} from '../../shared/core/settings/index.ts';
import { dataStoreAccessSchema, suppressionSchema } from '../../shared/decode/index.ts';

const START = '<!-- options: generated from shared/core/settings -->';
const END = '<!-- end -->';

/** A value as one writes it in YAML. */
function inYaml(value: JsonValue): string {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? `[${value.join(', ')}]` : JSON.stringify(value);
}

const section = (row: OptionRow): string =>
  [
    `### ${row.name}`,
    row.help,
    [
      `- value: ${row.expected}`,
      `- default: \`${inYaml(row.written(DEFAULT_SETTINGS))}\``,
      `- variable: \`${row.variable}\``,
    ].join('\n'),
  ].join('\n\n');

/** docs/configuration.md with its options as the table has them now. */
export function renderConfigurationPage(page: string): string {
  const start = page.indexOf(START);
  const end = page.indexOf(END, start);
  if (start < 0 || end < 0) throw new Error('docs/configuration.md has no place for the options');
  const sections = OPTION_ROWS.map(section).join('\n\n');
  return `${page.slice(0, start)}${START}\n\n${sections}\n\n${page.slice(end)}`;
}

/** The schemas of what people write, by the name of their file in docs/schemas. */
export const inputSchemas = (): Readonly<Record<string, JsonValue>> => ({
  'config.schema.json': settingsSchema(checkNames()),
  'data-store-access.schema.json': dataStoreAccessSchema(checkNames()),
  'suppression.schema.json': suppressionSchema(checkNames()),
});
