import { describe, expect, it } from '@jest/globals';
import { completeListing } from '../../../shared/core/model/index.ts';
import { must } from '../../support/counter.ts';
import { instanceId } from '../../support/identifiers.ts';
import { anAwsNodePod, aNode, cniEnvironment } from '../../support/kubernetes.ts';
import { lost } from '../../support/snapshot.ts';
import { hoursAgo, NOW } from '../../support/times.ts';
import { clusterOf } from './estate-fixtures.ts';

const STANDARD = cniEnvironment({ POD_SECURITY_GROUP_ENFORCING_MODE: 'standard' });
const STRICT = cniEnvironment({ POD_SECURITY_GROUP_ENFORCING_MODE: 'strict' });

describe('the agents of the VPC CNI', () => {
  it('are one for each node, by name, whether the node itself was seen or not', () => {
    const { agents } = clusterOf({
      cluster: {
        nodes: lost('k8s/nodes.json'),
        pods: completeListing(
          [
            anAwsNodePod('node-b', STANDARD),
            anAwsNodePod('node-a', STANDARD, { createdAt: hoursAgo(5) }),
            anAwsNodePod('node-a', STRICT, { createdAt: hoursAgo(2) }),
            anAwsNodePod('node-b', STRICT, { createdAt: hoursAgo(1), deletedAt: NOW }),
            anAwsNodePod('node-b', STRICT, { createdAt: hoursAgo(1), phase: 'Failed' }),
            anAwsNodePod('node-c', STRICT, { nodeName: null }),
          ],
          'k8s/pods.json',
        ),
      },
    });
    expect(agents.map(({ nodeName, settings }) => [nodeName, settings.mode])).toEqual([
      ['node-a', 'strict'],
      ['node-b', 'standard'],
    ]);
  });
});

describe('a node that the VPC CNI and the controller serve', () => {
  const isServed = (overrides: Parameters<typeof aNode>[0]): boolean =>
    must(clusterOf({ nodes: [aNode(overrides)] }).nodes[0]).isEc2Linux;

  it.each([
    [{}, true],
    [{ 'kubernetes.io/os': 'linux' }, true],
    [{ 'kubernetes.io/os': 'windows' }, false],
    [{ 'beta.kubernetes.io/os': 'windows' }, false],
    [{ 'eks.amazonaws.com/compute-type': 'auto' }, false],
    [{ 'eks.amazonaws.com/compute-type': 'hybrid' }, false],
    [{ 'eks.amazonaws.com/compute-type': 'fargate' }, false],
  ])('with labels %j: %j', (labels, expected) => {
    expect(isServed({ labels })).toBe(expected);
  });

  it('is an instance', () => {
    expect(isServed({ instanceId: null })).toBe(false);
    expect(isServed({ instanceId: instanceId('i-00000000000000009') })).toBe(true);
  });
});
