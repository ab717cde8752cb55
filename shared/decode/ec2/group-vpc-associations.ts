import {
  type GroupVpcAssociation,
  type SecurityGroup,
  toAccountId,
  toGroupId,
  toVpcId,
} from '../../core/model/index.ts';
import { KEEP } from '../fields.ts';
import { defineListing, namedBy } from '../listing-spec.ts';
import { idOrNull, objectOf, requireId, requireText, textOrNull, textToShow } from '../raw.ts';
import { TAG_FIELDS, tagsAt } from './tags.ts';

export const groupVpcAssociations = defineListing<GroupVpcAssociation>({
  file: 'ec2/describe-security-group-vpc-associations',
  command: 'aws ec2 describe-security-group-vpc-associations',
  key: 'SecurityGroupVpcAssociations',
  effect: 'Whether a group of another VPC can be worn in this one is not known.',
  fields: { GroupId: KEEP, VpcId: KEEP, State: KEEP },
  nameOf: namedBy('GroupId'),
  keyOf: (item) => `${item.groupId} ${item.vpcId}`,
  decode: (value) => {
    const raw = objectOf(value, 'the association');
    return {
      groupId: requireId(raw, 'GroupId', toGroupId),
      vpcId: requireId(raw, 'VpcId', toVpcId),
      state: requireText(raw, 'State'),
    };
  },
});

/**
 * Which groups can be worn in one VPC, those shared by another account included: DescribeSecurityGroups need not show
 * them, and neither call shows their rules.
 */
export const groupsForVpc = defineListing<SecurityGroup>({
  file: 'ec2/get-security-groups-for-vpc',
  argument: '<vpc-id>',
  command: 'aws ec2 get-security-groups-for-vpc --vpc-id <vpc-id>',
  key: 'SecurityGroupForVpcs',
  effect: 'Whether a group that another account shares can be worn is not known.',
  fields: {
    GroupId: KEEP,
    PrimaryVpcId: KEEP,
    OwnerId: KEEP,
    GroupName: KEEP,
    Description: KEEP,
    Tags: TAG_FIELDS,
  },
  nameOf: namedBy('GroupId'),
  keyOf: (group) => group.id,
  decode: (value, context) => {
    const raw = objectOf(value, 'the group');
    return {
      id: requireId(raw, 'GroupId', toGroupId),
      vpcId: context.intern.textOrNull(idOrNull(raw, 'PrimaryVpcId', toVpcId)),
      ownerId: context.intern.textOrNull(idOrNull(raw, 'OwnerId', toAccountId)),
      name: textOrNull(raw, 'GroupName'),
      description: textToShow(raw, 'Description'),
      tags: tagsAt(raw, 'Tags', context),
      rulesKnown: false,
    };
  },
});
