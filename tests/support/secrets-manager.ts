/**
 * AWS Secrets Manager on loopback: a server that speaks JSON 1.1 (https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html),
 * verifies who signed each request, and remembers all of it. Beside it, in the same server, AWS STS and GitHub's tokens for jobs.
 */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Credentials, identities, type Identity, type Reply } from './aws/identity.ts';
import { AwsError, emptyShelf, type Shelf } from './aws/shelf.ts';
import { claimOf, type SignedRequest, wrongWithSignature } from './aws/signature.ts';

interface Call {
  /** `GetSecretValue`, `AssumeRoleWithWebIdentity`, `token` of GitHub. */
  readonly action: string;
  readonly region: string | null;
  /** Everything that was sent. */
  readonly request: SignedRequest;
  readonly status: number;
}

export interface SecretsManager {
  readonly url: string;
  readonly shelf: Shelf;
  readonly identity: Identity;
  readonly calls: Call[];
  /** How often what was called, sorted: `BatchGetSecretValue 3`. */
  counts(): string[];
  /** Answered in turn before anything else is. */
  readonly faults: Reply[];
  /** A key that this service knows from now on. */
  key(more?: Partial<Credentials>): Credentials;
  /** Its holder is answered that it is too late. */
  readonly expired: Set<string>;
  close(): Promise<void>;
}

const TARGET = /^secretsmanager\.(\w+)$/;
const JSON_1_1 = 'application/x-amz-json-1.1';

/** As the service writes errors. */
export function awsFault(type: string, message: string, status = 400): Reply {
  return { status, type: JSON_1_1, body: JSON.stringify({ __type: type, Message: message }) };
}

async function requestOf(incoming: IncomingMessage): Promise<SignedRequest> {
  const body: Buffer[] = [];
  for await (const piece of incoming) body.push(piece as Buffer);
  const { method = '', url = '', headers } = incoming;
  return { method, url, headers, body: Buffer.concat(body).toString() };
}

export async function secretsManager(): Promise<SecretsManager> {
  const shelf = emptyShelf();
  const { identity, githubToken, assumeRole } = identities();
  const keys = new Map<string, Credentials>();
  const expired = new Set<string>();
  const faults: Reply[] = [];
  const calls: Call[] = [];

  const key = (more: Partial<Credentials> = {}): Credentials => {
    const made = {
      accessKeyId: `AKIA${randomBytes(8).toString('hex').toUpperCase()}`,
      secretAccessKey: randomBytes(30).toString('base64'),
      sessionToken: '',
      ...more,
    };
    keys.set(made.accessKeyId, made);
    return made;
  };

  /** @throws AwsError, those of "Common Errors" */
  const regionOf = (request: SignedRequest): { readonly region: string; readonly user: string } => {
    const claim = claimOf(request);
    if (!claim) throw new AwsError('MissingAuthenticationToken', 'Missing Authentication Token', 403);
    const known = keys.get(claim.accessKeyId);
    if (!known || (request.headers['x-amz-security-token'] ?? '') !== known.sessionToken) {
      throw new AwsError(
        'UnrecognizedClientException',
        'The security token included in the request is invalid.',
      );
    }
    if (expired.has(claim.accessKeyId)) {
      throw new AwsError('ExpiredTokenException', 'The security token included in the request is expired');
    }
    const wrong =
      claim.service === 'secretsmanager'
        ? wrongWithSignature(request, claim, known.secretAccessKey, Date.now())
        : 'another service';
    if (wrong) {
      const why = `The request signature we calculated does not match the signature you provided. (${wrong})`;
      throw new AwsError('InvalidSignatureException', why);
    }
    return {
      region: claim.region,
      user: `arn:aws:sts::111122223333:assumed-role/phoenix/${claim.accessKeyId}`,
    };
  };

  const secretsAnswer = (request: SignedRequest, action: string): Reply => {
    try {
      const { region, user } = regionOf(request);
      const fault = faults.shift();
      if (fault) return fault;
      const input: unknown = JSON.parse(request.body);
      if (request.method !== 'POST' || request.headers['content-type'] !== JSON_1_1) {
        throw new AwsError('SerializationException', 'not JSON 1.1');
      }
      switch (action) {
        case 'GetSecretValue':
          return {
            status: 200,
            type: JSON_1_1,
            body: JSON.stringify(shelf.get(region, input as object, user)),
          };
        case 'BatchGetSecretValue':
          return {
            status: 200,
            type: JSON_1_1,
            body: JSON.stringify(shelf.batch(region, input as object, user)),
          };
        default:
          throw new AwsError('UnknownOperationException', action, 404);
      }
    } catch (error) {
      if (error instanceof AwsError) return awsFault(error.type, error.message, error.status);
      throw error;
    }
  };

  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await requestOf(incoming);
    const url = new URL(request.url, 'http://host');
    const target = TARGET.exec(String(request.headers['x-amz-target'] ?? ''))?.[1];
    const action =
      target ??
      (url.pathname === '/token' ? 'token' : String(new URLSearchParams(request.body).get('Action')));
    const reply = target
      ? secretsAnswer(request, target)
      : action === 'token'
        ? githubToken(url, incoming.headers.authorization)
        : assumeRole(new URLSearchParams(request.body), key);
    calls.push({ action, region: claimOf(request)?.region ?? null, request, status: reply.status });
    response.writeHead(reply.status, { 'content-type': reply.type }).end(reply.body);
  };

  const server = createServer((incoming, response) => void answer(incoming, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    shelf,
    identity,
    calls,
    faults,
    key,
    expired,
    counts: () => {
      const actions = calls.map(({ action }) => action);
      const count = (action: string) => actions.filter((one) => one === action).length;
      return [...new Set(actions)].sort().map((action) => `${action} ${count(action)}`);
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
