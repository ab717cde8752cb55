import { printable } from '../text/index.ts';
import { defineCheck } from './contract/check.ts';
import { COMPLIANT, IDLE, unknown, violated } from './contract/outcome.ts';

const KEY = 'branch-eni-cooldown';
const SHORTEST_S = 30;
const LONGEST_S = 300;
const DEFAULT_S = 60;

/** As Go's strconv.Atoi reads it (amazon-vpc-resource-controller-k8s pkg/config/loader.go): no spaces, a sign at most. */
const secondsOf = (text: string): number | null => (/^[+-]?\d+$/.test(text) ? Number(text) : null);

export const cooldownIsSane = defineCheck({
  id: 'cooldown-is-sane',
  reference: 'A-11',
  title: 'The branch ENI cooldown is an integer from 30 to 300 seconds',
  severity: 'low',
  over: 'cluster',
  needs: ['policies'],
  uses: ['cni'],
  messages: {
    unreadable: {
      severity: 'low',
      text: 'The branch ENI cooldown is {text}, which is no integer: the controller goes on with 60 s, or with what it had before.',
    },
    short: {
      severity: 'low',
      text: 'The branch ENI cooldown is {seconds} s; the controller waits at least 30 s.',
    },
    long: {
      severity: 'low',
      text: 'The branch ENI cooldown is {seconds} s: so long each branch ENI of a pod that is gone keeps its groups, its address and its place on the node.',
    },
  },
  judge(_item, { policies, cni }, say) {
    if (policies.complete && policies.all.length === 0) return IDLE;
    const { configMap } = cni;
    if (configMap.state === 'unseen') return unknown([], 'cni-config-unseen');
    const text = configMap.state === 'seen' ? configMap.data.get(KEY) : undefined;
    if (text === undefined) return COMPLIANT;
    const seconds = secondsOf(text);
    if (seconds !== null && seconds >= SHORTEST_S && seconds <= LONGEST_S) return COMPLIANT;
    const said =
      seconds === null
        ? say('unreadable', { text: JSON.stringify(text) })
        : say(seconds < SHORTEST_S ? 'short' : 'long', { seconds });
    return violated({
      said: [said],
      expected: [`${KEY} from ${SHORTEST_S} to ${LONGEST_S}`],
      observed: [`${KEY}: ${printable(text)}`],
      evidence: [
        { kind: 'cni', id: 'kube-system/ConfigMap/amazon-vpc-cni', [KEY]: printable(text) },
      ],
      fix: {
        summary: `Set ${KEY} to ${DEFAULT_S}: long enough for addresses to be forgotten, and short enough for nodes to keep room.`,
        commands: [
          `kubectl patch configmap amazon-vpc-cni --namespace kube-system --type merge --patch '{"data":{"${KEY}":"${DEFAULT_S}"}}'`,
        ],
      },
    });
  },
  rationale:
    'A branch ENI is kept for a while after its pod, so that its address is not given away while others still send to it. Under 30 s that has failed in practice; far more keeps groups attached that nobody holds, and nodes full.',
  unknownWhen:
    'The ConfigMap amazon-vpc-cni was not seen. One that is not there, or does not name the key, leaves the default of 60 s.',
  remediation: {
    summary: 'Set the cooldown to 60 seconds.',
    commands: [
      `kubectl patch configmap amazon-vpc-cni --namespace kube-system --type merge --patch '{"data":{"${KEY}":"60"}}'`,
    ],
  },
  references: [
    'https://github.com/aws/amazon-vpc-resource-controller-k8s/blob/master/docs/troubleshooting.md',
    'https://github.com/aws/amazon-vpc-resource-controller-k8s/blob/master/pkg/config/loader.go',
  ],
  since: '0.1.0',
});
