import type { LabelSelector, LabelSelectorRequirement } from '../../core/model/index.ts';
import { choice, mapping, plainText } from '../../core/settings/index.ts';
import { type Readable, recordKind, sequenceOf } from './record-kind.ts';

/** kubernetes/apimachinery pkg/util/validation/validation.go: `IsQualifiedName` and `IsValidLabelValue`. */
const SUBDOMAIN = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*';
const NAME = '(?:[A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]';
const LABEL_KEY = plainText('the key of a label', `^(?:(?=[^/]{1,253}/)${SUBDOMAIN}/)?${NAME}$`);
const LABEL_VALUE = plainText('the value of a label', `^(?:${NAME})?$`);

/** AWS allows 128 characters in a key and 256 in a value, and nearly all of them. */
const TAG_KEY = plainText('the key of a tag', '^[^\\u0000-\\u001f]{1,128}$');
const TAG_VALUE = plainText('the value of a tag', '^[^\\u0000-\\u001f]{0,256}$');

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'] as const;
const OPERATOR = choice(OPERATORS);
const takesValues = (operator: string): boolean => operator === 'In' || operator === 'NotIn';

type Text = typeof LABEL_KEY;

function termKind(key: Text, value: Text): Readable<LabelSelectorRequirement> {
  const values = sequenceOf(value);
  const kind = recordKind(
    {
      expected: 'a term with key, operator and values',
      fields: {
        key: { kind: key, help: 'What is asked for.', isRequired: true },
        operator: { kind: OPERATOR, help: 'How it is compared.', isRequired: true },
        values: { kind: values, help: 'Of In and NotIn, at least one; of the others none.' },
      },
    },
    (take, at, line): LabelSelectorRequirement => {
      const operator = take('operator', OPERATOR, null);
      const given = take('values', values, []);
      if (operator !== null && takesValues(operator) !== given.length > 0) {
        const count = takesValues(operator) ? 'at least one value' : 'no values';
        at.fault(line, `${at.path}: expected ${count} with ${operator}`);
      }
      return { key: take('key', key, ''), operator: operator ?? '', values: given };
    },
  );
  return { ...kind, schema: (checks) => ({ ...kind.schema(checks), ...VALUES_BY_OPERATOR }) };
}

const VALUES_BY_OPERATOR = {
  oneOf: [
    {
      properties: { operator: { enum: OPERATORS.filter(takesValues) }, values: { minItems: 1 } },
      required: ['values'],
    },
    {
      properties: {
        operator: { enum: OPERATORS.filter((one) => !takesValues(one)) },
        values: { maxItems: 0 },
      },
    },
  ],
};

function selectorKind(expected: string, key: Text, value: Text): Readable<LabelSelector> {
  const labels = mapping({ key, value, expected: `${key.expected}s, each with ${value.expected}` });
  const terms = sequenceOf(termKind(key, value));
  return recordKind(
    {
      expected,
      fields: {
        matchLabels: { kind: labels, help: 'Pairs, all of which must be there.' },
        matchExpressions: { kind: terms, help: 'Terms, all of which must hold.' },
      },
    },
    (take) => ({
      matchLabels: take('matchLabels', labels, new Map<string, string>()),
      matchExpressions: take('matchExpressions', terms, []),
    }),
  );
}

/** `{}` selects everything. */
export const LABEL_SELECTOR = selectorKind('a label selector', LABEL_KEY, LABEL_VALUE);

/** The same, over the tags of a store. */
export const TAG_SELECTOR = selectorKind('a selector of tags', TAG_KEY, TAG_VALUE);
