import { isDeepStrictEqual } from 'node:util';
import { sortedUnique } from '../../shared/core/model/index.ts';
import {
  classifyPod,
  compilePolicies,
  parseFargateGroups,
  policiesApply,
  type PolicyIndex,
} from '../../shared/core/policy/index.ts';
import type { Suite } from './differential.ts';
import { FARGATE_POD_SG, POD_ENI } from './kubernetes-objects.ts';
import type { AdmitAnswer } from './oracle-client.ts';
import { accountOf, type PodDraft, toLabels, toPolicy, type World } from './world.ts';

/** Our classes of pods, and what we conclude from them, against the webhook `PodMutationWebHook`. */
export const admission: Suite<AdmitAnswer> = {
  name: 'admission',
  ask: (oracle, worlds) => oracle.admit(worlds),
  compare: (world) => {
    const index = compilePolicies(world.policies.map(toPolicy));
    return (pod, answer) => {
      const expected = expectedOutcome(index, world, pod);
      const observed = observedOutcome(answer);
      return isDeepStrictEqual(expected, observed)
        ? []
        : [`ours ${JSON.stringify(expected)}, theirs ${JSON.stringify(observed)}`];
    };
  },
  kindOf: ({ class: podClass, allowed }) => (allowed ? podClass : `${podClass}, denied`),
  kinds: ['HostNetworking', 'Windows', 'Fargate', 'Fargate, denied', 'Linux', 'Linux, denied'],
};

interface Outcome {
  readonly class: string;
  readonly allowed: boolean;
  /** What each container asks of `vpc.amazonaws.com/pod-eni`. */
  readonly containers: PodDraft['containers'];
  /** Null without the annotation. */
  readonly fargateGroups: readonly string[] | null;
}

const OUR_CLASSES: Readonly<Record<string, string>> = {
  HostNetworking: 'host-network',
  Fargate: 'fargate',
  Windows: 'windows',
  Linux: 'linux',
};

function expectedOutcome(index: PolicyIndex, world: World, pod: PodDraft): Outcome {
  const labels = toLabels(pod.labels);
  const podClass = classifyPod({ ...pod, labels, osSelectors: osSelectorsOf(pod) });
  const account = accountOf(world, pod);
  const applies = policiesApply(podClass);
  const untouched = {
    class: podClass,
    allowed: !applies || account.kind === 'known',
    containers: pod.containers,
    fargateGroups: pod.fargatePodSg === null ? null : parseFargateGroups(pod.fargatePodSg),
  };
  if (!applies || !untouched.allowed) return untouched;
  const { groups } = index.match(pod.namespace, labels, account);
  if (podClass === 'fargate') {
    // The annotation is one text: an id with a comma inside reads as two.
    const annotated = groups.length > 0 ? parseFargateGroups(groups.join(',')) : null;
    return { ...untouched, fargateGroups: annotated };
  }
  const containers = pod.containers.with(0, { limit: '1', request: '1' });
  return groups.length > 0 ? { ...untouched, containers } : untouched;
}

/** As the decoder keeps them: the values of the two labels that say the operating system. */
function osSelectorsOf(pod: PodDraft): readonly string[] {
  const selector = toLabels(pod.nodeSelector);
  const values = [selector.get('kubernetes.io/os'), selector.get('beta.kubernetes.io/os')];
  return values.filter((value) => value !== undefined);
}

function observedOutcome(answer: AdmitAnswer): Outcome {
  const { metadata, spec } = answer.pod;
  const annotation = metadata.annotations?.[FARGATE_POD_SG];
  return {
    class: OUR_CLASSES[answer.class] ?? answer.class,
    allowed: answer.allowed,
    containers: spec.containers.map(({ resources }) => ({
      limit: resources.limits?.[POD_ENI] ?? null,
      request: resources.requests?.[POD_ENI] ?? null,
    })),
    fargateGroups: annotation === undefined ? null : sortedUnique(annotation.split(',')),
  };
}
