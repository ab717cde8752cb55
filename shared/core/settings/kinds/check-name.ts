import { tellingChecks, whyNoCheck } from '../check-names.ts';
import { placed, quoted } from '../placed.ts';
import { type Kind, refuse } from './kind.ts';

const EXPECTED = 'a check, by its slug or reference';

/** A check; the value is its slug, whichever name it was given. */
export const CHECK_NAME: Kind<string> = {
  expected: EXPECTED,
  schema: (checks) => ({
    enum: tellingChecks(checks).flatMap(({ id, reference }) => [reference, id]),
  }),
  read(value, at) {
    if (value.kind !== 'scalar' || typeof value.value !== 'string')
      return refuse(value, at, EXPECTED);
    const name = value.value;
    const why = whyNoCheck(name, at.checks);
    const found = at.checks.find(({ id, reference }) => id === name || reference === name);
    if (why === null && found !== undefined) return found.id;
    at.fault(value.line, `${at.path}: ${quoted(name)}: ${why}`);
    return null;
  },
  fromText: placed,
  write: (id) => id,
};
