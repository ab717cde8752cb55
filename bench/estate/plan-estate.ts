import { FaultLog } from './faults.ts';
import { planGroups } from './groups.ts';
import { createIds } from './ids.ts';
import { planNetwork } from './network.ts';
import { countNodes, planNodes } from './nodes.ts';
import type { EstateOptions } from './options.ts';
import { addStrayBranches, allotAddresses, placePods } from './placement.ts';
import type { EstatePlan } from './plan.ts';
import { injectPodFaults } from './pod-faults.ts';
import { planPods } from './pods.ts';
import { planPolicies } from './policies.ts';
import { randomFor } from './random.ts';
import { planRules } from './rules.ts';
import { planServices } from './services.ts';
import { planProxies, planStores } from './stores.ts';
import { DAEMON_PODS_PER_NODE, planWorkloads, type PodBudget } from './workloads.ts';

/** Decides everything that an estate contains. Pure: the options alone decide the result. */
export function planEstate(options: EstateOptions): EstatePlan {
  const ids = createIds(options.seed);
  const random = (part: string) => randomFor(options.seed, part);
  const faults = new FaultLog();
  const network = planNetwork(ids);
  const groups = planGroups(options.groups, options.stores, ids);

  const counts = countNodes(options.pods);
  const budget = toBudget(options.pods, counts);
  const { namespaces, accounts, workloads } = planWorkloads(budget, ids, random('workloads'));
  const linuxPods = budget.linux + 2 * counts.linux;
  const policies = planPolicies(workloads, linuxPods, groups, random('policies'), faults);

  const nodes = planNodes(counts, groups, network, ids, random('nodes'));
  const podPlan = planPods(workloads, nodes, ids, random('pods'));
  injectPodFaults({ plan: podPlan, workloads, groups, faults, random: random('pod-faults') });
  placePods(podPlan, nodes, random('placement'));
  addStrayBranches(podPlan, nodes, faults, random('strays'));
  allotAddresses(podPlan, nodes, network, ids, random('addresses'));

  const stores = planStores(options.stores, groups, random('stores'));
  const proxies = planProxies(stores, groups, ids);
  const scene = { network, groups, policies, stores, proxies, ids, faults };
  const rules = planRules({ ...scene, random: random('rules') });
  const services = planServices(stores, proxies, groups, network, ids);
  return {
    options,
    network,
    groups,
    rules,
    namespaces,
    accounts,
    policies,
    workloads,
    jobs: podPlan.jobs,
    nodes,
    pods: podPlan.pods,
    branches: podPlan.branches,
    stores,
    proxies,
    services,
    faults: faults.all(),
  };
}

/** What is left for workloads when every Linux node has its DaemonSet pods. */
function toBudget(pods: number, counts: ReturnType<typeof countNodes>): PodBudget {
  const daemons = counts.linux * DAEMON_PODS_PER_NODE;
  return {
    linuxNodes: counts.linux,
    linux: pods - daemons - counts.windowsPods - counts.fargatePods,
    windows: counts.windowsPods,
    fargate: counts.fargatePods,
  };
}
