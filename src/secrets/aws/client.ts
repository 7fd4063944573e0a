/** Connections to AWS Secrets Manager, one for each region that secrets are in. */
import process from 'node:process';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PhoenixError } from '../../errors.ts';
import type { SecretContext } from '../provider.ts';
import { credentialsOf } from './credentials.ts';

type AwsSettings = SecretContext['settings']['aws'];

/** With the SDK's back-off, about 10 s in all where a quota is used up. */
const ATTEMPTS = 6;
const TIMEOUTS = { connectionTimeout: 5_000, requestTimeout: 20_000, throwOnRequestTimeout: true } as const;

export interface Connection {
  readonly client: SecretsManagerClient;
  readonly region: string;
}

/**
 * Gives the connection to a region; null: the one of the settings, or of the runner.
 * @throws PhoenixError `REFUSED` for settings that nobody should connect with
 */
export function connections(settings: AwsSettings): (region: string | null) => Promise<Connection> {
  // Of the SDK itself, and nothing that its reader can act on: that it will leave Node 20 behind.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const ownRegion = settings.region ?? process.env['AWS_REGION'] ?? process.env['AWS_DEFAULT_REGION'];
  const endpoint = endpointOf(settings);
  const credentials = credentialsOf(settings.role);
  const connect = async (region: string | undefined): Promise<Connection> => {
    const client = new SecretsManagerClient({
      ...(region && { region }),
      // An endpoint is that of one region: what is in others is reached as the SDK does.
      ...(endpoint && region === ownRegion && { endpoint }),
      ...(credentials && { credentials }),
      // Otherwise AWS_MAX_ATTEMPTS says it.
      ...(process.env['AWS_MAX_ATTEMPTS'] ? {} : { maxAttempts: ATTEMPTS }),
      requestHandler: TIMEOUTS,
    });
    return { client, region: await regionOf(client) };
  };
  const known = new Map<string | undefined, Promise<Connection>>();
  return (other) => {
    const region = other ?? ownRegion;
    const connection = known.get(region) ?? connect(region);
    known.set(region, connection);
    return connection;
  };
}

/** From a profile of ~/.aws/config too. */
async function regionOf(client: SecretsManagerClient): Promise<string> {
  try {
    return await client.config.region();
  } catch {
    throw new PhoenixError('REFUSED', 'nobody says which region of AWS the secrets are in', {
      hint: 'Set secrets.aws.region in phoenix.json, or AWS_REGION where Phoenix runs.',
    });
  }
}

function endpointOf({ endpoint }: AwsSettings): string | undefined {
  if (endpoint === undefined) return undefined;
  const { protocol, hostname } = new URL(endpoint);
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  if (protocol === 'https:' || isHere) return endpoint;
  throw new PhoenixError('REFUSED', `secrets would travel in the clear from ${endpoint}`, {
    hint: 'Write https:// in secrets.aws.endpoint of phoenix.json.',
  });
}
