import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  isList,
  isObject,
  type Json,
  type JsonObject,
} from '../../examples/eks-workshop/make/json.ts';

export const workshopFolder = join(import.meta.dirname, '../../examples/eks-workshop');

export type Chapter = 'before' | 'after' | 'drifted';
export const chapters = ['before', 'after', 'drifted'] as const satisfies readonly Chapter[];

/** The text of every file below a folder, by its path inside it. */
export function readFolder(folder: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(folder.length + 1), readFileSync(path, 'utf8'));
  }
  return files;
}

/** What lies at this path of keys and indexes. */
export function look(
  value: Json | undefined,
  ...path: readonly (string | number)[]
): Json | undefined {
  let found = value;
  for (const step of path) {
    if (found === undefined) return undefined;
    if (typeof step === 'number') found = isList(found) ? found[step] : undefined;
    else found = isObject(found) && Object.hasOwn(found, step) ? found[step] : undefined;
  }
  return found;
}

/** The objects of the list at this path; none when there is no list. */
export function rows(value: Json | undefined, ...path: readonly (string | number)[]): JsonObject[] {
  const found = look(value, ...path);
  return found !== undefined && isList(found) ? found.filter(isObject) : [];
}

/** The text at this path; empty when there is none. */
export function text(value: Json | undefined, ...path: readonly (string | number)[]): string {
  const found = look(value, ...path);
  return typeof found === 'string' ? found : '';
}

export const parse = (json: string): Json => {
  const value: Json = JSON.parse(json);
  return value;
};

/** Its files, parsed when asked for. */
function committed(chapter: Chapter) {
  const files = readFolder(join(workshopFolder, chapter));
  return { files, json: (file: string): Json => parse(files.get(file) ?? 'null') };
}

/** A committed snapshot, with the lists that most tests look at. */
export function openSnapshot(chapter: Chapter) {
  const { files, json } = committed(chapter);
  const pods = rows(json('k8s/pods.json'), 'items');
  const interfaces = rows(json('ec2/describe-network-interfaces.json'), 'NetworkInterfaces');
  return {
    files,
    json,
    pods,
    running: pods.filter((pod) => text(pod, 'status', 'phase') === 'Running'),
    interfaces,
    branches: interfaces.filter((eni) => eni['InterfaceType'] === 'branch'),
    groups: rows(json('ec2/describe-security-groups.json'), 'SecurityGroups'),
    policies: rows(json('k8s/securitygrouppolicies.json'), 'items'),
    nodes: rows(json('k8s/nodes.json'), 'items'),
  };
}

export const idsOf = (objects: readonly JsonObject[], key: string): string[] =>
  objects.map((object) => text(object, key));

/** The ids of the groups that an interface wears. */
export const groupsOf = (eni: JsonObject): string[] => idsOf(rows(eni, 'Groups'), 'GroupId');

/** The first entry of a pod’s annotation `vpc.amazonaws.com/pod-eni`. */
export function claim(pod: JsonObject): JsonObject | undefined {
  const annotation = text(pod, 'metadata', 'annotations', 'vpc.amazonaws.com/pod-eni');
  return annotation === '' ? undefined : rows(parse(annotation))[0];
}

/** The Kubernetes objects whose names start so. */
export const named = (objects: readonly JsonObject[], prefix: string): JsonObject[] =>
  objects.filter((object) => text(object, 'metadata', 'name').startsWith(prefix));
