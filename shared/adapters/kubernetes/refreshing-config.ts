import type { KubeConfig } from '@kubernetes/client-node';

/** A configuration that may have to be made anew: tokens end. */
export type ConfigSource = () => Promise<KubeConfig>;

/** Made anew before what it holds is older than `maxAgeMs`. */
export function refreshing(make: ConfigSource, maxAgeMs: number, now: () => number): ConfigSource {
  let known: { readonly config: Promise<KubeConfig>; readonly at: number } | null = null;
  return () => {
    if (known === null || now() - known.at >= maxAgeMs) known = { config: make(), at: now() };
    return known.config;
  };
}
