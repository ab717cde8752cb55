import { type Instance, toInstanceId, toVpcId } from '../../core/model/index.ts';
import { KEEP } from '../fields.ts';
import { defineListing, namedBy } from '../listing-spec.ts';
import {
  idOrNull,
  objectAt,
  objectOf,
  requireId,
  requireList,
  textOrNull,
  textToShow,
} from '../raw.ts';
import { TAG_FIELDS, tagsAt } from './tags.ts';

export const instances = defineListing<Instance>({
  file: 'ec2/describe-instances',
  command: 'aws ec2 describe-instances',
  key: 'Reservations',
  effect: 'Whether an interface belongs to a node that still runs is not known.',
  fields: {
    Instances: [
      {
        InstanceId: KEEP,
        VpcId: KEEP,
        State: { Name: KEEP },
        InstanceType: KEEP,
        PrivateDnsName: KEEP,
        Tags: TAG_FIELDS,
      },
    ],
  },
  expand: (reservation) => requireList(objectOf(reservation, 'the reservation'), 'Instances'),
  nameOf: namedBy('InstanceId'),
  keyOf: (instance) => instance.id,
  decode: (value, context) => {
    const raw = objectOf(value, 'the instance');
    return {
      id: requireId(raw, 'InstanceId', toInstanceId),
      vpcId: context.intern.textOrNull(idOrNull(raw, 'VpcId', toVpcId)),
      state: textOrNull(objectAt(raw, 'State'), 'Name'),
      instanceType: context.intern.textOrNull(textToShow(raw, 'InstanceType')),
      privateDnsName: textToShow(raw, 'PrivateDnsName'),
      tags: tagsAt(raw, 'Tags', context),
    };
  },
});
