/**
 * How much of a large estate is shown. The file stays within some megabytes whatever the input; what is left out is
 * counted in its place, and the JSON has all of it.
 */
export const LIMITS = {
  /** Findings with all their proof, worst first. */
  findings: 300,
  /** UTF-16 units of markup for them: what hostile input can grow to. */
  findingUnits: 3_000_000,
  /** Findings in one line each, after those. */
  findingLines: 2_000,
  /** Of each list inside one finding: expected, observed, evidence, commands. */
  listed: 20,
  evidence: 40,
  commands: 20,
  /** Rows of unknowns, settling, resolved, gaps, inputs. */
  rows: 1_000,
  clusters: 12,
  /** Entries of a filter's list. */
  options: 500,
  pictureRows: 26,
  pictureColumns: 16,
  gridRows: 60,
  gridColumns: 24,
  /** Stores with rows of their own, and their rows together. */
  doors: 120,
  doorRows: 1_200,
  rowsOfOneDoor: 300,
  /** Stores in one line each, after those. */
  doorLines: 1_000,
} as const;
