import { describe, expect, it } from '@jest/globals';
import { compileEstate } from '../../../shared/core/estate/index.ts';
import type { DataStoreAccess, Snapshot } from '../../../shared/core/model/index.ts';
import { clusterArn, databaseArn } from '../../support/identifiers.ts';
import { allowPods, anIntent, byArn, byTags } from '../../support/intents.ts';
import { aNodePod, aLab } from '../../support/lab.ts';
import { lost, truncated } from '../../support/snapshot.ts';
import { aDatabase } from '../../support/stores.ts';
import { NOW } from '../../support/times.ts';

function viewOf(intent: DataStoreAccess, snapshot: Snapshot = aLab()) {
  const [view] = compileEstate(snapshot, { now: NOW, intents: [intent] }).documents;
  return {
    stores: view?.stores.map(({ store }) => store.name),
    isWhole: view?.isWhole,
    idle: view?.idle,
  };
}

const GHOST = allowPods({ app: 'ghost' });
const NOWHERE = byArn(databaseArn('none'));

describe('a document in an estate', () => {
  it('has the stores that it selects, in their order', () => {
    const databases = ['c', 'a', 'b'].map((id) => aDatabase({ id }));
    const stores = [byArn(databaseArn('c')), byArn(databaseArn('a'))];
    expect(viewOf(anIntent({ stores }), aLab({ databases }))).toEqual({
      stores: ['a', 'c'],
      isWhole: true,
      idle: [],
    });
  });

  it('has parts that select nothing', () => {
    const intent = anIntent({
      stores: [byArn(databaseArn('orders')), NOWHERE],
      ports: [3306, 5432],
      allow: [allowPods({ app: 'web' }), GHOST],
    });
    expect(viewOf(intent)).toEqual({
      stores: ['orders'],
      isWhole: true,
      idle: ['spec.stores[1]', 'spec.ports[1]', 'spec.allow[1]'],
    });
  });

  it('says nothing of ports where it selects no store', () => {
    expect(viewOf(anIntent({ stores: [NOWHERE], ports: [1] })).idle).toEqual(['spec.stores[0]']);
  });

  it('says nothing is there only of what was seen', () => {
    const intent = anIntent({ stores: [NOWHERE], allow: [GHOST], ports: [1] });
    const stores = aLab({ scope: { dbClusters: lost('rds/describe-db-clusters.json') } });
    expect(viewOf(intent, stores)).toEqual({ stores: [], isWhole: false, idle: ['spec.allow[0]'] });
    const pods = aLab({ cluster: { pods: truncated([aNodePod()], 'k8s/pods.json') } });
    expect(viewOf(intent, pods)).toMatchObject({ idle: ['spec.stores[0]'] });
    const tags = aLab({ databases: [{ ...aDatabase(), tags: null }] });
    expect(viewOf(anIntent({ stores: [byTags({ team: 'a' })] }), tags)).toEqual({
      stores: [],
      isWhole: false,
      idle: [],
    });
  });

  it('says nothing of pods of clusters that are not here', () => {
    const elsewhere = anIntent({ cluster: clusterArn('other'), allow: [GHOST] });
    expect(viewOf(elsewhere)).toEqual({ stores: ['orders'], isWhole: false, idle: [] });
  });

  it('counts an entry that may select a pod', () => {
    const byAccount = anIntent({ allow: [allowPods(null, { account: { team: 'a' } })] });
    const unseen = aLab({ cluster: { serviceAccounts: lost('k8s/serviceaccounts.json') } });
    expect(viewOf(byAccount).idle).toEqual(['spec.allow[0]']);
    expect(viewOf(byAccount, unseen).idle).toEqual([]);
  });
});
