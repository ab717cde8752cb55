import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EC2Client } from '@aws-sdk/client-ec2';
import { EKSClient } from '@aws-sdk/client-eks';
import { ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { RDSClient } from '@aws-sdk/client-rds';
import { mockClient } from 'aws-sdk-client-mock';

type Json = Readonly<Record<string, unknown>>;

const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readJson(path: string): Json {
  const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
  return isJson(value) ? value : {};
}

/** `DescribeDBInstancesCommand` → `describe-db-instances`, as the AWS CLI spells it. */
const fileOf = (command: string): string =>
  command
    .replace(/Command$/u, '')
    .replaceAll(/([a-z])([A-Z])/gu, '$1-$2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/gu, '$1-$2')
    .toLowerCase();

/** Which API path lists what a file of the snapshot holds; the rest is the file's own name. */
const LISTED_BY: Readonly<Record<string, string>> = {
  'namespaces/kube-system/daemonsets': 'daemonset-aws-node',
  'namespaces/kube-system/configmaps': 'configmap-amazon-vpc-cni',
  'namespaces/kube-system/controllerrevisions': 'controllerrevisions',
};

function objectsAt(folder: string, url: string): readonly unknown[] | null {
  const [path = ''] = url.split('?');
  const rest = path.replace(/^\/(?:api\/v1|apis\/[^/]+\/[^/]+)\//u, '');
  const isWebhook = rest.endsWith('webhookconfigurations');
  const name = LISTED_BY[rest] ?? (isWebhook ? 'webhookconfigurations' : rest);
  const file = join(folder, 'k8s', `${name}.json`);
  if (!existsSync(file)) return null;
  const document = readJson(file);
  const { items } = document;
  const objects: readonly unknown[] = Array.isArray(items) ? items : [document];
  return isWebhook
    ? objects.filter((one) => `${isJson(one) ? String(one['kind']) : ''}s`.toLowerCase() === rest)
    : objects;
}

const PAGE = 8;

interface Stub {
  callsFake(answer: (command: object) => Promise<unknown>): unknown;
}

export interface StandIn {
  /** How many calls each API got, by its command or path. */
  readonly asked: ReadonlyMap<string, number>;
  /** Answers a command with an error from now on. */
  fail(command: string, code: string): void;
  stop(): Promise<void>;
}

/**
 * A snapshot as the live APIs that it came from: the SDK's clients answer with its files, and a server lists its objects,
 * a few to a page. `KUBECONFIG` points to the server, with the context `stand-in`.
 */
export async function standInFor(folder: string): Promise<StandIn> {
  const asked = new Map<string, number>();
  const failures = new Map<string, string>();
  const count = (name: string): void => {
    asked.set(name, (asked.get(name) ?? 0) + 1);
  };
  const clients = [
    ['ec2', mockClient(EC2Client)],
    ['rds', mockClient(RDSClient)],
    ['elasticache', mockClient(ElastiCacheClient)],
    ['eks', mockClient(EKSClient)],
  ] as const;
  for (const [service, client] of clients) {
    client.reset();
    // Each client has types of its own; the stand-in answers any command.
    const send: unknown = client.send;
    (send as Stub).callsFake(async (command) => {
      const { name } = command.constructor;
      count(`${service}:${name.replace(/Command$/u, '')}`);
      const code = failures.get(name.replace(/Command$/u, ''));
      if (code !== undefined) throw Object.assign(new Error('refused'), { name: code });
      const start = join(folder, service, fileOf(name));
      const file = [`${start}.json`, `${start}-vpc-cni.json`].find((path) => existsSync(path));
      return file === undefined ? {} : readJson(file);
    });
  }
  const server = createServer(({ url = '' }, response) => {
    const objects = objectsAt(folder, url);
    count(url.split('?')[0] ?? '');
    if (objects === null) {
      response.statusCode = 404;
      response.end('404 page not found');
      return;
    }
    const at = Number(new URL(url, 'http://host').searchParams.get('continue') ?? '0');
    const next = at + PAGE < objects.length ? `${at + PAGE}` : '';
    const items = objects.slice(at, at + PAGE);
    response.end(JSON.stringify({ metadata: { continue: next }, items }));
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  const home = await mkdtemp(join(tmpdir(), 'podfence-kube-'));
  const before = process.env['KUBECONFIG'];
  process.env['KUBECONFIG'] = join(home, 'config');
  await writeFile(process.env['KUBECONFIG'], kubeconfig(`http://127.0.0.1:${port}`));
  return {
    asked,
    fail: (command, code) => failures.set(command, code),
    async stop() {
      server.close();
      for (const [, client] of clients) client.restore();
      if (before === undefined) delete process.env['KUBECONFIG'];
      else process.env['KUBECONFIG'] = before;
      await rm(home, { recursive: true });
    },
  };
}

const kubeconfig = (server: string): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'c', cluster: { server, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'u', user: { token: 't' } }],
    contexts: [{ name: 'stand-in', context: { cluster: 'c', user: 'u' } }],
    'current-context': 'stand-in',
  });

/** Every file below a folder, as text. */
export const textIn = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
