import type { DoorView, StoreView } from '../../estate/index.ts';

/** The doors of a store, and those of the proxies in front of it. */
export const doorsBehind = ({
  doors,
  proxies,
}: Pick<StoreView, 'doors' | 'proxies'>): readonly DoorView[] => [
  ...doors,
  ...proxies.flatMap(({ endpoints }) => endpoints.flatMap((endpoint) => endpoint.doors)),
];
