import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** The schema of OASIS, as Microsoft's package carries it. */
function readSchema(): object {
  const entry = createRequire(import.meta.url).resolve(
    '@microsoft/sarif-multitool-ts/schemas/ai-run.schema.json',
  );
  const path = join(dirname(entry), '../assets/sarif-2.1.0.schema.json');
  const schema: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (typeof schema !== 'object' || schema === null) throw new Error('no schema');
  return schema;
}

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(readSchema());

/** What of a log the schema of SARIF 2.1.0 does not allow; an empty list is well. */
export function sarifFaults(log: unknown): readonly string[] {
  validate(log);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
