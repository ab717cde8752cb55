/** A text with holes, split once and filled often: how pods are written without serialising each. */
export class Template {
  readonly #literals: readonly string[];
  readonly #slots: readonly number[];

  /** `names` gives each `@{name}` of the text its place among the values. */
  constructor(text: string, names: readonly string[]) {
    const parts = text.split(/@\{(\w+)\}/);
    this.#literals = parts.filter((_, index) => index % 2 === 0);
    this.#slots = parts.filter((_, index) => index % 2 === 1).map((name) => placeOf(name, names));
  }

  fill(values: readonly string[]): string {
    let text = this.#literals[0] ?? '';
    for (let index = 0; index < this.#slots.length; index += 1) {
      text += (values[this.#slots[index] ?? 0] ?? '') + (this.#literals[index + 1] ?? '');
    }
    return text;
  }
}

function placeOf(name: string, names: readonly string[]): number {
  const place = names.indexOf(name);
  if (place === -1) throw new RangeError(`no value for @{${name}}`);
  return place;
}
