import type { GroupId } from '../../model/index.ts';

const GROUP_ID = /^sg-[0-9a-f]{8}([0-9a-f]{9})?$/;

/** EC2 has given ids of 8 and, since 2018, of 17 hexadecimal digits. */
export const isWellFormed = (id: GroupId): boolean => GROUP_ID.test(id);
