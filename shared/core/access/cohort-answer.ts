import type { IpAddress } from '../net/index.ts';
import type { PodView } from '../estate/index.ts';
import {
  type Answer,
  bestOf,
  eitherOf,
  type FlowTarget,
  NO_WAY,
  type ReachEngine,
  type Target,
  temper,
  unknownAnswer,
} from '../reach/index.ts';
import type { SourceCohort } from './cohorts.ts';

/** Some pods of a cohort with the answer that they share. */
export interface SharedAnswer {
  readonly pods: readonly PodView[];
  readonly answer: Answer;
}

/** Answers of several flows put together, one object for equal parts: identity of answers groups pods. */
export class AnswerAlgebra {
  private readonly ids = new Map<Answer, number>();
  private readonly merged = new Map<string, Answer>();

  private idOf(answer: Answer): number {
    const id = this.ids.get(answer) ?? this.ids.size;
    this.ids.set(answer, id);
    return id;
  }

  merge(
    kind: string,
    answers: readonly Answer[],
    make: (answers: readonly Answer[]) => Answer,
  ): Answer {
    const key = `${kind}|${answers.map((one) => this.idOf(one)).join()}`;
    const known = this.merged.get(key);
    if (known !== undefined) return known;
    const made = make(answers);
    this.merged.set(key, made);
    return made;
  }
}

/** What one pod's row of addresses answers: the best family, each of them one of its alternatives. */
function answerRow(
  engine: ReachEngine,
  algebra: AnswerAlgebra,
  cohort: SourceCohort,
  row: readonly (IpAddress | null)[],
  target: Target,
  flows: readonly FlowTarget[],
): Answer {
  const { sole } = cohort.shape;
  const [address] = row;
  if (sole !== null && address != null) {
    const flow = flows.find((one) => one.family === address.family);
    if (flow !== undefined) return engine.answer(sole.class, address, flow);
  }
  const families: Answer[] = [];
  let column = 0;
  for (const presence of cohort.shape.presences) {
    const flow = flows.find((one) => one.family === presence.family);
    const answers: Answer[] = [];
    for (const alternative of presence.alternatives) {
      const own = row[column++] ?? null;
      if (flow === undefined) continue;
      if (alternative.class === null || own === null)
        answers.push(
          algebra.merge(`?${alternative.reasons.join()}`, [], () =>
            unknownAnswer(...alternative.reasons),
          ),
        );
      else answers.push(engine.answer(alternative.class, own, flow));
    }
    const [only] = answers;
    if (only === undefined) continue;
    const { why } = presence;
    families.push(
      why === null || answers.length === 1
        ? only
        : algebra.merge(`either ${why}`, answers, (all) => eitherOf(all, why)),
    );
  }
  const [only] = families;
  if (only === undefined)
    return algebra.merge(`none ${target.uncertain.join()}`, [], () => temper(NO_WAY, target));
  return families.length === 1 ? only : algebra.merge('best', families, bestOf);
}

function isUniform(
  engine: ReachEngine,
  cohort: SourceCohort,
  flows: readonly FlowTarget[],
): boolean {
  return cohort.shape.presences.every((presence) => {
    const flow = flows.find((one) => one.family === presence.family);
    return (
      flow === undefined ||
      presence.alternatives.every(
        ({ class: known }) => known === null || engine.isUniform(known, flow),
      )
    );
  });
}

/** Takes some pods of a cohort with the answer that they share. */
export type TakeAnswer = (pods: readonly PodView[], answer: Answer) => void;

/** The answers of a cohort toward one target: one for all, unless addresses are told apart. */
export function answerCohort(
  engine: ReachEngine,
  algebra: AnswerAlgebra,
  cohort: SourceCohort,
  target: Target,
  flows: readonly FlowTarget[],
  take: TakeAnswer,
): void {
  const { pods } = cohort.cohort;
  const [first] = pods;
  if (first === undefined) return;
  const { sole } = cohort.shape;
  const flow = sole === null ? undefined : flows.find((one) => one.family === sole.family);
  const shared = sole === null || flow === undefined ? null : engine.sharedAnswer(sole.class, flow);
  if (shared !== null) {
    take(pods, shared);
    return;
  }
  const answerOf = (pod: PodView): Answer =>
    answerRow(engine, algebra, cohort, cohort.addressesOf(pod), target, flows);
  if (pods.length === 1 || isUniform(engine, cohort, flows)) {
    take(pods, answerOf(first));
    return;
  }
  const byAnswer = Map.groupBy(pods, answerOf);
  for (const [answer, some] of byAnswer) take(byAnswer.size === 1 ? pods : some, answer);
}
