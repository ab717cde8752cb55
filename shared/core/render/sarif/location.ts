import type { Subject } from '../../model/index.ts';
import type { InputRow } from '../document/index.ts';
import { printable } from '../printable.ts';
import { artifactLocator } from './artifact.ts';
import { fileFinder } from './subject-file.ts';

interface LogicalLocation {
  readonly name: string;
  readonly fullyQualifiedName: string;
  readonly kind: string;
}

/** ARNs, namespaces and names together. */
const MAX_QUALIFIED_LENGTH = 2048;

const place = (kind: string, name: string, ...path: readonly string[]): LogicalLocation => ({
  name: printable(name, MAX_QUALIFIED_LENGTH),
  fullyQualifiedName: printable([...path, name].join('/'), MAX_QUALIFIED_LENGTH),
  kind,
});

/** The workload, policy, node … by its name, and what it stands in. */
function named(subject: Subject): readonly LogicalLocation[] {
  const kind = subject.kind.replace(/-store$/, '');
  if (!('name' in subject)) return [];
  if (!('namespace' in subject)) return [place(kind, subject.name, subject.cluster)];
  const { cluster, namespace, name } = subject;
  return [place(kind, name, cluster, namespace), place('namespace', namespace, cluster)];
}

/** What the subject is made of, the narrowest first; the cluster ends the list. */
const logicalLocations = (subject: Subject): readonly LogicalLocation[] => [
  ...('rule' in subject ? [place('rule', subject.rule, subject.cluster)] : []),
  ...('group' in subject ? [place('group', subject.group, subject.cluster)] : []),
  ...named(subject),
  ...('id' in subject ? [place('store', subject.id)] : []),
  place('cluster', subject.cluster),
];

/** Places as SARIF writes them, of subjects and of sources. */
export interface Locator {
  readonly ofSubject: (subject: Subject) => object;
  readonly ofSource: (source: string) => object;
}

/** A subject is in the file of the snapshot that describes it, and has its name in the cluster. */
export function locatorOf(inputs: readonly InputRow[]): Locator {
  const locate = artifactLocator(inputs);
  const fileOf = fileFinder(inputs);
  const ofSource = (source: string): object => ({
    physicalLocation: { artifactLocation: locate(source) },
  });
  return {
    ofSource,
    ofSubject(subject) {
      const file = fileOf(subject);
      const physical = file === null ? {} : ofSource(file);
      return { ...physical, logicalLocations: logicalLocations(subject) };
    },
  };
}
