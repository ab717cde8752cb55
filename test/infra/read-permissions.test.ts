import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadAll } from 'js-yaml';
import {
  DescribeDBProxiesCommand,
  DescribeDBProxyTargetsCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import {
  DescribeSecurityGroupRulesCommand,
  EC2Client,
  GetManagedPrefixListEntriesCommand,
} from '@aws-sdk/client-ec2';
import { EKSClient } from '@aws-sdk/client-eks';
import { ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { mockClient } from 'aws-sdk-client-mock';
import {
  ec2Reader,
  eksReader,
  elastiCacheReader,
  rdsReader,
} from '../../shared/adapters/aws/index.ts';
import { KIND_READS } from '../../shared/adapters/kubernetes/index.ts';
import { drainReader } from '../support/live.ts';

const read = (path: string): string =>
  readFileSync(new URL(`../../infra/${path}`, import.meta.url), 'utf8');

interface Policy {
  readonly Statement: readonly { readonly Effect: string; readonly Action: readonly string[] }[];
}
interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}
interface Role {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly rules: readonly Rule[];
}

const roles = (): readonly Role[] => loadAll(read('kubernetes/cluster-role.yaml')) as Role[];

const OPTIONS = { region: 'us-west-2', profile: null };
const NO_PACE = () => async (): Promise<void> => undefined;

/** Every command that the readers send, as IAM names its action, with one prefix list and one proxy about. */
async function actionsSent(): Promise<readonly string[]> {
  const clients = {
    ec2: new EC2Client({ region: OPTIONS.region }),
    rds: new RDSClient({ region: OPTIONS.region }),
    elasticache: new ElastiCacheClient({ region: OPTIONS.region }),
    eks: new EKSClient({ region: OPTIONS.region }),
  };
  const ec2 = mockClient(clients.ec2);
  const rds = mockClient(clients.rds);
  const mocks = {
    ec2,
    rds,
    elasticache: mockClient(clients.elasticache),
    eks: mockClient(clients.eks),
  };
  for (const mock of Object.values(mocks)) mock.resolves({});
  ec2
    .on(DescribeSecurityGroupRulesCommand)
    .resolves({ SecurityGroupRules: [{ PrefixListId: 'pl-0a' }] });
  ec2.on(GetManagedPrefixListEntriesCommand).resolves({ Entries: [] });
  rds.on(DescribeDBProxiesCommand).resolves({ DBProxies: [{ DBProxyName: 'one' }] });
  rds.on(DescribeDBProxyTargetsCommand).resolves({ Targets: [] });
  await drainReader(ec2Reader(OPTIONS, clients.ec2, NO_PACE));
  await drainReader(rdsReader(OPTIONS, clients.rds, NO_PACE));
  await drainReader(elastiCacheReader(OPTIONS, clients.elasticache, NO_PACE));
  await drainReader(eksReader('shop', OPTIONS, clients.eks, NO_PACE));
  return Object.entries(mocks).flatMap(([service, mock]) =>
    mock
      .calls()
      .map(
        ({ args: [command] }) => `${service}:${command.constructor.name.replace(/Command$/u, '')}`,
      ),
  );
}

describe('What the auditor may read in AWS', () => {
  let sent: readonly string[] = [];
  beforeAll(async () => {
    sent = await actionsSent();
  });

  it('is what the code calls, and nothing else', () => {
    const policy: Policy = JSON.parse(read('iam/auditor-read-policy.json'));
    const granted = policy.Statement.flatMap(({ Action }) => Action);
    expect(granted).toEqual([...new Set(sent)].toSorted());
  });

  it('are reads alone', () => {
    expect(sent.filter((action) => !/:(?:Describe|List|Get)/u.test(action))).toEqual([]);
  });
});

describe('What the auditor may read in a cluster', () => {
  /** `namespace/group/resource` with the names that it is limited to. */
  const granted = () =>
    roles().flatMap(({ kind, metadata, rules }) =>
      rules.flatMap(({ apiGroups, resources, resourceNames, verbs }) =>
        apiGroups.flatMap((group) =>
          resources.map((resource) => ({
            where: kind === 'ClusterRole' ? '' : (metadata.namespace ?? ''),
            group,
            resource,
            names: resourceNames ?? [],
            verbs,
          })),
        ),
      ),
    );

  const needed = KIND_READS.flatMap(({ sources }) =>
    sources.map(({ path }) => {
      const [url = '', query = ''] = path.split('?');
      const parts = url.split('/').slice(1);
      const group = parts[0] === 'api' ? '' : (parts[1] ?? '');
      const at = parts.indexOf('namespaces');
      const isInside = at > 0 && at < parts.length - 1;
      const name = decodeURIComponent(query).split('metadata.name=')[1];
      return {
        where: isInside ? (parts[at + 1] ?? '') : '',
        group,
        resource: parts.at(-1) ?? '',
        names: name === undefined ? [] : [name],
      };
    }),
  );

  it('covers every list that the code asks for', () => {
    const missing = needed.filter(
      (need) =>
        !granted().some(
          ({ where, group, resource, names }) =>
            (where === '' || where === need.where) &&
            group === need.group &&
            resource === need.resource &&
            (names.length === 0 || need.names.every((name) => names.includes(name))),
        ),
    );
    expect(missing).toEqual([]);
  });

  it('holds nothing that the code does not ask for', () => {
    const surplus = granted().filter(
      ({ group, resource }) =>
        !needed.some((need) => need.group === group && need.resource === resource),
    );
    expect(surplus).toEqual([]);
  });

  it('is to list, and never secrets', () => {
    expect(new Set(granted().flatMap(({ verbs }) => verbs))).toEqual(new Set(['list']));
    expect(granted().map(({ resource }) => resource)).not.toContain('secrets');
  });

  it('is bound to the group of the access entry', () => {
    const bindings = loadAll(read('kubernetes/cluster-role-binding.yaml')) as readonly {
      readonly kind: string;
      readonly roleRef: { readonly kind: string; readonly name: string };
      readonly subjects: readonly { readonly name: string }[];
    }[];
    expect(
      bindings.map(({ kind, roleRef, subjects }) => [
        kind,
        roleRef.kind,
        roleRef.name,
        subjects[0]?.name,
      ]),
    ).toEqual([
      ['ClusterRoleBinding', 'ClusterRole', 'podfence-auditor', 'podfence-auditors'],
      ['RoleBinding', 'Role', 'podfence-auditor', 'podfence-auditors'],
    ]);
  });
});
