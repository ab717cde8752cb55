import { describe, expect, it } from '@jest/globals';
import { compileGrants, type Grants } from '../../../shared/core/intent/index.ts';
import type { DataStoreAccess, Labels, PodSelector } from '../../../shared/core/model/index.ts';
import type { AccountFact } from '../../../shared/core/policy/index.ts';
import { clusterArn } from '../../support/identifiers.ts';
import { aLabelSelector, allowPods, anIntent, type Pairs } from '../../support/intents.ts';
import { labels } from '../../support/kubernetes.ts';

const MAIN = clusterArn('main');
const DEFAULT_ACCOUNT: AccountFact = { kind: 'known', labels: labels({ team: 'a' }) };

interface Asked {
  readonly namespace?: string;
  readonly pod?: Pairs;
  readonly account?: AccountFact;
  /** Labels of every namespace; null: not seen. */
  readonly namespaceLabels?: Labels | null;
}

function grantsTo(
  intents: readonly DataStoreAccess[],
  {
    namespace = 'shop',
    pod = { app: 'web' },
    account = DEFAULT_ACCOUNT,
    namespaceLabels = labels({ env: 'prod' }),
  }: Asked = {},
): Grants {
  const index = compileGrants(intents, MAIN, () => namespaceLabels);
  return index.grantsOf(namespace, labels(pod), account);
}

/** `yes`, `no`, or why it is not known. */
function grants(allow: readonly PodSelector[], asked: Asked = {}): string {
  const intent = anIntent({ allow });
  const { certain, possible, reasons } = grantsTo([intent], asked);
  if (possible.has(intent)) return `maybe: ${reasons.join()}`;
  expect(reasons).toEqual([]);
  return certain.has(intent) ? 'yes' : 'no';
}

const select = (overrides: Partial<PodSelector>): PodSelector => ({
  namespaceSelector: null,
  podSelector: null,
  serviceAccountSelector: null,
  ...overrides,
});

describe('an entry of allow', () => {
  it('selects pods by their labels, in any namespace', () => {
    const web = [select({ podSelector: aLabelSelector({ app: 'web' }) })];
    expect(grants(web)).toBe('yes');
    expect(grants(web, { namespace: 'bank' })).toBe('yes');
    expect(grants(web, { pod: { app: 'api' } })).toBe('no');
    expect(grants(web, { pod: {} })).toBe('no');
  });

  it('takes everything in it together', () => {
    const all = [allowPods({ app: 'web' }, { namespace: 'shop', account: { team: 'a' } })];
    expect(grants(all)).toBe('yes');
    expect(grants(all, { namespace: 'bank' })).toBe('no');
    expect(grants(all, { pod: { app: 'api' } })).toBe('no');
    expect(grants(all, { account: { kind: 'known', labels: labels({ team: 'b' }) } })).toBe('no');
  });

  it('stands beside others: any of them will do, and without any nobody comes in', () => {
    const some = [allowPods({ app: 'api' }), allowPods({ app: 'web' })];
    expect(grants(some)).toBe('yes');
    expect(grants(some, { pod: { app: 'api' } })).toBe('yes');
    expect(grants(some, { pod: { app: 'db' } })).toBe('no');
    expect(grants([])).toBe('no');
  });

  it('reads selectors as a SecurityGroupPolicy does', () => {
    const byTerms = (...terms: Parameters<typeof aLabelSelector>[1][]) => [
      select({ podSelector: aLabelSelector({}, ...terms) }),
    ];
    expect(grants([select({ podSelector: aLabelSelector() })], { pod: {} })).toBe('yes');
    expect(grants(byTerms(['app', 'In', 'api', 'web']))).toBe('yes');
    expect(grants(byTerms(['app', 'NotIn', 'web']))).toBe('no');
    expect(grants(byTerms(['tier', 'NotIn', 'web']))).toBe('yes');
    expect(grants(byTerms(['app', 'Exists'], ['tier', 'DoesNotExist']))).toBe('yes');
    expect(grants(byTerms(['app', 'Gt', '1']))).toBe('no');
    expect(grants([select({})])).toBe('no');
  });

  it('knows the name of a namespace, whatever else was seen of it', () => {
    const byName = (...terms: Parameters<typeof aLabelSelector>[1][]) => [
      select({ namespaceSelector: aLabelSelector({}, ...terms) }),
    ];
    const unseen = { namespaceLabels: null };
    const NAME = 'kubernetes.io/metadata.name';
    expect(grants(byName([NAME, 'In', 'shop', 'bank']), unseen)).toBe('yes');
    expect(grants(byName([NAME, 'In', 'bank']), unseen)).toBe('no');
    expect(grants(byName([NAME, 'NotIn', 'bank']), unseen)).toBe('yes');
    expect(grants(byName([NAME, 'Exists']), unseen)).toBe('yes');
    expect(grants(byName([NAME, 'DoesNotExist']), unseen)).toBe('no');
    const lying = { namespaceLabels: labels({ [NAME]: 'bank' }) };
    expect(grants(byName([NAME, 'In', 'bank']), lying)).toBe('no');
    expect(grants([select({ namespaceSelector: aLabelSelector() })], unseen)).toBe('yes');
  });

  it('asks for other labels of a namespace, and is open while they were not seen', () => {
    const prod = aLabelSelector({ env: 'prod' });
    expect(grants([select({ namespaceSelector: prod })])).toBe('yes');
    expect(grants([select({ namespaceSelector: prod })], { namespaceLabels: labels({}) })).toBe(
      'no',
    );
    const unseen = { namespaceLabels: null };
    expect(grants([select({ namespaceSelector: prod })], unseen)).toBe('maybe: identity-unknown');
    const inBank = aLabelSelector({ env: 'prod', 'kubernetes.io/metadata.name': 'bank' });
    expect(grants([select({ namespaceSelector: inBank })], unseen)).toBe('no');
    const api = aLabelSelector({ app: 'api' });
    expect(grants([select({ namespaceSelector: prod, podSelector: api })], unseen)).toBe('no');
  });

  it.each(['unseen', 'absent'] as const)(
    'asks for labels of the account, and is open while it is %s',
    (kind) => {
      const account: AccountFact = { kind };
      const teamA = aLabelSelector({ team: 'a' });
      const why = 'maybe: service-accounts-unseen';
      expect(grants([select({ serviceAccountSelector: teamA })], { account })).toBe(why);
      expect(grants([select({ serviceAccountSelector: aLabelSelector() })], { account })).toBe(why);
      expect(grants([allowPods({ app: 'api' }, { account: { team: 'a' } })], { account })).toBe(
        'no',
      );
      const broken = aLabelSelector({}, ['team', 'Gt', '1']);
      expect(grants([select({ serviceAccountSelector: broken })], { account })).toBe('no');
    },
  );

  it('that surely selects a pod leaves nothing open that others might', () => {
    const open = select({ serviceAccountSelector: aLabelSelector({ team: 'a' }) });
    const sure = allowPods({ app: 'web' });
    expect(grants([open, sure], { account: { kind: 'unseen' } })).toBe('yes');
  });

  it('is for the pods of the clusters that its document names', () => {
    for (const [cluster, answer] of [
      ['*', 1],
      [MAIN, 1],
      ['arn:aws:eks:*:cluster/main', 1],
      [clusterArn('other'), 0],
    ] as const) {
      expect([cluster, grantsTo([anIntent({ cluster })]).certain.size]).toEqual([cluster, answer]);
    }
  });
});

describe('the grants of pods', () => {
  it('are one object for pods that nothing tells apart', () => {
    const intents = [
      anIntent({ allow: [allowPods({ app: 'web' })] }),
      anIntent({ allow: [select({ podSelector: aLabelSelector({}, ['pod', 'Exists']) })] }),
    ];
    const index = compileGrants(intents, MAIN, () => null);
    const of = (pairs: Pairs) => index.grantsOf('shop', labels(pairs), DEFAULT_ACCOUNT);
    expect(of({ app: 'web', pod: '1' })).toBe(of({ app: 'web', pod: '2', other: 'x' }));
    expect(of({ app: 'web', pod: '1' })).not.toBe(of({ app: 'web' }));
    expect(of({ app: 'api' })).toBe(index.grantsOf('bank', labels({}), DEFAULT_ACCOUNT));
  });

  it('tell which entries selected nobody', () => {
    const [web, api, ghost] = [{ app: 'web' }, { app: 'api' }, { app: 'ghost' }].map((pods) =>
      allowPods(pods),
    );
    const byAccount = allowPods(null, { account: { team: 'z' } });
    const allow = [web!, api!, ghost!, byAccount];
    const index = compileGrants([anIntent({ allow })], MAIN, () => null);
    index.grantsOf('shop', labels({ app: 'web' }), { kind: 'unseen' });
    index.grantsOf('bank', labels({ app: 'api' }), DEFAULT_ACCOUNT);
    expect(allow.map((one) => index.hasSelected(one))).toEqual([true, false, false, true]);
  });
});
