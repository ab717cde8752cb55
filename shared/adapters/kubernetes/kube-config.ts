import { KubeConfig } from '@kubernetes/client-node';

/** A cluster's API server, and who asks. */
export interface DirectAccess {
  readonly name: string;
  readonly endpoint: string;
  /** PEM, base64. */
  readonly certificateAuthority: string;
  /** A bearer token: a secret. */
  readonly token: string;
}

/** Access without a kubeconfig: the endpoint and the authority that EKS names, and a token. TLS is always verified. */
export function directConfig({
  name,
  endpoint,
  certificateAuthority,
  token,
}: DirectAccess): KubeConfig {
  const config = new KubeConfig();
  config.loadFromOptions({
    clusters: [{ name, server: endpoint, caData: certificateAuthority, skipTLSVerify: false }],
    users: [{ name: 'podfence', token }],
    contexts: [{ name: 'podfence', cluster: name, user: 'podfence' }],
    currentContext: 'podfence',
  });
  return config;
}

/** A context that the kubeconfig does not have. */
export class UnknownContextError extends Error {
  override readonly name = 'UnknownContextError';
}

/** The person's own kubeconfig (`KUBECONFIG`, else `~/.kube/config`), with one of its contexts. */
export function contextConfig(context: string): KubeConfig {
  const config = new KubeConfig();
  config.loadFromDefault();
  if (!config.getContexts().some(({ name }) => name === context)) {
    const known = config.getContexts().map(({ name }) => name);
    throw new UnknownContextError(
      `the kubeconfig has no context ${context}; it has ${known.join(', ') || 'none'}`,
    );
  }
  config.setCurrentContext(context);
  return config;
}
