import { resourceVersion, uid } from './identifiers.ts';
import { fields, isObject, type Json, type JsonObject } from './json.ts';
import { managedFields, type ManagerSpec } from './managed-fields.ts';

export interface ObjectSpec {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string | undefined;
  readonly createdAt: string;
  readonly generateName?: string | undefined;
  readonly generation?: number | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
  readonly finalizers?: readonly string[] | undefined;
  readonly owner?: JsonObject | undefined;
  /** `spec`, `status`, `data`, `webhooks` … */
  readonly body: JsonObject;
  /** Who made the object. It owns `owns`, by default the metadata and the body, status left out. */
  readonly manager: string;
  readonly owns?: JsonObject;
  readonly others?: readonly ManagerSpec[];
}

const keyOf = (spec: Pick<ObjectSpec, 'kind' | 'namespace' | 'name'>): string =>
  `${spec.kind}/${spec.namespace ?? ''}/${spec.name}`;

export const objectUid = (spec: Pick<ObjectSpec, 'kind' | 'namespace' | 'name'>): string =>
  uid(keyOf(spec));

/** A Kubernetes object as `kubectl get -o json --show-managed-fields` prints it. */
export function kubernetesObject(spec: ObjectSpec): JsonObject {
  const metadata = {
    annotations: nonEmpty(spec.annotations),
    generateName: spec.generateName,
    labels: nonEmpty(spec.labels),
    ownerReferences: spec.owner === undefined ? undefined : [spec.owner],
    finalizers: spec.finalizers,
  };
  const maker: ManagerSpec = {
    manager: spec.manager,
    apiVersion: spec.apiVersion,
    time: spec.createdAt,
    owns: spec.owns ?? owned(metadata, spec.body, spec.others ?? []),
  };
  return {
    apiVersion: spec.apiVersion,
    kind: spec.kind,
    metadata: fields({
      ...metadata,
      creationTimestamp: spec.createdAt,
      generation: spec.generation,
      name: spec.name,
      namespace: spec.namespace,
      resourceVersion: resourceVersion(keyOf(spec)),
      uid: objectUid(spec),
      managedFields: [maker, ...(spec.others ?? [])].map(managedFields),
    }),
    ...spec.body,
  };
}

const nonEmpty = (map: Readonly<Record<string, string>> | undefined): JsonObject | undefined =>
  map === undefined || Object.keys(map).length === 0 ? undefined : map;

// What a later manager sets or changes, the first one no longer owns.
function owned(
  metadata: Readonly<Record<string, Json | undefined>>,
  body: JsonObject,
  others: readonly ManagerSpec[],
): JsonObject {
  const { status: _status, ...rest } = body;
  const mine = { metadata: fields(metadata), ...rest };
  return others.reduce<JsonObject>((left, other) => without(left, other.owns), mine);
}

function without(mine: JsonObject, theirs: JsonObject): JsonObject {
  const left: Record<string, Json> = {};
  for (const [key, value] of Object.entries(mine)) {
    const taken = theirs[key];
    if (taken === undefined) left[key] = value;
    else if (isObject(value) && isObject(taken)) left[key] = without(value, taken);
  }
  return left;
}

/** An entry of `ownerReferences`. */
export const ownerReference = (
  apiVersion: string,
  owner: Pick<ObjectSpec, 'kind' | 'namespace' | 'name'>,
): JsonObject => ({
  apiVersion,
  blockOwnerDeletion: true,
  controller: true,
  kind: owner.kind,
  name: owner.name,
  uid: objectUid(owner),
});
