import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { isJsonObject, type JsonObject } from '../support/json-path.ts';

const FOLDER = new URL('../../docs/schemas/', import.meta.url);

export function readSchemas(): ReadonlyMap<string, JsonObject> {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.schema.json'));
  return new Map(
    files.map((name) => {
      const schema: unknown = JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'));
      if (!isJsonObject(schema)) throw new Error(`${name} is no schema`);
      return [name, schema];
    }),
  );
}

/**
 * The schema with every object closed. Published they are open, since fields may be added; but a field that we write and
 * did not describe is a fault of ours.
 */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (!isJsonObject(schema)) return schema;
  const inner = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, closed(value)]),
  );
  const isOpen = schema['type'] === 'object' && !('additionalProperties' in schema);
  return isOpen ? { ...inner, additionalProperties: false } : inner;
}

const validators = new Map<string, ValidateFunction>();

function validatorOf(kind: string): ValidateFunction {
  const known = validators.get(kind);
  if (known !== undefined) return known;
  const found = [...readSchemas().values()].find((schema) => kindOf(schema) === kind);
  if (found === undefined) throw new Error(`no schema for ${kind}`);
  const schema = closed(found);
  if (!isJsonObject(schema)) throw new Error(`the schema of ${kind} is no object`);
  const ajv = new Ajv2020({
    strict: true,
    strictTypes: false,
    strictRequired: false,
    formats: { 'date-time': true },
  });
  const validator = ajv.compile(schema);
  validators.set(kind, validator);
  return validator;
}

function kindOf(schema: JsonObject): unknown {
  const properties = schema['properties'];
  const kind = isJsonObject(properties) ? properties['kind'] : undefined;
  return isJsonObject(kind) ? kind['const'] : undefined;
}

/** Parses a document and says what of it its schema does not allow; an empty list is well. */
export function faultsOf(json: string): readonly string[] {
  const document: unknown = JSON.parse(json);
  if (!isJsonObject(document) || typeof document['kind'] !== 'string') return ['no kind'];
  const validator = validatorOf(document['kind']);
  validator(document);
  return (validator.errors ?? []).map(({ instancePath, message, params }) =>
    [instancePath, message, JSON.stringify(params)].join(' '),
  );
}
