import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { MAX_ID_LENGTH } from '../../../shared/core/model/index.ts';
import { parseFargateGroups } from '../../../shared/core/policy/index.ts';

describe('the groups of a Fargate annotation', () => {
  it.each([
    ['one id', 'sg-1', ['sg-1']],
    ['several ids, sorted', 'sg-2,sg-1', ['sg-1', 'sg-2']],
    ['an id that is given twice', 'sg-1,sg-1', ['sg-1']],
    ['an empty text, which declares one empty id', '', ['']],
    ['an empty id among others', ',sg-1', ['', 'sg-1']],
    ['space that nobody takes away', 'sg-1, sg-2', [' sg-2', 'sg-1']],
  ])('are those of %s', (_, text, groups) => {
    expect(parseFargateGroups(text)).toEqual(groups);
  });

  it('are unreadable when a part is too long for an id', () => {
    expect(parseFargateGroups(`sg-1,${'x'.repeat(MAX_ID_LENGTH)}`)).not.toBeNull();
    expect(parseFargateGroups(`sg-1,${'x'.repeat(MAX_ID_LENGTH + 1)}`)).toBeNull();
  });

  it('are what the webhook joined', () => {
    const ids = fc.array(
      fc.string().filter((id) => !id.includes(',')),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(ids, (joined) => {
        expect(new Set(parseFargateGroups(joined.join(',')))).toEqual(new Set(joined));
      }),
    );
  });
});
