import { request, type RequestOptions } from 'node:https';
import { request as plainRequest } from 'node:http';
import type { ConfigSource } from './refreshing-config.ts';

export interface ApiAnswer {
  readonly status: number;
  /** Seconds, where the server asks to wait. */
  readonly retryAfter: number | null;
  readonly body: string;
}

/** Asks the API server once. Rejects when it cannot be reached. */
export type ApiGet = (path: string) => Promise<ApiAnswer>;

/** No answer in this time: the server or the way to it is gone. */
const TIMEOUT_MS = 60_000;

/**
 * Reads by the connection of a kubeconfig: its server, its authorities, its credentials, exec plugins included. The
 * client's own lists are not used: they keep every object whole, and take several times as long.
 */
export function apiGetter(configure: ConfigSource): ApiGet {
  return async (path) => {
    const config = await configure();
    const server = config.getCurrentCluster()?.server;
    if (server === undefined) throw new Error('the kubeconfig names no server');
    const base = server.endsWith('/') ? server.slice(0, -1) : server;
    const options: RequestOptions = {
      headers: { accept: 'application/json' },
      timeout: TIMEOUT_MS,
    };
    await config.applyToHTTPSOptions(options);
    return ask(new URL(base + path), options);
  };
}

function ask(url: URL, options: RequestOptions): Promise<ApiAnswer> {
  // `kubectl proxy` listens without TLS; the connection settings are those of TLS.
  const isPlain = url.protocol === 'http:';
  const open = isPlain ? plainRequest : request;
  return new Promise((resolve, reject) => {
    const asking = open(url, isPlain ? { ...options, agent: undefined } : options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const seconds = Number(response.headers['retry-after']);
        resolve({
          status: response.statusCode ?? 0,
          retryAfter: Number.isFinite(seconds) ? seconds : null,
          body: Buffer.concat(chunks).toString('utf8'),
        });
      });
    });
    asking.on('timeout', () => asking.destroy(new Error(`no answer in ${TIMEOUT_MS / 1000} s`)));
    asking.on('error', reject);
    asking.end();
  });
}
