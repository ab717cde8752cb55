import type { CheckNames } from './check-names.ts';
import type { JsonSchema } from './kinds/index.ts';
import { DEFAULT_SETTINGS } from './default-settings.ts';
import { OPTION_ROWS } from './options.ts';

/** The JSON Schema (2020-12) of a configuration file: it takes exactly what is read without a fault. */
export function settingsSchema(checks: CheckNames): JsonSchema {
  const properties = (section: string | null): JsonSchema =>
    Object.fromEntries(
      OPTION_ROWS.filter((one) => one.section === section).map((one) => [
        one.key,
        {
          description: one.help,
          default: one.written(DEFAULT_SETTINGS),
          ...one.schema(checks),
        },
      ]),
    );
  const sections = new Set(OPTION_ROWS.flatMap(({ section }) => section ?? []));
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'podfence.yaml',
    description: 'What people decide about an audit. Everything has a default.',
    type: ['object', 'null'],
    properties: {
      ...properties(null),
      ...Object.fromEntries(
        [...sections].map((name) => [
          name,
          { type: 'object', properties: properties(name), additionalProperties: false },
        ]),
      ),
    },
    additionalProperties: false,
  };
}
