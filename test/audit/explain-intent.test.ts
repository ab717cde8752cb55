import { describe, expect, it } from '@jest/globals';
import { explainPair } from '../../shared/audit/index.ts';
import { computeAccess } from '../../shared/core/access/index.ts';
import { compileEstate } from '../../shared/core/estate/index.ts';
import type { DataStoreAccess, Snapshot } from '../../shared/core/model/index.ts';
import { renderExplanation } from '../../shared/core/render/index.ts';
import { aLabelSelector, allowPods, anIntent, byTags, endOfDayIn } from '../support/intents.ts';
import { aBranchPod, aLab, type LabParts } from '../support/lab.ts';
import { anIngress } from '../support/network.ts';
import { lost } from '../support/snapshot.ts';
import { aDatabase } from '../support/stores.ts';
import { NOW } from '../support/times.ts';
import { aProxyLab } from './asked.ts';

const WEB = aBranchPod({ name: 'web-1' });

function explain(intents: readonly DataStoreAccess[], snapshot: Snapshot = lab()) {
  const estate = compileEstate(snapshot, { now: NOW, intents });
  const pod = { cluster: null, namespace: 'shop', name: 'web-1' };
  return explainPair(estate, computeAccess(estate), { pod, store: 'orders', port: null });
}

const lab = (parts: LabParts = {}): Snapshot => aLab({ branchPods: [WEB], ...parts });

const sayings = (intents: readonly DataStoreAccess[], snapshot?: Snapshot) =>
  explain(intents, snapshot).document.documents.map(
    ({ name, mode, inForce, allows }) => `${name} ${mode} ${inForce} ${allows}`,
  );

describe('the explanation of a pair that documents are about', () => {
  it('has what each of them says', () => {
    const intents = [
      anIntent({ name: 'a', place: { file: 'x/a.yaml', line: 7 } }),
      anIntent({ name: 'b', allow: [] }),
      anIntent({ name: 'c', expiresAt: endOfDayIn(-1) }),
      anIntent({ name: 'd', mode: 'observe', allow: [allowPods({ app: 'other' })] }),
      anIntent({ name: 'e', ports: [1] }),
      anIntent({ name: 'f', stores: [byTags({ team: 'x' })] }),
    ];
    expect(sayings(intents)).toEqual([
      'a enforce true yes',
      'b enforce true no',
      'c enforce false no',
      'd observe true no',
    ]);
    const { document, unknown } = explain(intents);
    expect([document.intended, unknown]).toEqual([true, false]);
    expect(document.documents[0]?.source).toBe('x/a.yaml:7');
    const table = [...renderExplanation(document, { width: null, colour: false })].join('');
    expect(table).toMatch(/c +does not allow it +enforce, expired +intents\.yaml:1\n/u);
  });

  it('has none where none is about the door', () => {
    expect(sayings([])).toEqual([]);
    expect(sayings([anIntent({ ports: [1] })])).toEqual([]);
  });

  it('says what is open', () => {
    const byNamespace = anIntent({
      name: 'a',
      allow: [
        {
          namespaceSelector: aLabelSelector({ env: 'prod' }),
          podSelector: null,
          serviceAccountSelector: null,
        },
      ],
    });
    const unseen = lab({ cluster: { namespaces: lost('k8s/namespaces.json') } });
    expect(sayings([byNamespace], unseen)).toEqual(['a enforce true maybe']);
    expect(explain([byNamespace], unseen).unknown).toBe(true);
    const byTag = anIntent({ name: 'b', stores: [byTags({ team: 'x' })] });
    const untagged = lab({ databases: [{ ...aDatabase(), tags: null }] });
    expect(sayings([byTag], untagged)).toEqual(['b enforce true maybe']);
    // Its policies mean it, and so does the document if it is about the store.
    expect(explain([byTag], untagged).document.intended).toBe(true);
  });

  it('is about the path that is shown', () => {
    const rules = [anIngress('sg-db', 'sg-proxy'), anIngress('sg-proxy', 'sg-pods')];
    const proxied = aProxyLab({ branchPods: [WEB], rules });
    const { document } = explain([anIntent({ name: 'a', via: ['direct'] })], proxied);
    expect([document.path, document.intended, document.documents[0]?.allows]).toEqual([
      'rds-proxy',
      false,
      'no',
    ]);
    expect(explain([anIntent({ via: ['rds-proxy'] })], proxied).document.intended).toBe(true);
  });
});
