import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { KubeConfig } from '@kubernetes/client-node';
import {
  apiGetter,
  directConfig,
  KIND_READS,
  kubernetesReader,
  refreshing,
} from '../../../shared/adapters/kubernetes/index.ts';
import { CALLS, projectItem } from '../../../shared/decode/index.ts';
import { drainReader } from '../../support/live.ts';

const object = (value: unknown): object =>
  typeof value === 'object' && value !== null ? value : {};
const keep = (file: string, raw: object): object => object(projectItem(file, raw));

/** A configuration of a server without TLS, as `kubectl proxy` is one: the client wants to be told that this is meant. */
function plainConfig(server: string, token: string): KubeConfig {
  const config = new KubeConfig();
  config.loadFromOptions({
    clusters: [{ name: 'test', server, skipTLSVerify: true }],
    users: [{ name: 'test', token }],
    contexts: [{ name: 'test', cluster: 'test', user: 'test' }],
    currentContext: 'test',
  });
  return config;
}

async function withServer<T>(
  answer: (request: IncomingMessage) => object,
  work: (server: string) => Promise<T>,
): Promise<T> {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(answer(request)));
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  try {
    const { port } = server.address() as AddressInfo;
    return await work(`http://127.0.0.1:${port}/prefix/`);
  } finally {
    server.close();
  }
}

describe('Reading a cluster', () => {
  it('asks for exactly the files of Kubernetes that a snapshot has', () => {
    const files = CALLS.map(({ file }) => file).filter((file) => file.startsWith('k8s/'));
    expect(KIND_READS.map(({ file }) => file).toSorted()).toEqual([...new Set(files)].toSorted());
  });

  it('sends the credentials of the configuration, and gives each object its kind', async () => {
    const asked: { readonly url: string; readonly token: string }[] = [];
    const read = await withServer(
      ({ url = '', headers }) => {
        asked.push({ url, token: headers.authorization ?? '' });
        return { metadata: {}, items: [{ metadata: { name: 'one', namespace: 'shop' } }] };
      },
      async (server) => {
        const get = apiGetter(async () => plainConfig(server, 'secret'));
        return drainReader(kubernetesReader({ get, keep }));
      },
    );
    expect(new Set(asked.map(({ token }) => token))).toEqual(new Set(['Bearer secret']));
    expect(asked.map(({ url }) => url)).toContain('/prefix/api/v1/pods?limit=500');
    const kinds = read.map(({ call, items }) => [
      call.file,
      items.map((item) => Reflect.get(object(item), 'kind')),
    ]);
    expect(Object.fromEntries(kinds)).toMatchObject({
      'k8s/daemonset-aws-node': ['DaemonSet'],
      'k8s/webhookconfigurations': [
        'MutatingWebhookConfiguration',
        'ValidatingWebhookConfiguration',
      ],
      'k8s/cronjobs': ['CronJob'],
    });
  });

  it('asks by name for the objects of the CNI, so that one that is missing is an empty list', async () => {
    const asked: string[] = [];
    await withServer(
      ({ url = '' }) => {
        asked.push(url);
        return { metadata: {}, items: [] };
      },
      async (server) => {
        const get = apiGetter(async () => plainConfig(server, 'secret'));
        return drainReader(kubernetesReader({ get, keep }));
      },
    );
    expect(asked).toContain(
      '/prefix/apis/apps/v1/namespaces/kube-system/daemonsets?fieldSelector=metadata.name%3Daws-node&limit=500',
    );
    expect(asked.filter((url) => url.includes('secrets'))).toEqual([]);
  });

  it('names the rule that grants each read', () => {
    const reader = kubernetesReader({
      get: async () => ({ status: 200, retryAfter: null, body: '' }),
      keep,
    });
    return (async () => {
      const grants = new Map<string, string>();
      for await (const { file, grant, permission } of reader.calls())
        grants.set(file, `${permission} | ${grant}`);
      expect(grants.get('k8s/pods')).toBe(
        'list pods | {"apiGroups":[""],"resources":["pods"],"verbs":["list"]}',
      );
      expect(grants.get('k8s/securitygrouppolicies')).toBe(
        'list securitygrouppolicies.vpcresources.k8s.aws | {"apiGroups":["vpcresources.k8s.aws"],"resources":["securitygrouppolicies"],"verbs":["list"]}',
      );
    })();
  });
});

describe('The configuration of a cluster', () => {
  it('without a kubeconfig verifies the authority that EKS names', () => {
    const access = { name: 'shop', endpoint: 'https://api.example', token: 't' };
    const config = directConfig({ ...access, certificateAuthority: 'cGVt' });
    expect(config.getCurrentCluster()).toMatchObject({
      server: 'https://api.example',
      caData: 'cGVt',
      skipTLSVerify: false,
    });
  });

  it('is made anew before its token ends, and only then', async () => {
    let made = 0;
    let clock = 0;
    const source = refreshing(
      async () => {
        made += 1;
        return new KubeConfig();
      },
      1000,
      () => clock,
    );
    await source();
    clock = 999;
    await source();
    expect(made).toBe(1);
    clock = 1000;
    await source();
    expect(made).toBe(2);
  });
});
