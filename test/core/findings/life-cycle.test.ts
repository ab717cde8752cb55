import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { findingId, findingsOf, reconcile } from '../../../shared/core/findings/index.ts';
import type { Subject } from '../../../shared/core/model/index.ts';
import { commit, MINUTE, NOTHING_STORED, NOW, type Stored } from './judgements.ts';
import {
  aTruth,
  aView,
  CHECKS,
  EVERY_KEY,
  isSeen,
  judgeWorld,
  SUBJECTS,
  type Truth,
  truthOf,
  type View,
  WINDOW,
} from './world.ts';

/** The life of findings as a person would describe it, kept beside the real thing. */
interface Model {
  readonly world: Map<string, Truth>;
  /** When an audit first saw one interface show the violation that is there now. */
  readonly firstSight: Map<string, Map<string, number>>;
  readonly firstSeen: Map<string, number>;
  readonly open: Set<string>;
  now: number;
}

interface Real {
  stored: Stored;
}

type Command = fc.Command<Model, Real>;

const changes = (key: string, truth: Truth): Command => ({
  check: () => true,
  run(model) {
    model.world.set(key, truth);
  },
  toString: () => `${key} becomes ${JSON.stringify(truth)}`,
});

const passes = (minutes: number): Command => ({
  check: () => true,
  run(model) {
    model.now += minutes * MINUTE;
  },
  toString: () => `${minutes} minutes pass`,
});

const audits = (view: View): Command => ({
  check: () => true,
  run(model, real) {
    const judgement = judgeWorld(model.world, view);
    const delta = reconcile({ judgement, ...real.stored, now: model.now });
    const before = real.stored;
    real.stored = commit(real.stored, delta);
    for (const check of CHECKS) for (const subject of SUBJECTS) live(model, view, check, subject);
    expect(idsOf(real.stored.open)).toEqual([...model.open].toSorted());
    expect(sightedIn(real.stored)).toEqual([...model.firstSight.keys()].toSorted());
    for (const finding of findingsOf(delta))
      expect(finding.firstSeen).toBe(model.firstSeen.get(finding.id));
    const untouched = before.open.filter(
      ({ violation }) => !view.clusters.includes(violation.subject.cluster),
    );
    expect(real.stored.open).toEqual(expect.arrayContaining(untouched));
  },
  toString: () =>
    `audit of ${view.clusters.length} clusters, ${view.checks.join('+')}, without ${[...view.lost].join(', ')}`,
});

const idsOf = (findings: Stored['open']): readonly string[] =>
  findings.map(({ id }) => id).toSorted();
const sightedIn = ({ sightings }: Stored): readonly string[] =>
  sightings.map(({ id }) => id).toSorted();

/** One subject of one check through one audit. */
function live(model: Model, view: View, check: string, subject: Subject): void {
  if (!isSeen(view, check, subject)) return;
  const id = findingId(check, subject);
  const truth = truthOf(model.world, check, subject);
  if (typeof truth === 'string') {
    model.open.delete(id);
    model.firstSight.delete(id);
    return;
  }
  if (model.open.has(id)) return;
  const since = model.firstSight.get(id)?.get(truth.eni) ?? model.now;
  if (check === 'at-once' || model.now - since >= WINDOW) {
    model.open.add(id);
    model.firstSight.delete(id);
    if (!model.firstSeen.has(id)) model.firstSeen.set(id, model.now);
  } else model.firstSight.set(id, new Map([[truth.eni, since]]));
}

describe('the life of findings', () => {
  it('is that of the model, through any changes, lost facts and scopes', () => {
    const commands = fc.commands(
      [
        fc.tuple(fc.constantFrom(...EVERY_KEY), aTruth).map(([key, truth]) => changes(key, truth)),
        fc.integer({ min: 1, max: 20 }).map(passes),
        aView.map(audits),
      ],
      { maxCommands: 60, size: 'max' },
    );
    fc.assert(
      fc.property(commands, (list) => {
        const setup = () => ({
          model: {
            world: new Map<string, Truth>(),
            firstSight: new Map<string, Map<string, number>>(),
            firstSeen: new Map<string, number>(),
            open: new Set<string>(),
            now: NOW,
          },
          real: { stored: NOTHING_STORED },
        });
        fc.modelRun(setup, list);
      }),
      { numRuns: 200 },
    );
  });
});
