import type { IpAddress } from '../../shared/core/net/index.ts';
import { type UnknownReason, type VpcId } from '../../shared/core/model/index.ts';
import type { SubnetFacts } from '../../shared/core/reach/flow.ts';

export type Known = 'yes' | 'no' | 'unknown';
/** A destination address; null where it was not seen. */
export type Where = IpAddress | null;

/** What one layer says of one packet. Reasons are those of what could not be seen. */
export interface Said {
  readonly passes: Known;
  readonly reasons: readonly UnknownReason[];
  readonly rules: readonly string[];
}
export const said = (
  passes: Known,
  reasons: readonly UnknownReason[] = [],
  rules: readonly string[] = [],
): Said => ({ passes, reasons, rules });
export const YES = said('yes');
export const NO = said('no');
export const because = (...reasons: UnknownReason[]): Said => said('unknown', reasons);

/** One end of a packet's way. */
export interface End {
  readonly vpcId: VpcId;
  readonly subnet: SubnetFacts | undefined;
  readonly where: Where;
}
