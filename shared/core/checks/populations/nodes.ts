import type { NodeView } from '../../estate/index.ts';
import { unknown } from '../contract/outcome.ts';
import type { Population } from '../contract/population.ts';
import { NO_REST } from './workloads.ts';

export const nodes: Population<NodeView> = {
  items: ({ cluster }) => cluster.nodes,
  subjectOf: ({ node }, { cluster }) => ({ kind: 'node', cluster: cluster.arn, name: node.name }),
  find: (subject, { cluster, views }) => {
    if (subject.kind !== 'node') return 'not-judged';
    const found = cluster.nodes.find(({ node }) => node.name === subject.name);
    return found ?? (views.nodes.unseen.length === 0 ? 'gone' : 'unknown');
  },
  /** What is well on a node rests on all its interfaces. */
  temper: (outcome, { views }) => {
    const isWell = outcome.kind === 'compliant' || outcome.kind === 'idle';
    return isWell && !views.interfaces.complete
      ? unknown(['interfaces-unseen'], 'interfaces-unseen')
      : outcome;
  },
  rest: () => NO_REST,
};
