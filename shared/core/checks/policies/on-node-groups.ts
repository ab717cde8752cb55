import type { PodView, PolicyView } from '../../estate/index.ts';
import type { PodsView } from '../contract/views.ts';

/** By an address of its node's own interfaces, whose groups are the node's. */
const isOnNode = ({ worn }: PodView): boolean =>
  worn.state === 'known' && (worn.via === 'node-primary' || worn.via === 'node-secondary');

/** Running pods of the policy that surely have no interface of their own. */
export const podsOnNodeGroups = (
  { pods }: PolicyView,
  facts: Pick<PodsView, 'factsOf'>,
): readonly PodView[] =>
  pods.filter(
    (pod) =>
      (pod.class === 'linux' || pod.class === 'fargate') &&
      isOnNode(pod) &&
      facts.factsOf(pod).stage === 'running',
  );
