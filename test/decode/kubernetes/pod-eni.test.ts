import { describe, expect, it } from '@jest/globals';
import { formatAddress } from '../../../shared/core/net/index.ts';
import { decodePodEni } from '../../../shared/decode/kubernetes/pod-eni.ts';

const NAME = 'vpc.amazonaws.com/pod-eni';
const annotation = (value: unknown) => decodePodEni({ annotations: { [NAME]: value } });
const entriesOf = (value: unknown) => {
  const read = annotation(typeof value === 'string' ? value : JSON.stringify(value));
  if (read.state !== 'present') throw new Error(JSON.stringify(read));
  return read.entries;
};

describe('the pod-eni annotation', () => {
  it('reads what the controller writes for an IPv4 cluster: empty text is nothing', () => {
    const [entry] = entriesOf([
      {
        eniId: 'eni-1',
        ifAddress: '02:00:00:00:00:01',
        privateIp: '10.0.1.20',
        ipv6Addr: '',
        vlanId: 3,
        subnetCidr: '10.0.1.0/24',
        subnetV6Cidr: '',
        associationID: 'trunk-assoc-1',
      },
    ]);
    expect({ ...entry, addresses: entry.addresses.map(formatAddress) }).toEqual({
      eniId: 'eni-1',
      mac: '02:00:00:00:00:01',
      addresses: ['10.0.1.20'],
      vlanId: 3,
      subnetCidr: '10.0.1.0/24',
      associationId: 'trunk-assoc-1',
    });
  });

  it('reads an IPv6 cluster and an old controller', () => {
    const [v6] = entriesOf([
      { eniId: 'eni-1', ipv6Addr: '2001:db8::5', privateIp: '', subnetV6Cidr: '2001:db8::/64' },
    ]);
    expect(v6.addresses.map(formatAddress)).toEqual(['2001:db8::5']);
    expect(v6.subnetCidr).toBe('2001:db8::/64');
    const [old] = entriesOf([{ eniId: 'eni-1', privateIp: '10.0.1.20' }]);
    expect(old).toMatchObject({ vlanId: null, mac: null, associationId: null, subnetCidr: null });
  });

  it('takes member names in any case, and of several the last one, as Go does', () => {
    const [entry] = entriesOf(
      '[{"ENIID":"eni-1","eniid":"eni-2","VlanID":4,"AssociationId":"a","ſubnetCidr":"10.0.0.0/8"}]',
    );
    expect(entry).toMatchObject({
      eniId: 'eni-2',
      vlanId: 4,
      associationId: 'a',
      subnetCidr: '10.0.0.0/8',
    });
  });

  it('tolerates members that it does not know, __proto__ among them', () => {
    const [entry] = entriesOf(
      '[{"eniId":"eni-1","prefix":"10.0.0.0/28","__proto__":{"vlanId":9}}]',
    );
    expect(entry.vlanId).toBeNull();
  });

  it('leaves a field alone where the value is null', () => {
    const [entry] = entriesOf('[{"vlanId":4,"vlanID":null,"eniId":"eni-1"}]');
    expect(entry.vlanId).toBe(4);
  });

  it('keeps later entries, and leaves out one of them that is unreadable', () => {
    expect(
      entriesOf([{ eniId: 'eni-1' }, { eniId: 7 }, { eniId: 'eni-3' }]).map(({ eniId }) => eniId),
    ).toEqual(['eni-1', 'eni-3']);
  });

  it.each([
    ['', 'is not JSON'],
    ['{"eniId":"eni-1"}', 'is not a JSON array'],
    ['null', 'is not a JSON array'],
    ['[]', 'lists no interface'],
    ['[7]', 'the entry is number, not an object'],
    ['[{}]', 'eniId is missing'],
    ['[{"eniId":""}]', 'eniId is empty'],
    ['[{"eniId":["eni-1"]}]', 'eniId is an array, not text'],
    ['[{"eniId":"eni-1","privateIp":"10.0.1"}]', 'privateIp is not an address: 10.0.1'],
    ['[{"eniId":"eni-1","vlanId":"x"}]', 'vlanId is string, not a whole number'],
    [`[${' '.repeat(70_000)}]`, 'is longer than 65536 characters'],
    [7, 'is not text'],
  ])('says that %j is malformed', (text, detail) => {
    const read = annotation(text);
    expect(read.state).toBe('malformed');
    expect(read.state === 'malformed' && read.detail).toContain(detail);
  });

  it('is absent without the annotation, which only an own member can be', () => {
    expect(decodePodEni({}).state).toBe('absent');
    expect(decodePodEni({ annotations: null }).state).toBe('absent');
    expect(decodePodEni({ annotations: Object.create({ [NAME]: '[]' }) as object }).state).toBe(
      'absent',
    );
  });
});
