/** A runner that knows AWS Secrets Manager on loopback, and nothing else of AWS. */
import process from 'node:process';
import { settingsSchema } from '../../../src/config/settings.ts';
import { type ReadSecret, secretReader } from '../../../src/secrets/reader.ts';
import { scratchFolder } from '../scratch-folder.ts';
import { type SecretsManager, secretsManager } from '../secrets-manager.ts';
import type { Stored } from './shelf.ts';

export const REGION = 'eu-central-1';
export const ROLE = 'arn:aws:iam::111122223333:role/phoenix';
const nowhere = scratchFolder('no-aws-home');

export interface AwsWorld {
  readonly service: SecretsManager;
  /** Another run each time. */
  readonly reader: (settings?: object) => ReadSecret;
}

/** Nothing of this machine says who we are: no profile, no instance, no proxy. */
export async function inAws(
  work: (world: AwsWorld) => Promise<void>,
  more: NodeJS.ProcessEnv = {},
): Promise<void> {
  const service = await secretsManager();
  const before = process.env;
  const { accessKeyId, secretAccessKey } = service.key();
  process.env = {
    PATH: before['PATH'],
    HOME: nowhere,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_ENDPOINT_URL_SECRETS_MANAGER: service.url,
    AWS_ENDPOINT_URL_STS: service.url,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    ...more,
  };
  try {
    const reader = (settings: object = {}) => {
      const { secrets } = settingsSchema.parse({ name: 'lab', nodes: {}, secrets: { aws: settings } });
      return secretReader({ settings: secrets, kept: new Map(), say: () => {} });
    };
    await work({ service, reader });
  } finally {
    process.env = before;
    await service.close();
  }
}

/** As if only those of Actions were there. */
export const inActions = ({ url, identity }: SecretsManager): void => {
  delete process.env['AWS_ACCESS_KEY_ID'];
  process.env['GITHUB_ACTIONS'] = 'true';
  process.env['GITHUB_RUN_ID'] = '4711';
  process.env['ACTIONS_ID_TOKEN_REQUEST_URL'] = `${url}/token?api-version=2.0`;
  process.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] = identity.requestToken;
};

export function put(
  { shelf }: SecretsManager,
  name: string,
  text: string,
  more: Partial<Stored> = {},
): Stored {
  const id = '11111111-1111-4111-8111-111111111111';
  const stored = { name, region: REGION, versions: [{ id, stages: ['AWSCURRENT'], text }], ...more };
  shelf.stored.push(stored);
  return stored;
}

/** `app/0` and so on. */
export const references = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `\${secret:aws:app/${i}}`);
