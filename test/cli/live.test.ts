import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type StandIn, standInFor, textIn } from '../support/live-stand-in.ts';
import { EXAMPLES, ROOT, run } from './fake-host.ts';

const LIVE = ['--cluster', 'eks-workshop', '--region', 'us-west-2', '--context', 'stand-in'];
const NOW = ['--now', '2026-11-20T16:00:00Z'];
const SNAPSHOT = join(ROOT, EXAMPLES, 'drifted');

/** Each run is a whole audit over some sixty requests. */
jest.setTimeout(60_000);

let apis: StandIn;
let folder = '';
beforeEach(async () => {
  apis = await standInFor(SNAPSHOT);
  folder = await mkdtemp(join(tmpdir(), 'podfence-cli-live-'));
});
afterEach(async () => {
  await apis.stop();
  await rm(folder, { recursive: true, force: true });
});

/** What an audit says, without what it rests on: files are named, hashed and timed differently. */
function saying(stdout: string): unknown {
  const { findings, unknowns, settling, checks, clusters, coverage } = JSON.parse(stdout);
  return { findings, unknowns, settling, checks, clusters, coverage };
}

describe('A live cluster', () => {
  it('is judged as its snapshot is', async () => {
    const live = await run(['audit', ...LIVE, ...NOW, '--json']);
    const offline = await run(['audit', '--snapshot', SNAPSHOT, ...NOW, '--json']);
    expect(live.stderr).toBe('');
    expect(live.code).toBe(offline.code);
    expect(saying(live.stdout)).toEqual(saying(offline.stdout));
  });

  it('is asked once for each listing, and never for secrets', async () => {
    await run(['pods', ...LIVE, '--json']);
    const repeated = [...apis.asked].filter(([name, times]) => name.includes(':') && times > 1);
    // The endpoint of the cluster has to be known before anything is read.
    expect(repeated).toEqual([['eks:DescribeCluster', 2]]);
    expect([...apis.asked.keys()].filter((name) => name.includes('secret'))).toEqual([]);
  });

  it.each(['out', 'out.tar.gz'])('is collected into %s, which audits the same', async (name) => {
    const target = join(folder, name);
    const collected = await run(['collect', ...LIVE, '--out', target, '--json']);
    expect(collected.code).toBe(0);
    expect(JSON.parse(collected.stdout)).toMatchObject({
      kind: 'Collection',
      path: target,
      gaps: [],
    });
    const live = await run(['audit', ...LIVE, ...NOW, '--json']);
    const offline = await run(['audit', '--snapshot', target, ...NOW, '--json']);
    expect(saying(offline.stdout)).toEqual(saying(live.stdout));
  });

  it('is collected without the environment of containers, aws-node left out', async () => {
    const target = join(folder, 'out');
    await run(['collect', ...LIVE, '--out', target]);
    expect(textIn(SNAPSHOT)).toContain('MYSQL_ROOT_PASSWORD');
    expect(textIn(target)).not.toContain('MYSQL_ROOT_PASSWORD');
    expect(textIn(target)).toContain('ENABLE_POD_ENI');
  });

  it('with a read denied gives unknowns and the permission, and never a pass', async () => {
    apis.fail('DescribeNetworkInterfaces', 'UnauthorizedOperation');
    const { code, stdout } = await run(['audit', ...LIVE, ...NOW, '--json']);
    expect(code).not.toBe(0);
    const { gaps, unknowns } = JSON.parse(stdout);
    expect(JSON.stringify(gaps)).toContain(
      'UnauthorizedOperation: refused It takes ec2:DescribeNetworkInterfaces.',
    );
    expect(JSON.stringify(unknowns)).toContain('interfaces-unseen');
  });

  it('is examined by the doctor, who names what grants each read that is denied', async () => {
    apis.fail('DescribeSubnets', 'UnauthorizedOperation');
    const { code, stdout } = await run(['doctor', ...LIVE, '--json']);
    const { kind, reads } = JSON.parse(stdout);
    expect(kind).toBe('AccessReport');
    expect(reads.filter((read: { verdict: string }) => read.verdict === 'denied')).toEqual([
      {
        source: 'ec2/describe-subnets.json',
        permission: 'ec2:DescribeSubnets',
        required: false,
        verdict: 'denied',
        detail: 'UnauthorizedOperation: refused',
        grant: '{"Effect":"Allow","Action":"ec2:DescribeSubnets","Resource":"*"}',
      },
    ]);
    expect(code).toBe(0);
    apis.fail('DescribeSecurityGroups', 'UnauthorizedOperation');
    expect((await run(['doctor', ...LIVE])).code).toBe(3);
  });

  it('that is not there is said in a sentence', async () => {
    apis.fail('DescribeCluster', 'ResourceNotFoundException');
    const { code, stderr } = await run(['pods', ...LIVE]);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'error: cluster eks-workshop in us-west-2: ResourceNotFoundException: refused\n',
    });
  });
});

describe('Asking for live access', () => {
  it.each([
    [
      ['pods', '--cluster', 'shop'],
      'error: no region is known; give one with --region, or set AWS_REGION\n',
    ],
    [
      ['pods', ...LIVE, '--snapshot', 'x'],
      'error: --snapshot and --cluster exclude each other: name one of them\n',
    ],
    [
      ['collect', ...LIVE],
      'error: name the folder, or the .tar.gz, that is to be made with --out PATH\n',
    ],
    [['doctor'], 'error: no cluster was named; give one with --cluster NAME\n'],
    [
      ['pods', '--cluster', 'eks-workshop', '--region', 'us-west-2', '--context', 'other'],
      'error: the kubeconfig has no context other; it has stand-in\n',
    ],
  ])('%j is refused with what would do', async (argv, stderr) => {
    expect(await run(argv)).toMatchObject({ code: 2, stdout: '', stderr });
  });

  it('takes the region from the environment', async () => {
    const argv = ['checks', '--json'];
    expect((await run(argv, { env: { AWS_REGION: 'us-west-2' } })).code).toBe(0);
    const { code } = await run(['pods', '--cluster', 'eks-workshop', '--context', 'stand-in'], {
      env: { AWS_REGION: 'us-west-2' },
    });
    expect(code).toBe(0);
  });

  it('collects into a folder that is new or empty only', async () => {
    const { code, stderr } = await run(['collect', ...LIVE, '--out', tmpdir()]);
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringMatching('is not empty'),
    });
  });
});
