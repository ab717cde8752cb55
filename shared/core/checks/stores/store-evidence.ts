import type { StoreView } from '../../estate/index.ts';
import { type Evidence, type Rule, ruleIdentity, type Subject } from '../../model/index.ts';
import { printable } from '../contract/message.ts';
import type { StoreRule } from '../contract/views.ts';

export const storeEvidence = ({ store }: StoreView): Evidence => ({
  kind: 'store',
  id: store.arn,
  engine: printable(store.engine),
  status: store.status,
  ports: store.doors.map((door) => `${door.port}`),
  public: store.publiclyAccessible,
});

export const storeNames = (stores: readonly StoreView[]): readonly string[] =>
  stores.map(({ store }) => store.name);

export const ruleEvidence = (rule: Rule): Evidence => ({
  kind: 'rule',
  id: rule.id,
  rule: ruleIdentity(rule),
});

export const ruleSubject = ({ store, identity }: StoreRule, cluster: string): Subject => ({
  kind: 'store-rule',
  cluster,
  id: store.store.arn,
  rule: identity,
});

export const ruleOfStore = (rule: Rule, store: StoreView, cluster: string): Subject => ({
  kind: 'store-rule',
  cluster,
  id: store.store.arn,
  rule: ruleIdentity(rule),
});
