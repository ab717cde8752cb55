import { describe, expect, it } from '@jest/globals';
import { folderOf, pathOf, placeOf, ROOT, standsAboveScopes } from '../../shared/decode/layout.ts';

const shown = (path: string) => {
  const place = placeOf(path);
  return place && [place.scope.prefix, place.cluster, place.file];
};
const NESTED = 'accounts/111122223333/us-west-2/';

describe('the layout of a snapshot', () => {
  it.each([
    ['ec2/describe-vpcs.json', ['', '', 'ec2/describe-vpcs']],
    ['k8s/pods.yaml', ['', '', 'k8s/pods']],
    ['k8s/pods.yml', ['', '', 'k8s/pods']],
    ['snapshot.json', ['', '', 'snapshot']],
    ['clusters/lab/k8s/pods.json', ['', 'lab', 'k8s/pods']],
    ['clusters/lab/snapshot.json', ['', 'lab', 'snapshot']],
    [`${NESTED}rds/describe-db-instances.json`, [NESTED, '', 'rds/describe-db-instances']],
    [`${NESTED}clusters/lab/eks/describe-cluster.json`, [NESTED, 'lab', 'eks/describe-cluster']],
    [`${NESTED}snapshot.json`, [NESTED, '', 'snapshot']],
    ['ec2/sub/describe-vpcs.json', ['', '', 'ec2/sub/describe-vpcs']],
    ['ec2/describe-vpcs.txt', null],
    ['docs/describe-vpcs.json', null],
    ['readme.json', null],
    ['accounts/111122223333/ec2/describe-vpcs.json', null],
  ])('places %s at %j', (path, place) => {
    expect(shown(path)).toEqual(place);
  });

  it('takes account and region from the names of folders', () => {
    expect(placeOf(`${NESTED}ec2/describe-vpcs.json`)?.scope).toMatchObject({
      accountId: '111122223333',
      region: 'us-west-2',
    });
    expect(placeOf('ec2/describe-vpcs.json')?.scope).toBe(ROOT);
  });

  it.each([
    ['ec2', ['', '', 'ec2']],
    ['clusters', ['', '', null]],
    ['clusters/lab', ['', 'lab', null]],
    ['clusters/lab/k8s', ['', 'lab', 'k8s']],
    ['accounts/111122223333/us-west-2', [NESTED, '', null]],
    [`${NESTED}rds`, [NESTED, '', 'rds']],
    ['docs', null],
    ['accounts/111122223333', null],
    ['', null],
  ])('knows which part of a snapshot the folder %j holds', (path, expected) => {
    const place = folderOf(path);
    expect(place && [place.scope.prefix, place.cluster, place.service]).toEqual(expected);
  });

  it.each([
    ['', true],
    ['accounts', true],
    ['accounts/111122223333', true],
    ['accounts/111122223333/us-west-2', false],
    ['ec2', false],
  ])('asks whether %j may hold scopes that nothing names: %j', (path, expected) => {
    expect(standsAboveScopes(path)).toBe(expected);
  });

  it('names the file of a place', () => {
    const place = placeOf(`${NESTED}clusters/lab/k8s/pods.yaml`);
    expect(place && pathOf(place.scope, place.cluster, place.file)).toBe(
      `${NESTED}clusters/lab/k8s/pods.json`,
    );
  });
});
