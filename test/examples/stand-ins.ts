import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Stand-ins for the AWS CLI and kubectl: they print the files of a snapshot, refuse what they are told
// to refuse, and write down what they were asked.

const refusing = `
printf '%s %s\\n' "$(basename "$0")" "$*" >>"$STAND_IN_LOG"
asked="$*"
IFS='|'
for refused in $STAND_IN_REFUSED; do
  case "$asked" in *"$refused"*) printf '%s\\n' "$STAND_IN_MESSAGE" >&2; exit 254 ;; esac
done
unset IFS
show() { if [ -f "$STAND_IN_FILES/$1" ]; then cat "$STAND_IN_FILES/$1"; else echo "nothing at $1" >&2; exit 255; fi; }
`;

const aws = `#!/bin/sh
${refusing}
case "$1 $2" in
  'sts get-caller-identity') printf '%s\\t%s\\n' "$STAND_IN_ACCOUNT" "$STAND_IN_CALLER" ;;
  'eks update-kubeconfig') : ;;
  'eks describe-addon') show eks/describe-addon-vpc-cni.json ;;
  *) if [ -f "$STAND_IN_FILES/$1/$2-\${4:-}.json" ]; then show "$1/$2-$4.json"; else show "$1/$2.json"; fi ;;
esac
`;

const kubectl = `#!/bin/sh
${refusing}
shift 2
if [ "$1" = config ]; then printf 'https://elsewhere.example'; exit 0; fi
case "$2" in
  daemonset) show k8s/daemonset-aws-node.json ;;
  configmap) show k8s/configmap-amazon-vpc-cni.json ;;
  mutatingwebhookconfigurations,validatingwebhookconfigurations) show k8s/webhookconfigurations.json ;;
  *) show "k8s/\${2%%.*}.json" ;;
esac
`;

export interface Collected {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The folder that it was told to write. */
  readonly out: string;
  /** Every command line of \`aws\` and \`kubectl\`. */
  readonly calls: readonly string[];
}

interface CollectOptions {
  /** The snapshot folder that the stand-ins serve. */
  readonly files: string;
  readonly options?: readonly string[];
  /** Parts of command lines that are refused. */
  readonly refused?: readonly string[];
  readonly message?: string;
  readonly caller?: string;
  readonly region?: string;
  readonly out?: string;
}

const script = join(import.meta.dirname, '../../examples/collect.sh');

export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'podfence collect '));

/** Runs \`examples/collect.sh\` with the stand-ins first on PATH. */
export function collect(options: CollectOptions): Collected {
  const folder = temporaryFolder();
  const out = options.out ?? join(folder, 'out');
  const region = options.region ?? 'us-west-2';
  const run = runScript(folder, options, [...(options.options ?? []), 'eks-workshop', region, out]);
  return { ...run, out };
}

export function runScript(folder: string, options: CollectOptions, args: readonly string[]) {
  const bin = join(folder, 'bin');
  const log = join(folder, 'calls');
  mkdirSync(bin);
  for (const [name, body] of Object.entries({ aws, kubectl })) {
    writeFileSync(join(bin, name), body);
    chmodSync(join(bin, name), 0o755);
  }
  writeFileSync(log, '');
  const { status, stdout, stderr } = spawnSync('sh', [script, ...args], {
    encoding: 'utf8',
    env: {
      PATH: `${bin}:/usr/bin:/bin`,
      STAND_IN_FILES: options.files,
      STAND_IN_LOG: log,
      STAND_IN_REFUSED: (options.refused ?? []).join('|'),
      STAND_IN_MESSAGE: options.message ?? 'An error occurred (AccessDenied)',
      STAND_IN_ACCOUNT: '111122223333',
      STAND_IN_CALLER: options.caller ?? 'arn:aws:sts::111122223333:assumed-role/reader/me',
    },
  });
  const calls = readFileSync(log, 'utf8').trim().split('\n');
  return { status, stdout, stderr, calls };
}
