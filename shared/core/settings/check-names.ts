/** A check by the names that people may call it. */
export interface CheckName {
  /** The slug. */
  readonly id: string;
  /** For instance `C-01`. */
  readonly reference: string;
  /** The check that tells it, when it is told under another. */
  readonly reportsUnder: string | null;
}

/** Every check there is: configuration may name these and no others. */
export type CheckNames = readonly CheckName[];

/** Checks that findings are told under, so that a name of them means something. */
export const tellingChecks = (names: CheckNames): CheckNames =>
  names.filter(({ reportsUnder }) => reportsUnder === null);

const ALIKE = 3;

/** Why a name means no check, as the end of a sentence; null when it means one. */
export function whyNoCheck(name: string, names: CheckNames): string | null {
  const found = names.find(({ id, reference }) => id === name || reference === name);
  if (found !== undefined) {
    return found.reportsUnder === null
      ? null
      : `${found.reference} is told under ${found.reportsUnder}: name that one`;
  }
  const alike = tellingChecks(names)
    .filter(
      ({ id, reference }) => name.length > 2 && (reference.startsWith(name) || id.includes(name)),
    )
    .slice(0, ALIKE)
    .map(({ id, reference }) => `${reference} ${id}`);
  return alike.length === 0
    ? 'no check has this name; podfence checks lists them'
    : `no check has this name; there is ${alike.join(', ')}`;
}
