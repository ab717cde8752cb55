import type { CheckJudgement, Subject } from '../model/index.ts';
import { STORE_SERVICES, type StoreService } from '../settings/index.ts';

/** `arn:aws:rds:…`: Aurora, Neptune and DocumentDB are `rds` in ARNs as they are in settings. */
const serviceOf = (arn: string): string => arn.split(':')[2] ?? '';

const isOf = (subject: Subject, services: ReadonlySet<string>): boolean =>
  'id' in subject && services.has(serviceOf(subject.id));

/**
 * Stores of a service that the configuration leaves out are in no listing, and that is no sign that they are gone: nothing
 * is said of their findings.
 */
export function withoutLeftOut(
  judgement: CheckJudgement,
  services: readonly StoreService[],
): CheckJudgement {
  const leftOut = new Set<string>(STORE_SERVICES.filter((one) => !services.includes(one)));
  if (leftOut.size === 0) return judgement;
  return {
    ...judgement,
    disposition: (subject) =>
      isOf(subject, leftOut) ? 'not-judged' : judgement.disposition(subject),
  };
}
