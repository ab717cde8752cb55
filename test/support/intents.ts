import type {
  DataStoreAccess,
  EpochMs,
  LabelSelector,
  NonPodClient,
  PodSelector,
  StoreSelector,
} from '../../shared/core/model/index.ts';
import { nextNumber } from './counter.ts';
import { databaseArn, groupId, prefix } from './identifiers.ts';
import { matchLabels } from './kubernetes.ts';
import { NOW } from './times.ts';

export type Pairs = Readonly<Record<string, string>>;

/** A term as it is written in a test: key, operator, values. */
export type Term = readonly [key: string, operator: string, ...values: string[]];

export const aLabelSelector = (pairs: Pairs = {}, ...terms: readonly Term[]): LabelSelector => ({
  ...matchLabels(pairs),
  matchExpressions: terms.map(([key, operator, ...values]) => ({ key, operator, values })),
});

/** `{app: web}` in one namespace; `namespace: null` for any. */
export const allowPods = (
  pods: Pairs | null,
  {
    namespace = 'shop',
    account = null,
  }: { readonly namespace?: string | null; readonly account?: Pairs | null } = {},
): PodSelector => ({
  namespaceSelector:
    namespace === null ? null : aLabelSelector({ 'kubernetes.io/metadata.name': namespace }),
  podSelector: pods === null ? null : aLabelSelector(pods),
  serviceAccountSelector: account === null ? null : aLabelSelector(account),
});

export const byArn = (arn: string): StoreSelector => ({ arn, tagSelector: null });
export const byTags = (pairs: Pairs, ...terms: readonly Term[]): StoreSelector => ({
  arn: null,
  tagSelector: aLabelSelector(pairs, ...terms),
});

export const nonPod = (groups: readonly string[], cidrs: readonly string[] = []): NonPodClient => ({
  groupIds: groups.map(groupId),
  cidrs: cidrs.map(prefix),
});

const DAY_MS = 24 * 60 * 60_000;
/** The end of the day that lies so many days from the day of the snapshot. */
export const endOfDayIn = (days: number): EpochMs => NOW - (NOW % DAY_MS) + (days + 1) * DAY_MS;

/** Closes the database `orders`, for good, to everybody but `app: web` of `shop`. */
export function anIntent(overrides: Partial<DataStoreAccess> = {}): DataStoreAccess {
  return {
    name: `intent-${nextNumber()}`,
    place: { file: 'intents.yaml', line: 1 },
    cluster: '*',
    stores: [byArn(databaseArn('orders'))],
    ports: null,
    allow: [allowPods({ app: 'web' })],
    nonPod: [],
    via: ['direct', 'rds-proxy'],
    mode: 'enforce',
    expiresAt: null,
    ...overrides,
  };
}
