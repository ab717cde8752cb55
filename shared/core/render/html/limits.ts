/**
 * How much of a large estate is shown. The file stays within some megabytes whatever the input; what is left out is
 * counted in its place, and the JSON has all of it. Rooms are for the largest estates with usual names, and for a few
 * rows of the longest names that an attacker can give.
 */
export const LIMITS = {
  /** Findings with all their proof, worst first; others in one line each, after those. */
  findings: { rows: 300, units: 2_000_000 },
  findingLines: { rows: 2_000, units: 1_200_000 },
  /** Of each list inside one finding: expected, observed, evidence, commands. */
  listed: 20,
  evidence: 40,
  commands: 20,
  /** UTF-16 units of one entry of those lists. */
  entryLength: 512,
  /** A table: unknowns, settling, gaps, inputs. */
  table: { rows: 1_000, units: 600_000 },
  clusters: 12,
  /** Entries of a filter's list. */
  options: { rows: 500, units: 100_000 },
  pictureRows: 26,
  pictureColumns: 16,
  gridRows: 60,
  gridColumns: 24,
  /** Stores with rows of their own, and the rows of all of them together. */
  doors: 120,
  doorRows: { rows: 1_200, units: 2_000_000 },
  rowsOfOneDoor: 300,
  /** Stores in one line each, after those. */
  doorLines: { rows: 1_000, units: 300_000 },
} as const;
