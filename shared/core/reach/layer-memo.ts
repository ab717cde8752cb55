import type { Family, IpAddress } from '../net/index.ts';
import { IpSet, type Prefix } from '../net/index.ts';
import type { GroupId } from '../model/index.ts';
import { familyAnswer } from './answer.ts';
import { soleSpot } from './atoms.ts';
import type { Answer, Network, Place, Source, Spot, Target } from './flow.ts';
import { groupLayer, isStale, type References, ruleServes } from './group-layer.ts';
import { borderLayers, type BorderLayers, conclude, routeLayers, type RouteLayers } from './hop.ts';
import type { LayerVerdict } from './layer.ts';
import { referencesBetween } from './route-layer.ts';
import type { SourceClass } from './source-class.ts';

/** Whom the store's groups may admit. `isOpenEnded`: perhaps anybody, because something was not seen. */
export interface Admission {
  readonly admitted: IpSet;
  readonly groups: ReadonlySet<GroupId>;
  readonly isOpenEnded: boolean;
}

/** A layer's words for every place of the target. Equal words have equal ids. */
interface Words<T> {
  readonly id: number;
  readonly places: readonly T[];
}

type Border = BorderLayers & RouteLayers;

function memoised<T>(memo: Map<number, T>, key: number, make: () => T): T {
  const known = memo.get(key);
  if (known !== undefined) return known;
  const made = make();
  memo.set(key, made);
  return made;
}

/**
 * Everything about one target in one family, memoised by what it depends on: egress by the source's groups, ingress by
 * groups and cell of addresses, NACLs and routes by subnet and cell, answers by these three.
 */
export class LayerMemo {
  readonly admission: Admission;
  private readonly network: Network;
  private readonly target: Target;
  private readonly places: readonly Place[];
  private readonly family: Family;
  private readonly egress = new Map<number, Words<LayerVerdict> | null>();
  private readonly ingress = new Map<number, Map<number, Words<LayerVerdict>>>();
  private readonly border = new Map<number, Map<number, Words<Border> | null>>();
  private readonly answers = new Map<string, Answer>();
  private readonly wordIds = new Map<string, number>();

  constructor(network: Network, target: Target, places: readonly Place[], family: Family) {
    this.network = network;
    this.target = target;
    this.places = places;
    this.family = family;
    this.admission = admissionOf(network, target);
  }

  /** Null when one address of a place is judged differently from another: then no answer can be shared. */
  answerOf(one: SourceClass, address: IpAddress, cell: number): Answer | null {
    const { source } = one;
    const egress = memoised(this.egress, one.groupsId, () => this.egressOf(source));
    if (egress === null) return null;
    const borders = memoised(this.border, cell, () => new Map<number, Words<Border> | null>());
    const border = memoised(borders, one.subnetKey, () => this.borderOf(source, address));
    if (border === null) return null;
    const ingresses = memoised(this.ingress, cell, () => new Map<number, Words<LayerVerdict>>());
    const ingress = memoised(ingresses, one.groupsId, () => this.ingressOf(source, address));
    const key = `${egress.id}|${ingress.id}|${border.id}`;
    const known = this.answers.get(key);
    if (known !== undefined) return known;
    const answer = this.combine(egress, ingress, border);
    this.answers.set(key, answer);
    return answer;
  }

  private combine(
    egress: Words<LayerVerdict>,
    ingress: Words<LayerVerdict>,
    border: Words<Border>,
  ): Answer {
    return familyAnswer(
      border.places.flatMap((place, index) => {
        const out = egress.places[index];
        const into = ingress.places[index];
        if (out === undefined || into === undefined) return [];
        const layers = {
          ...place.layers,
          ...place.routes,
          'source-group': out,
          'store-group': into,
        };
        return [{ ...conclude(layers), returnPorts: place.returnPorts }];
      }),
      this.target,
    );
  }

  private named<T>(kind: string, places: readonly T[], text: string): Words<T> {
    const key = `${kind}|${text}`;
    const id = this.wordIds.get(key) ?? this.wordIds.size;
    this.wordIds.set(key, id);
    return { id, places };
  }

  /** One address for each place, or null where this source could tell parts of a place apart. */
  private spots(source: Source): readonly Spot[] | null {
    const spots: Spot[] = [];
    for (const place of this.places) {
      const spot = soleSpot(this.network, source, this.target, place, this.family);
      if (spot === null) return null;
      spots.push(spot);
    }
    return spots;
  }

  private egressOf(source: Source): Words<LayerVerdict> | null {
    // NACLs and routes are the border's business: ask only what the groups tell apart.
    const words = this.spots({ ...source, subnetId: null })?.map((spot, index) =>
      groupLayer(this.network, source.groups, 'egress', this.target, {
        address: spot,
        groups: this.target.groups,
        references: this.referencesTo(source, index),
      }),
    );
    return words === undefined ? null : this.named('egress', words, JSON.stringify(words));
  }

  private ingressOf(source: Source, address: IpAddress): Words<LayerVerdict> {
    const words = this.places.map((_place, index) =>
      groupLayer(this.network, this.target.groups, 'ingress', this.target, {
        address,
        groups: source.groups,
        references: this.referencesTo(source, index),
      }),
    );
    return this.named('ingress', words, JSON.stringify(words));
  }

  private borderOf(source: Source, address: IpAddress): Words<Border> | null {
    const spots = this.spots({ ...source, groups: 'identity-unknown' });
    if (spots === null) return null;
    const words = this.places.flatMap((place, index) => {
      const spot = spots[index];
      if (spot === undefined) return [];
      const border = borderLayers(this.network, source, address, this.target, place, spot);
      return [{ ...border, ...routeLayers(this.network, source, address, place, spot) }];
    });
    const texts = words.map((one) =>
      JSON.stringify([one.layers, one.routes, one.returnPorts.toString()]),
    );
    return this.named('border', words, texts.join());
  }

  private referencesTo(source: Source, index: number): References {
    return referencesBetween(this.network, source.vpcId, this.places[index]?.vpcId ?? source.vpcId);
  }
}

function admissionOf(network: Network, target: Target): Admission {
  const prefixes: Prefix[] = [];
  const groups = new Set<GroupId>();
  let isOpenEnded = target.groups.length === 0 || target.uncertain.length > 0;
  for (const id of target.groups) {
    const facts = network.groups.get(id);
    if (!facts?.complete) isOpenEnded = true;
    for (const rule of facts?.ingress ?? []) {
      if (!ruleServes(rule, target) || isStale(rule)) continue;
      if (rule.peer.kind === 'group') groups.add(rule.peer.groupId);
      else if (rule.peer.kind === 'cidr') prefixes.push(rule.peer.prefix);
      else {
        const list = network.prefixLists.get(rule.peer.id);
        if (!list?.complete) isOpenEnded = true;
        prefixes.push(...(list?.prefixes ?? []));
      }
    }
  }
  return { admitted: IpSet.fromPrefixes(prefixes), groups, isOpenEnded };
}
