import { describe, expect, it } from '@jest/globals';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { look, parse, readFolder, rows, text, workshopFolder } from './committed-snapshot.ts';
import { collect, runScript, temporaryFolder } from './stand-ins.ts';

const after = join(workshopFolder, 'after');
const about = (out: string) => parse(readFileSync(join(out, 'snapshot.json'), 'utf8'));

function withoutAbout(folder: string): Map<string, string> {
  const files = readFolder(folder);
  files.delete('snapshot.json');
  return files;
}

/** A copy of the snapshot *after* with some files replaced. */
function changed(files: Readonly<Record<string, unknown>>): string {
  const folder = join(temporaryFolder(), 'snapshot');
  cpSync(after, folder, { recursive: true });
  for (const [file, value] of Object.entries(files)) {
    writeFileSync(join(folder, file), JSON.stringify(value));
  }
  return folder;
}

const ruleNaming = (PrefixListId: string) => ({ SecurityGroupRuleId: 'sgr-1', PrefixListId });

describe('collect.sh', () => {
  it('writes every call of a snapshot into its own file, byte for byte', () => {
    const { status, out, stdout } = collect({ files: after });
    expect(status).toBe(0);
    expect(stdout).toBe('');
    expect(withoutAbout(out)).toEqual(withoutAbout(after));
  });

  it('says in snapshot.json who read what, where and when', () => {
    const { out } = collect({ files: after });
    const snapshot = about(out);
    expect(snapshot).toMatchObject({
      schemaVersion: 1,
      takenBy: 'arn:aws:sts::111122223333:assumed-role/reader/me',
      accountId: '111122223333',
      region: 'us-west-2',
      cluster: 'arn:aws:eks:us-west-2:111122223333:cluster/eks-workshop',
      includeManagedResources: true,
      gaps: [],
    });
    expect(text(snapshot, 'takenAt')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(Object.keys(look(snapshot, 'read') ?? {}).toSorted()).toEqual(
      [...withoutAbout(out).keys()].toSorted(),
    );
  });

  it('leaves out the file of a refused call, names it as a gap and goes on', () => {
    const message = 'An error occurred (AccessDenied): "quoted" \\ back\u001b[31m\nsecond line';
    const refused = ['describe-serverless-caches', 'get pods -A'];
    const { status, out, stderr } = collect({ files: after, refused, message });
    expect(status).toBe(0);
    expect(existsSync(join(out, 'elasticache/describe-serverless-caches.json'))).toBe(false);
    expect(existsSync(join(out, 'k8s/pods.json'))).toBe(false);
    expect(existsSync(join(out, 'elasticache/describe-cache-subnet-groups.json'))).toBe(true);
    const reason = 'An error occurred (AccessDenied): "quoted" \\ back[31m second line';
    expect(look(about(out), 'gaps')).toEqual([
      { source: 'k8s/pods.json', reason },
      { source: 'elasticache/describe-serverless-caches.json', reason },
    ]);
    expect(stderr).toContain('gap: k8s/pods.json');
    expect(stderr).not.toContain('\u001b');
  });

  it('takes a call that prints nothing for a gap', () => {
    const files = changed({});
    writeFileSync(join(files, 'rds/describe-db-clusters.json'), '');
    const { out } = collect({ files });
    expect(existsSync(join(out, 'rds/describe-db-clusters.json'))).toBe(false);
    expect(rows(about(out), 'gaps')).toEqual([
      { source: 'rds/describe-db-clusters.json', reason: 'the call printed nothing' },
    ]);
  });

  it('exits 1 when nothing could be read, and still says why for every file', () => {
    const { status, out } = collect({ files: after, refused: [' '] });
    expect(status).toBe(1);
    expect([...readFolder(out).keys()]).toEqual(['snapshot.json']);
    const sources = rows(about(out), 'gaps').map((gap) => text(gap, 'source'));
    expect(sources).toContain('sts:GetCallerIdentity');
    expect(sources).toContain('k8s/pods.json');
    expect(sources).toContain('rds/describe-db-instances.json');
  });

  it('asks no cluster at all when it could not be told which one is meant', () => {
    const { out, calls } = collect({ files: after, refused: ['update-kubeconfig'] });
    expect(calls.filter((call) => call.startsWith('kubectl'))).toEqual([]);
    const gap = rows(about(out), 'gaps').find((row) => row['source'] === 'k8s/nodes.json');
    expect(text(gap, 'reason')).toMatch(/^no kubeconfig: An error occurred/);
  });

  it('only reads, and never a Secret', () => {
    const { calls } = collect({ files: after });
    const operations = calls.map((call) => call.split(' ').slice(0, 3).join(' '));
    const reading =
      /^aws \w+ (describe|get|list|search)-|^aws eks update-kubeconfig$|^kubectl --kubeconfig /;
    expect(operations.filter((operation) => !reading.test(operation))).toEqual([]);
    expect(calls.filter((call) => call.startsWith('kubectl') && !call.includes(' get '))).toEqual(
      [],
    );
    expect(calls.filter((call) => /secret/i.test(call))).toEqual([]);
  });

  it('asks kubectl for managedFields and EC2 for managed resources', () => {
    const { calls } = collect({ files: after });
    const kubectl = calls.filter((call) => call.startsWith('kubectl'));
    expect(kubectl.length).toBeGreaterThan(0);
    expect(kubectl.filter((call) => !call.includes('--show-managed-fields'))).toEqual([]);
    expect(calls).toContain(
      'aws ec2 describe-network-interfaces --include-managed-resources --region us-west-2 --output json',
    );
  });

  it('does without managed resources on an older AWS CLI, and says so', () => {
    const message = 'aws: error: Unknown options: --include-managed-resources';
    const { out } = collect({ files: after, refused: ['--include-managed-resources'], message });
    expect(existsSync(join(out, 'ec2/describe-network-interfaces.json'))).toBe(true);
    expect(about(out)).toMatchObject({ includeManagedResources: false, gaps: [] });
  });

  it('does not ask again for interfaces that it may not list', () => {
    const { out, calls } = collect({ files: after, refused: ['describe-network-interfaces'] });
    expect(calls.filter((call) => call.includes('describe-network-interfaces'))).toHaveLength(1);
    expect(rows(about(out), 'gaps').map((gap) => text(gap, 'source'))).toEqual([
      'ec2/describe-network-interfaces.json',
    ]);
  });

  it('reads the entries of the prefix lists that rules and routes name, each once', () => {
    const files = changed({
      'ec2/describe-security-group-rules.json': {
        SecurityGroupRules: [
          ruleNaming('pl-0aaa'),
          ruleNaming('pl-0aaa'),
          ruleNaming('pl-$(touch hacked)'),
        ],
      },
      'ec2/describe-route-tables.json': {
        RouteTables: [{ Routes: [{ DestinationPrefixListId: 'pl-0bbb' }] }],
      },
      'ec2/get-managed-prefix-list-entries-pl-0aaa.json': { Entries: [{ Cidr: '10.0.0.0/8' }] },
      'ec2/get-managed-prefix-list-entries-pl-0bbb.json': { Entries: [] },
    });
    const { out, calls } = collect({ files });
    expect(calls.filter((call) => call.includes('get-managed-prefix-list-entries'))).toHaveLength(
      2,
    );
    expect(
      [...readFolder(out).keys()].filter((file) => file.includes('entries')).toSorted(),
    ).toEqual([
      'ec2/get-managed-prefix-list-entries-pl-0aaa.json',
      'ec2/get-managed-prefix-list-entries-pl-0bbb.json',
    ]);
  });

  it('reads the targets of each proxy and the routes of each transit-gateway table', () => {
    const files = changed({
      'rds/describe-db-proxies.json': { DBProxies: [{ DBProxyName: 'shop-proxy' }] },
      'rds/describe-db-proxy-targets-shop-proxy.json': { Targets: [] },
      'ec2/describe-transit-gateway-route-tables.json': {
        TransitGatewayRouteTables: [{ TransitGatewayRouteTableId: 'tgw-rtb-01' }],
      },
      'ec2/search-transit-gateway-routes-tgw-rtb-01.json': { Routes: [] },
    });
    const { out } = collect({ files });
    expect(existsSync(join(out, 'rds/describe-db-proxy-targets-shop-proxy.json'))).toBe(true);
    expect(existsSync(join(out, 'ec2/search-transit-gateway-routes-tgw-rtb-01.json'))).toBe(true);
    expect(look(about(out), 'gaps')).toEqual([]);
  });

  it('builds the ARN in the caller’s partition when EKS does not give it', () => {
    const { out } = collect({
      files: after,
      refused: ['describe-cluster '],
      caller: 'arn:aws-cn:sts::111122223333:assumed-role/reader/me',
      region: 'cn-north-1',
    });
    expect(text(about(out), 'cluster')).toBe(
      'arn:aws-cn:eks:cn-north-1:111122223333:cluster/eks-workshop',
    );
  });

  it('uses the context that it is given and warns when that leads elsewhere', () => {
    const { out, calls, stderr } = collect({ files: after, options: ['--context', 'my context'] });
    expect(calls.filter((call) => call.includes('update-kubeconfig'))).toEqual([]);
    expect(calls.filter((call) => call.startsWith('kubectl --context my context get'))).not.toEqual(
      [],
    );
    expect(existsSync(join(out, 'k8s/pods.json'))).toBe(true);
    expect(stderr).toContain('warning: context my context leads to https://elsewhere.example');
  });

  it('refuses a folder that holds something already', () => {
    const out = join(temporaryFolder(), 'out');
    mkdirSync(out);
    writeFileSync(join(out, 'old.json'), '{}');
    const { status, stderr, calls } = collect({ files: after, out });
    expect(status).toBe(2);
    expect(stderr).toContain('is not empty');
    expect(calls).toEqual(['']);
  });

  it.each([
    [['--help'], 0, /^Usage: collect\.sh/, /^$/],
    [['eks-workshop', 'us-west-2'], 2, /^$/, /^Usage: collect\.sh/],
    [['--nonsense', 'a', 'b', 'c'], 2, /^$/, /unknown option --nonsense/],
    [['--context'], 2, /^$/, /--context needs a name/],
  ])('answers the arguments %j with exit code %i', (args, code, stdout, stderr) => {
    const run = runScript(temporaryFolder(), { files: after }, args);
    expect(run.status).toBe(code);
    expect(run.stdout).toMatch(stdout);
    expect(run.stderr).toMatch(stderr);
  });
});
