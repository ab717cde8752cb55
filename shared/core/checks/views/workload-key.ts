/** Length first, so that no namespace and name look like another pair. */
export const workloadKey = (namespace: string, name: string): string =>
  `${namespace.length}:${namespace}${name}`;
