import type { Family, IpAddress, IpSet } from '../net/index.ts';
import type { GroupId, SubnetId, VpcId } from '../model/index.ts';
import type { Source } from './flow.ts';

/**
 * Sources that differ in their address only: same VPC, subnet and groups. `groupsId` and `subnetKey` are equal for
 * classes with the same VPC and groups, or the same VPC and subnet.
 */
export interface SourceClass {
  readonly id: number;
  readonly source: Source;
  readonly groupsId: number;
  readonly subnetKey: number;
  /** Bounds of the addresses that were registered, in each family. */
  v4: { first: number; last: number } | null;
  v6: { first: bigint; last: bigint } | null;
}

/** Ids are untrusted text: no id can imitate two of them, or a reason. */
function groupsText({ groups }: Source): string {
  if (typeof groups === 'string') return JSON.stringify(groups);
  const text = texts.get(groups) ?? JSON.stringify(groups);
  texts.set(groups, text);
  return text;
}

/** Group sets are interned: the text of each is made once. */
const texts = new WeakMap<readonly GroupId[], string>();

const idOf = (ids: Map<string, number>, key: string): number => {
  const id = ids.get(key) ?? ids.size;
  ids.set(key, id);
  return id;
};

interface KnownIds {
  readonly groups: Map<Source['groups'], number>;
  readonly subnets: Map<SubnetId | null, number>;
}

/** Every class that was registered, and which of them wear a group. */
export class SourceClasses {
  private readonly byKey = new Map<number, Map<number, SourceClass>>();
  private readonly byGroup = new Map<GroupId, SourceClass[]>();
  private readonly groupIds = new Map<string, number>();
  private readonly subnetIds = new Map<string, number>();
  private readonly knownIds = new Map<VpcId, KnownIds>();
  private readonly all: SourceClass[] = [];
  private readonly ungrouped: SourceClass[] = [];

  register(source: Source, address: IpAddress): SourceClass {
    const [groupsId, subnetKey] = this.idsOf(source);
    const row = this.byKey.get(groupsId) ?? new Map<number, SourceClass>();
    this.byKey.set(groupsId, row);
    const one =
      row.get(subnetKey) ??
      this.add({ id: this.all.length, source, groupsId, subnetKey, v4: null, v6: null });
    row.set(subnetKey, one);
    widen(one, address);
    return one;
  }

  /** Group sets are interned, so that most are known by identity; equal sets that are not have equal texts. */
  private idsOf(source: Source): readonly [groupsId: number, subnetKey: number] {
    const { vpcId, subnetId, groups } = source;
    const known = this.knownIds.get(vpcId) ?? { groups: new Map(), subnets: new Map() };
    this.knownIds.set(vpcId, known);
    let groupsId = known.groups.get(groups);
    if (groupsId === undefined) {
      groupsId = idOf(this.groupIds, `${vpcId}|${groupsText(source)}`);
      known.groups.set(groups, groupsId);
    }
    let subnetKey = known.subnets.get(subnetId);
    if (subnetKey === undefined) {
      subnetKey = idOf(this.subnetIds, `${vpcId}|${subnetId ?? ''}`);
      known.subnets.set(subnetId, subnetKey);
    }
    return [groupsId, subnetKey];
  }

  private add(added: SourceClass): SourceClass {
    this.all.push(added);
    const { groups } = added.source;
    if (typeof groups === 'string') this.ungrouped.push(added);
    for (const group of typeof groups === 'string' ? [] : groups) {
      const list = this.byGroup.get(group);
      if (list === undefined) this.byGroup.set(group, [added]);
      else list.push(added);
    }
    return added;
  }

  everyone(): Iterable<SourceClass> {
    return this.all;
  }

  /** Classes that wear one of the groups, stand in one of the addresses, or wear nobody knows what. */
  among(groups: Iterable<GroupId>, addresses: IpSet, family: Family): ReadonlySet<SourceClass> {
    const found = new Set(this.ungrouped);
    for (const group of groups) for (const one of this.byGroup.get(group) ?? []) found.add(one);
    if (family === 4) {
      const intervals = addresses.v4Intervals();
      for (const one of intervals.length > 0 ? this.all : []) {
        if (one.v4 !== null && touches(intervals, one.v4.first, one.v4.last)) found.add(one);
      }
    } else {
      const intervals = addresses.v6Intervals();
      for (const one of intervals.length > 0 ? this.all : []) {
        if (one.v6 !== null && touches(intervals, one.v6.first, one.v6.last)) found.add(one);
      }
    }
    return found;
  }
}

/** Some interval (ascending, disjoint) has an address between `first` and `last`. */
function touches<T extends number | bigint>(
  intervals: readonly (readonly [T, T])[],
  first: T,
  last: T,
): boolean {
  let low = 0;
  let high = intervals.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const interval = intervals[middle];
    if (interval !== undefined && interval[1] < first) low = middle + 1;
    else high = middle;
  }
  const next = intervals[low];
  return next !== undefined && next[0] <= last;
}

function widen(one: SourceClass, address: IpAddress): void {
  if (address.family === 4) {
    const { value } = address;
    one.v4 ??= { first: value, last: value };
    if (value < one.v4.first) one.v4.first = value;
    if (value > one.v4.last) one.v4.last = value;
    return;
  }
  const { value } = address;
  one.v6 ??= { first: value, last: value };
  if (value < one.v6.first) one.v6.first = value;
  if (value > one.v6.last) one.v6.last = value;
}
