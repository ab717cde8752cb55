import { compareSubjects, compareText, type Subject } from '../model/index.ts';

interface About {
  readonly check: string;
  readonly subject: Subject;
}

/** By check, then by subject: the order of findings, settling rows and unknowns wherever they are listed. */
export const compareAbout = (a: About, b: About): number =>
  compareText(a.check, b.check) || compareSubjects(a.subject, b.subject);

/** The same for what carries a violation: findings and settling rows. */
export const compareViolated = (
  a: { readonly violation: About },
  b: { readonly violation: About },
): number => compareAbout(a.violation, b.violation);
