import { fromIni } from '@aws-sdk/credential-providers';

export interface AwsOptions {
  readonly region: string;
  /** A profile of the shared configuration; null for the default chain. */
  readonly profile: string | null;
}

/** What every client is made with: patient where the API asks for it, and telling who calls. */
export const clientOptions = ({ region, profile }: AwsOptions) => ({
  region,
  retryMode: 'adaptive',
  maxAttempts: 6,
  customUserAgent: 'podfence',
  ...(profile === null ? {} : { profile, credentials: fromIni({ profile }) }),
});
