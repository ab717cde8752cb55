import { SEVERITIES, toGroupId } from '../model/index.ts';
import {
  CHECK_NAME,
  choice,
  DURATION_KIND,
  integer,
  list,
  mapping,
  plainText,
  text,
} from './kinds/index.ts';
import { tellingChecks } from './check-names.ts';
import { option, type OptionRow } from './option.ts';
import { STORE_SERVICES } from './settings.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

const GROUP = text('a security group id, sg-…', '^sg-[0-9a-z][0-9a-z-]{0,60}$', toGroupId);
const POLICY = plainText(
  'a policy as namespace/name',
  '^[a-z0-9][-a-z0-9]{0,62}/[a-z0-9][-a-z0-9.]{0,252}$',
);
const CLUSTER = plainText(
  'the ARN or the name of a cluster',
  '^(arn:[^\\s,]{1,2000}|[0-9A-Za-z][0-9A-Za-z_-]{0,99})$',
);
const WEARER = plainText(
  'an interface (eni-…) or a requester (an account or a service id)',
  '^[0-9A-Za-z][^\\s,]{0,255}$',
);
const TAG_KEY = plainText('the key of a tag', '^[^\\u0000-\\u001f]{1,128}$');
const TAG_VALUE = plainText('the value of a tag', '^[^\\u0000-\\u001f]{0,256}$');

const POLICIES = list(POLICY);

/** The one table of what people may decide: whatever reads, describes or documents settings is made from it. */
export const OPTIONS = {
  stores: option(
    'stores',
    list(choice(STORE_SERVICES), 1),
    STORE_SERVICES,
    'Services whose stores are audited. `rds` covers Aurora, Neptune, DocumentDB and RDS Proxy. Every report names those that are left out; findings about their stores are held.',
    (it) => it.stores,
  ),
  protectedGroups: option(
    'protectedGroups',
    list(GROUP),
    [],
    'Security groups that are protected beside those that stores admit or carry. Who wears one without a reason is told with a higher severity.',
    (it) => it.protectedGroups,
  ),
  windowStart: option(
    'windows.start',
    DURATION_KIND,
    180 * SECOND,
    'How long a pod may have run before its interface, groups and access are judged. Association of a branch interface takes up to three minutes under bursts.',
    (it) => it.windowsMs.start,
  ),
  windowOrphan: option(
    'windows.orphan',
    DURATION_KIND,
    15 * MINUTE,
    'How long a branch interface may have no pod: cooldown, delete queue and a restart of the controller.',
    (it) => it.windowsMs.orphan,
  ),
  windowLeak: option(
    'windows.leak',
    DURATION_KIND,
    65 * MINUTE,
    'How long an unattached branch interface may be left over: two runs of the controller’s cleaner, 30 minutes each.',
    (it) => it.windowsMs.leak,
  ),
  windowAllocation: option(
    'windows.allocation',
    DURATION_KIND,
    10 * MINUTE,
    'How long a scheduled pod may wait for a branch interface.',
    (it) => it.windowsMs.allocation,
  ),
  windowUnusedGrant: option(
    'windows.unusedGrant',
    DURATION_KIND,
    7 * DAY,
    'How long a group that a store admits may be without members, for workloads that are scaled to zero.',
    (it) => it.windowsMs.unusedGrant,
  ),
  severities: option(
    'severities',
    mapping({
      key: CHECK_NAME,
      value: choice(SEVERITIES),
      expected: 'checks, each with a severity',
      synonyms: (checks) => tellingChecks(checks).map((it) => [it.reference, it.id] as const),
    }),
    new Map(),
    'Severities of findings, by check (slug or reference), instead of those of the check’s messages. A finding of severity `info` fails no run.',
    (it) => it.severities,
  ),
  disabledChecks: option(
    'disabledChecks',
    list(CHECK_NAME),
    [],
    'Checks (slug or reference) that do not run. Every report names them; their findings are held.',
    (it) => [...it.disabledChecks],
  ),
  allowStandardMode: option(
    'allow.standardMode',
    list(CLUSTER),
    [],
    'A-03: clusters, by ARN or name, that may run in standard mode.',
    (it) => it.allow.standardMode,
  ),
  allowWholeNamespace: option(
    'allow.wholeNamespace',
    POLICIES,
    [],
    'B-03: policies, as `namespace/name`, that may select a whole namespace.',
    (it) => it.allow.wholeNamespace,
  ),
  allowGrantingPolicies: option(
    'allow.grantingPolicies',
    mapping({ key: GROUP, value: POLICIES, expected: 'security groups, each with policies' }),
    new Map(),
    'B-10: for each protected group, the policies (`namespace/name`) that may name it. The check judges only groups that are named here.',
    (it) => it.allow.grantingPolicies,
  ),
  allowProtectedWearers: option(
    'allow.protectedWearers',
    list(WEARER),
    [],
    'D-04: interfaces (`eni-…`) or requesters (an account or a service id) that may wear a protected group.',
    (it) => it.allow.protectedWearers,
  ),
  allowBroadPolicies: option(
    'allow.broadPolicies',
    POLICIES,
    [],
    'R-08: policies (`namespace/name`) that may let more workloads into a store than the limit.',
    (it) => it.allow.broadPolicies,
  ),
  groupsPerInterface: option(
    'groupsPerInterface',
    integer(1, 16),
    5,
    'B-06: security groups that fit on one interface (quota L-2AFB9258 of the account).',
    (it) => it.groupsPerInterface,
  ),
  workloadsPerPolicy: option(
    'workloadsPerPolicy',
    integer(1, 1_000_000),
    10,
    'R-08: workloads that one policy may let into a store.',
    (it) => it.workloadsPerPolicy,
  ),
  restrictedTags: option(
    'restrictedTags',
    mapping({ key: TAG_KEY, value: TAG_VALUE, expected: 'tags, each with its value' }),
    new Map(),
    'Tags, each with its value, any of which marks a store as restricted: unintended access to it (R-01, R-11) is critical. Any tag with the value `restricted` does the same for R-01.',
    (it) => it.restrictedTags,
  ),
};

export const OPTION_ROWS: readonly OptionRow[] = Object.values(OPTIONS);
