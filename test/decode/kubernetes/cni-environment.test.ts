import { describe, expect, it } from '@jest/globals';
import { decodeCniEnvironment } from '../../../shared/decode/kubernetes/cni-environment.ts';

const node = (container: object, init?: object) =>
  decodeCniEnvironment({
    containers: [{ name: 'aws-node', ...container }],
    ...(init === undefined ? {} : { initContainers: [{ name: 'aws-vpc-cni-init', ...init }] }),
  });
const variable = (entry: object) => node({ env: [{ name: 'X', ...entry }] })?.node.get('X');

describe('the environment of the VPC CNI', () => {
  it.each([
    [{ value: 'true' }, { kind: 'literal', value: 'true' }],
    [{}, { kind: 'literal', value: '' }],
    [
      { valueFrom: { configMapKeyRef: { name: 'cfg', key: 'mode' } } },
      { kind: 'config-map', name: 'cfg', key: 'mode' },
    ],
    [
      { valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
      { kind: 'unresolvable', detail: 'a value from secretKeyRef' },
    ],
    [
      { valueFrom: { configMapKeyRef: { key: 'mode' } } },
      { kind: 'unresolvable', detail: 'a value from configMapKeyRef' },
    ],
    [{ valueFrom: 'x' }, { kind: 'unresolvable', detail: 'a value from nowhere' }],
    [
      { value: '$(OTHER)' },
      { kind: 'unresolvable', detail: 'a value that refers to another variable' },
    ],
    [{ value: true }, { kind: 'unresolvable', detail: 'a value that is not text' }],
  ])('reads %j as %j', (entry, expected) => {
    expect(variable(entry)).toEqual(expected);
  });

  it('takes the last of a repeated variable', () => {
    const env = [
      { name: 'X', value: 'a' },
      { name: 'X', value: 'b' },
    ];
    expect(node({ env })?.node.get('X')).toEqual({ kind: 'literal', value: 'b' });
  });

  it.each([
    [{ envFrom: [{ configMapRef: { name: 'x' } }] }, undefined],
    [{ envFrom: 'x' }, undefined],
    [{ env: {} }, undefined],
    [{ env: [{ value: 'nameless' }] }, undefined],
    [{}, { envFrom: [{ secretRef: { name: 'x' } }] }],
  ])('is opaque where variables may be set that are not listed: %j %j', (container, init) => {
    expect(node(container, init)?.opaque).toBe(true);
  });

  it('is not opaque where everything is listed, be it nothing', () => {
    expect(node({ envFrom: [] }, { env: null })).toEqual({
      node: new Map(),
      init: new Map(),
      opaque: false,
    });
  });

  it('is null for pods that have no such container', () => {
    expect(decodeCniEnvironment({ containers: [{ name: 'app' }] })).toBeNull();
    expect(decodeCniEnvironment({})).toBeNull();
  });
});
