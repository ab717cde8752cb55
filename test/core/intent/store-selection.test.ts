import { describe, expect, it } from '@jest/globals';
import {
  documentsAt,
  documentsFor,
  nonPodOf,
  type SelectableStore,
  selectsStore,
} from '../../../shared/core/intent/index.ts';
import type { StoreSelector } from '../../../shared/core/model/index.ts';
import { address, databaseArn } from '../../support/identifiers.ts';
import {
  aLabelSelector,
  anIntent,
  byArn,
  byTags,
  endOfDayIn,
  nonPod,
} from '../../support/intents.ts';
import { labels } from '../../support/kubernetes.ts';
import { NOW } from '../../support/times.ts';

const aStore = (tags: Record<string, string> = {}, tagsSeen = true): SelectableStore => ({
  arn: databaseArn('orders'),
  tags: labels(tags),
  tagsSeen,
});

const selects = (stores: readonly StoreSelector[], store: SelectableStore): string =>
  selectsStore(anIntent({ stores }), store);

describe('a document selects a store', () => {
  it('by its ARN, in which * stands for any text', () => {
    expect(selects([byArn(databaseArn('orders'))], aStore())).toBe('yes');
    expect(selects([byArn('arn:aws:rds:*:db:or*')], aStore())).toBe('yes');
    expect(selects([byArn(databaseArn('order'))], aStore())).toBe('no');
  });

  it('by its tags, which are freer text than labels', () => {
    const store = aStore({ 'data class': 'top secret: yes', team: 'a' });
    expect(selects([byTags({ 'data class': 'top secret: yes' })], store)).toBe('yes');
    expect(selects([byTags({ 'data class': 'public' })], store)).toBe('no');
    expect(selects([byTags({}, ['team', 'In', 'a', 'b'])], store)).toBe('yes');
    expect(selects([byTags({}, ['team', 'NotIn', 'a'])], store)).toBe('no');
    expect(selects([byTags({}, ['owner', 'NotIn', 'a'])], store)).toBe('yes');
    expect(selects([byTags({}, ['team', 'Exists'])], store)).toBe('yes');
    expect(selects([byTags({}, ['team', 'DoesNotExist'])], store)).toBe('no');
  });

  it('if everything in any of its entries holds', () => {
    const tagSelector = aLabelSelector({ team: 'a' });
    const both = { arn: databaseArn('orders'), tagSelector };
    expect(selects([both], aStore({ team: 'a' }))).toBe('yes');
    expect(selects([both], aStore({ team: 'b' }))).toBe('no');
    expect(selects([{ ...both, arn: databaseArn('other') }], aStore({ team: 'a' }))).toBe('no');
    expect(selects([byTags({ team: 'x' }), byTags({ team: 'a' })], aStore({ team: 'a' }))).toBe(
      'yes',
    );
    expect(selects([{ arn: null, tagSelector: null }], aStore())).toBe('no');
  });

  it('perhaps, where its tags were not seen', () => {
    const unseen = aStore({}, false);
    expect(selects([byTags({ team: 'a' })], unseen)).toBe('maybe');
    expect(selects([byTags({}, ['team', 'DoesNotExist'])], unseen)).toBe('maybe');
    expect(selects([byTags({ team: 'a' }), byArn('*')], unseen)).toBe('yes');
    expect(selects([byTags({})], unseen)).toBe('yes');
    const elsewhere = { arn: databaseArn('other'), tagSelector: aLabelSelector({ team: 'a' }) };
    expect(selects([elsewhere], unseen)).toBe('no');
  });

  it('never by a term that means nothing', () => {
    const store = aStore({ team: 'a' });
    expect(selects([byTags({}, ['team', 'in', 'a'])], store)).toBe('no');
    expect(selects([byTags({}, ['team', 'In'])], store)).toBe('no');
    expect(selects([byTags({}, ['team', 'Exists', 'a'])], store)).toBe('no');
  });
});

describe('the documents for a store', () => {
  const always = anIntent({ name: 'always' });
  const ended = anIntent({ name: 'ended', expiresAt: endOfDayIn(-1) });
  const lastDay = anIntent({ name: 'last-day', expiresAt: endOfDayIn(0) });
  const tagged = anIntent({ name: 'tagged', stores: [byTags({ team: 'a' })] });
  const other = anIntent({ name: 'other', stores: [byArn(databaseArn('other'))] });
  const intents = [always, ended, lastDay, tagged, other];

  it('are those that select it, in their order, and apart those that may', () => {
    expect(documentsFor(intents, aStore({}, false))).toEqual({
      certain: [always, ended, lastDay],
      possible: [tagged],
    });
    expect(documentsFor(intents, aStore({ team: 'a' })).certain).toEqual([
      always,
      ended,
      lastDay,
      tagged,
    ]);
  });

  it('without those that have expired, if a time is given; the last day still counts', () => {
    expect(documentsFor(intents, aStore({}, false), NOW)).toEqual({
      certain: [always, lastDay],
      possible: [tagged],
    });
  });

  it('at a port are those that name it, or no port', () => {
    const mysql = anIntent({ name: 'mysql', ports: [3306, 3307] });
    const found = documentsFor([mysql, always], aStore());
    expect(documentsAt(found, 3306).certain).toEqual([mysql, always]);
    expect(documentsAt(found, 5432).certain).toEqual([always]);
  });
});

describe('declared clients that are no pods', () => {
  const bastion = anIntent({ nonPod: [nonPod(['sg-bastion'], ['10.9.0.0/24'])] });

  it('are those of enforced documents that have not expired', () => {
    const all = [
      bastion,
      anIntent({ nonPod: [nonPod(['sg-watched'])], mode: 'observe' }),
      anIntent({ nonPod: [nonPod(['sg-past'])], expiresAt: endOfDayIn(-1) }),
      anIntent({ nonPod: [nonPod(['sg-port'])], ports: [5432] }),
    ];
    const { certain, possible } = nonPodOf(all, aStore(), { now: NOW, port: 3306 });
    expect([...certain.groups]).toEqual(['sg-bastion']);
    expect(certain.addresses.has(address('10.9.0.7'))).toBe(true);
    expect(certain.addresses.has(address('10.9.1.7'))).toBe(false);
    expect([...possible.groups]).toEqual([]);
    const anyPort = nonPodOf(all, aStore(), { now: NOW });
    expect([...anyPort.certain.groups]).toEqual(['sg-bastion', 'sg-port']);
  });

  it('are only possible where it is not sure that the document selects the store', () => {
    const tagged = { ...bastion, stores: [byTags({ team: 'a' })] };
    const { certain, possible } = nonPodOf([tagged], aStore({}, false), { now: NOW });
    expect([...certain.groups]).toEqual([]);
    expect([...possible.groups]).toEqual(['sg-bastion']);
  });
});
