/**
 * Who may take which role: the endpoint of GitHub that gives jobs their tokens ("OpenID Connect reference" of its docs), and
 * AssumeRoleWithWebIdentity of AWS STS, https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html.
 */
import { createHmac, randomBytes } from 'node:crypto';

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

export interface Identity {
  /** What ACTIONS_ID_TOKEN_REQUEST_TOKEN is. */
  readonly requestToken: string;
  /** The subject that GitHub names, and the one that the role's policy wants. */
  subject: string;
  trusted: string;
  /** Statuses that GitHub answers with before it gives a token. */
  readonly githubFaults: number[];
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

export interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const AUDIENCE = 'sts.amazonaws.com';
const json = (status: number, value: unknown): Reply => ({
  status,
  type: 'application/json',
  body: JSON.stringify(value),
});

export function identities() {
  const key = randomBytes(32);
  const identity: Identity = {
    requestToken: randomBytes(16).toString('hex'),
    subject: 'repo:lab/estate:ref:refs/heads/main',
    trusted: 'repo:lab/estate:ref:refs/heads/main',
    githubFaults: [],
  };
  const sign = (text: string) => createHmac('sha256', key).update(text).digest('base64url');

  /** GET URL&audience=…, with the request token as bearer. */
  const githubToken = (url: URL, authorization: string | undefined): Reply => {
    const fault = identity.githubFaults.shift();
    if (fault !== undefined) return json(fault, { message: 'not now' });
    if (authorization?.toLowerCase() !== `bearer ${identity.requestToken}`) return json(401, {});
    const claims = { sub: identity.subject, aud: url.searchParams.get('audience') };
    const text = `${part({ alg: 'HS256' })}.${part(claims)}`;
    return json(200, { count: 1, value: `${text}.${sign(text)}` });
  };

  const claimsIn = (token: string): { sub: string; aud: string } | null => {
    const [head, claims = '', signature] = token.split('.');
    if (sign(`${head}.${claims}`) !== signature) return null;
    return JSON.parse(Buffer.from(claims, 'base64url').toString()) as { sub: string; aud: string };
  };

  /** The errors and their statuses are those of the page above, and of "Common Errors" of STS. */
  const assumeRole = (form: URLSearchParams, given: (made: Credentials) => void): Reply => {
    const claims = claimsIn(form.get('WebIdentityToken') ?? '');
    if (form.get('Action') !== 'AssumeRoleWithWebIdentity' || form.get('Version') !== '2011-06-15') {
      return stsError(400, 'InvalidAction', 'Could not find operation');
    }
    if (!claims || claims.aud !== AUDIENCE) {
      return stsError(400, 'InvalidIdentityToken', 'Incorrect token audience');
    }
    if (claims.sub !== identity.trusted) {
      return stsError(403, 'AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity');
    }
    const made = {
      accessKeyId: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
      secretAccessKey: randomBytes(30).toString('base64'),
      sessionToken: randomBytes(60).toString('base64'),
    };
    given(made);
    const role = `${form.get('RoleArn')}`.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/');
    return {
      status: 200,
      type: 'text/xml',
      body: `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult>
<SubjectFromWebIdentityToken>${claims.sub}</SubjectFromWebIdentityToken><Audience>${claims.aud}</Audience>
<AssumedRoleUser><Arn>${role}/${form.get('RoleSessionName')}</Arn><AssumedRoleId>AROACLKWSDQRAOEXAMPLE:app1</AssumedRoleId></AssumedRoleUser>
<Credentials><SessionToken>${made.sessionToken}</SessionToken><SecretAccessKey>${made.secretAccessKey}</SecretAccessKey><Expiration>2999-10-24T23:00:23Z</Expiration><AccessKeyId>${made.accessKeyId}</AccessKeyId></Credentials>
</AssumeRoleWithWebIdentityResult><ResponseMetadata><RequestId>ad4156e9-bce1-11e2-82e6-6b6efEXAMPLE</RequestId></ResponseMetadata></AssumeRoleWithWebIdentityResponse>`,
    };
  };
  return { identity, githubToken, assumeRole };
}

function stsError(status: number, code: string, message: string): Reply {
  return {
    status,
    type: 'text/xml',
    body: `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>ad4156e9</RequestId></ErrorResponse>`,
  };
}
