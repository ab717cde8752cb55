import type { CheckNames, JsonSchema } from '../../core/settings/index.ts';
import { API_VERSION, DOCUMENT_NAME } from './document-head.ts';
import { SUPPRESSION_FIELDS } from './suppression.ts';

const DESCRIPTIONS: Readonly<Record<keyof typeof SUPPRESSION_FIELDS, string>> = {
  check: 'The check whose findings are accepted, by its slug or reference.',
  subject:
    'Fields of the subjects, each with a pattern: * stands for any text, \\* and \\\\ for the characters themselves. All must match; a field that the subject has not matches nothing.',
  owner: 'Who answers for it.',
  reason: 'Why it is accepted.',
  expires: 'The last day on which it holds, in UTC.',
};

/** The JSON Schema (2020-12) of a Suppression: it takes exactly what is read without a fault. */
export function suppressionSchema(checks: CheckNames): JsonSchema {
  const fields = Object.entries(SUPPRESSION_FIELDS);
  const descriptions = new Map(Object.entries(DESCRIPTIONS));
  const closed = (properties: JsonSchema): JsonSchema => ({
    type: 'object',
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  });
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Suppression',
    description: 'Findings that somebody accepts for a while, with a reason.',
    ...closed({
      apiVersion: { const: API_VERSION },
      kind: { const: 'Suppression' },
      metadata: closed({ name: DOCUMENT_NAME.schema(checks) }),
      spec: closed(
        Object.fromEntries(
          fields.map(([name, kind]) => [
            name,
            { description: descriptions.get(name) ?? '', ...kind.schema(checks) },
          ]),
        ),
      ),
    }),
  };
}
