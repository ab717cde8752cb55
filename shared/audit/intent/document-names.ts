const LONGEST = 200;

/** What of a text may stand in a name as Kubernetes has them. */
function nameable(text: string): string {
  const name = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .slice(0, LONGEST);
  return name.replaceAll(/^-+|-+$/gu, '');
}

/** Names of documents, each given once: a second one gets a number. */
export class DocumentNames {
  readonly #taken = new Set<string>();

  /** `orders`, `orders-5432`, `orders-5432-by-proxy`; never empty. */
  give(parts: readonly string[]): string {
    const joined = parts
      .map(nameable)
      .filter((part) => part !== '')
      .join('-');
    const base = joined === '' ? 'store' : joined.slice(0, LONGEST).replace(/-+$/u, '');
    let name = base;
    for (let number = 2; this.#taken.has(name); number += 1) name = `${base}-${number}`;
    this.#taken.add(name);
    return name;
  }
}
