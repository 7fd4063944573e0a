/** Secrets of AWS Secrets Manager, through the official SDK, from a service on loopback that verifies every signature. */
import process from 'node:process';
import * as assert from 'uvu/assert';
import { settingsSchema } from '../../src/config/settings.ts';
import { PhoenixError } from '../../src/errors.ts';
import { aws } from '../../src/secrets/aws.ts';
import { masked } from '../../src/secrets/masking.ts';
import { type ReadSecret, secretReader } from '../../src/secrets/reader.ts';
import { arnOf, type State, type Stored } from '../support/aws/shelf.ts';
import { claimOf, wrongWithSignature } from '../support/aws/signature.ts';
import { describe } from '../support/describe.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { awsFault, type SecretsManager, secretsManager } from '../support/secrets-manager.ts';

const REGION = 'eu-central-1';
const ROLE = 'arn:aws:iam::111122223333:role/phoenix';
const nowhere = scratchFolder('no-aws-home');

interface World {
  readonly service: SecretsManager;
  /** Another run each time. */
  readonly reader: (settings?: object) => ReadSecret;
}

/** Nothing of this machine says who we are: no profile, no instance, no proxy. */
async function inWorld(work: (world: World) => Promise<void>, more: NodeJS.ProcessEnv = {}): Promise<void> {
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
const inActions = ({ url, identity }: SecretsManager): void => {
  delete process.env['AWS_ACCESS_KEY_ID'];
  process.env['GITHUB_ACTIONS'] = 'true';
  process.env['GITHUB_RUN_ID'] = '4711';
  process.env['ACTIONS_ID_TOKEN_REQUEST_URL'] = `${url}/token?api-version=2.0`;
  process.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] = identity.requestToken;
};

function put({ shelf }: SecretsManager, name: string, text: string, more: Partial<Stored> = {}): Stored {
  const id = '11111111-1111-4111-8111-111111111111';
  const stored = { name, region: REGION, versions: [{ id, stages: ['AWSCURRENT'], text }], ...more };
  shelf.stored.push(stored);
  return stored;
}

async function refusal(reading: Promise<string>): Promise<string> {
  try {
    return `read: ${await reading}`;
  } catch (error) {
    if (!(error instanceof PhoenixError)) throw error;
    return `${error.code} ${error.message} | ${error.hint ?? ''}`;
  }
}

const references = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `\${secret:aws:app/${i}}`);

describe('a secret of AWS', (test) => {
  test('is read once, however many of its fields are used, and named in nothing that is sent but its name', () =>
    inWorld(async ({ service, reader }) => {
      put(
        service,
        'prod/db',
        '{"user": "app", "password": "hunter2!", "port": 5432, "tls": true, "rate": 0.10}',
      );
      const read = reader();
      const fields = ['user', 'password', 'port', 'tls', 'rate'];
      const values = await Promise.all(
        fields.slice(1).map((field) => read(`\${secret:aws:prod/db#${field}}`)),
      );
      assert.equal(values, ['hunter2!', '5432', 'true', '0.10']);
      assert.match(await read('${secret:aws:prod/db}'), '"password": "hunter2!"');
      assert.equal(service.counts(), ['GetSecretValue 1']);
      assert.equal(JSON.parse(service.calls[0]?.request.body ?? ''), { SecretId: 'prod/db' });
    }));

  test('comes with others of the same run in batches of twenty', () =>
    inWorld(async ({ service, reader }) => {
      for (let i = 0; i < 45; i += 1) put(service, `app/${i}`, `value ${i}`);
      const read = reader();
      const values = await Promise.all(references(45).map(read));
      assert.equal(
        values,
        Array.from({ length: 45 }, (_, i) => `value ${i}`),
      );
      assert.equal(service.counts(), ['BatchGetSecretValue 3']);
      assert.is(await read('${secret:aws:app/7}'), 'value 7');
      assert.equal(service.counts(), ['BatchGetSecretValue 3']);
    }));

  test('is fetched on, where an answer holds not all of the batch', () =>
    inWorld(async ({ service, reader }) => {
      for (let i = 0; i < 5; i += 1) put(service, `app/${i}`, `value ${i}`);
      service.shelf.page = 2;
      const values = await Promise.all(references(5).map(reader()));
      assert.is(values.at(-1), 'value 4');
      assert.equal(service.counts(), ['BatchGetSecretValue 3']);
    }));

  test('is read alone where the answers to a batch have no end', () =>
    inWorld(async ({ service, reader }) => {
      for (let i = 0; i < 2; i += 1) put(service, `app/${i}`, `value ${i}`);
      const body = JSON.stringify({ SecretValues: [], Errors: [], NextToken: 'more' });
      const page = { status: 200, type: 'application/x-amz-json-1.1', body };
      service.faults.push(...Array.from({ length: 40 }, () => page));
      assert.equal(await Promise.all(references(2).map(reader())), ['value 0', 'value 1']);
      assert.equal(service.counts(), ['BatchGetSecretValue 40', 'GetSecretValue 2']);
    }));

  test('is read alone where batches are denied, and the next ones too', () =>
    inWorld(async ({ service, reader }) => {
      for (let i = 0; i < 22; i += 1) put(service, `app/${i}`, `value ${i}`);
      service.shelf.denied.add('BatchGetSecretValue');
      const read = reader();
      const values = await Promise.all(references(20).map(read));
      assert.is(values.at(-1), 'value 19');
      assert.equal(service.counts(), ['BatchGetSecretValue 1', 'GetSecretValue 20']);
      await Promise.all(references(22).map(read));
      assert.equal(service.counts(), ['BatchGetSecretValue 1', 'GetSecretValue 22']);
    }));

  test('does not keep the others of its batch from being read', () =>
    inWorld(async ({ service, reader }) => {
      put(service, 'app/0', 'value 0');
      put(service, 'app/1', 'value 1', { state: 'denied' });
      const read = reader();
      const all = await Promise.all(references(3).map((reference) => refusal(read(reference))));
      assert.is(all[0], 'read: value 0');
      assert.match(all[1] ?? '', 'may not be read');
      assert.match(all[2] ?? '', 'the secret ${secret:aws:app/2} is not there');
      assert.equal(service.counts(), ['BatchGetSecretValue 1']);
    }));

  test('is read at the version that is asked for', () =>
    inWorld(async ({ service, reader }) => {
      const [old, now] = ['0', '1'].map((digit) => digit.repeat(32)) as [string, string];
      const versions = [
        { id: now, stages: ['AWSCURRENT', 'blue'], text: 'value of now' },
        { id: old, stages: ['AWSPREVIOUS'], text: 'value of before' },
      ];
      put(service, 'prod/db', '', { versions });
      const read = reader();
      const asked = ['?stage=AWSPREVIOUS', '?stage=blue', `?version=${old}`, '?stage=AWSCURRENT', ''];
      const values = await Promise.all(asked.map((which) => read(`\${secret:aws:prod/db${which}}`)));
      const [before, current] = ['value of before', 'value of now'];
      assert.equal(values, [before, current, before, current, current]);
      const sent = service.calls.map(({ request }) => request.body);
      const wanted = [{}, { VersionId: old }, { VersionStage: 'AWSPREVIOUS' }, { VersionStage: 'blue' }];
      const bodies = wanted.map((which) => JSON.stringify({ SecretId: 'prod/db', ...which }));
      assert.equal(sent.sort(), bodies.sort());
    }));

  test('of another region or account is named by its ARN', () =>
    inWorld(async ({ service, reader }) => {
      put(service, 'a', 'here');
      put(service, 'b', 'here too');
      const far = put(service, 'a', 'far away', { region: 'us-east-1' });
      const other = put(service, 'a', 'of others', { account: '444455556666' });
      const more = put(service, 'b', 'more of others', { account: '444455556666' });
      const read = reader();
      const short = arnOf(more).slice(0, -7);
      const asked = ['a', 'b', arnOf(far), arnOf(other), short].map((id) => read(`\${secret:aws:${id}}`));
      const values = await Promise.all(asked);
      assert.equal(values, ['here', 'here too', 'far away', 'of others', 'more of others']);
      const calls = service.calls.map(({ action, region }) => `${action} ${region}`).sort();
      const batch = `BatchGetSecretValue ${REGION}`;
      assert.equal(calls, [batch, batch, 'GetSecretValue us-east-1']);
    }));

  test('is read through the endpoint and in the region of the settings, and others where they are', () =>
    inWorld(
      async ({ service, reader }) => {
        const far = put(service, 'a', 'far away', { region: 'us-east-1' });
        put(service, 'a', 'over there', { region: 'eu-west-1' });
        const other = await secretsManager();
        try {
          const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } =
            process.env;
          other.key({ accessKeyId, secretAccessKey });
          put(other, 'a', 'by the endpoint', { region: 'eu-west-1' });
          const read = reader({ region: 'eu-west-1', endpoint: other.url });
          assert.is(await read('${secret:aws:a}'), 'by the endpoint');
          assert.is(await read(`\${secret:aws:${arnOf(far)}}`), 'far away');
        } finally {
          await other.close();
        }
      },
      { AWS_REGION: undefined },
    ));
});

const HIDDEN = 'hunter2-of-prod';
const FIELDS: readonly [text: string, said: RegExp][] = [
  [`{"other-name": "${HIDDEN}"}`, /has no "password"/],
  [HIDDEN, /is no JSON object/],
  [`["${HIDDEN}"]`, /is no JSON object/],
  [`{"password": "${HIDDEN}", }`, /is no JSON object/],
  [`{"password": {"other-name": "${HIDDEN}"}}`, /is an object, and no text/],
  [`{"password": ["${HIDDEN}"]}`, /is an array, and no text/],
  [`{"password": null, "other-name": "${HIDDEN}"}`, /is null, and no text/],
  [`{"password": "", "other-name": "${HIDDEN}"}`, /is empty/],
];

describe('a field of a secret of AWS', (test) => {
  for (const [text, said] of FIELDS) {
    test(`in ${text} is refused, and nothing that is there is said`, () =>
      inWorld(async ({ service, reader }) => {
        put(service, 'prod/db', text);
        const told = await refusal(reader()('${secret:aws:prod/db#password}'));
        assert.match(told, /^REFUSED .*\$\{secret:aws:prod\/db(#password)?\}/);
        assert.match(told, said);
        assert.not.match(told, HIDDEN);
        assert.not.match(told, 'other-name');
      }));
  }

  test('with a name of every object is not there, and the last of two counts', () =>
    inWorld(async ({ service, reader }) => {
      put(service, 'prod/db', '{"a": "first", "a": "second", "n": 12345678901234567890}');
      const read = reader();
      assert.match(await refusal(read('${secret:aws:prod/db#constructor}')), 'has no "constructor"');
      assert.is(await read('${secret:aws:prod/db#a}'), 'second');
      assert.is(await read('${secret:aws:prod/db#n}'), '12345678901234567890');
    }));

  test('of bytes is refused', () =>
    inWorld(async ({ service, reader }) => {
      const binary = Buffer.from(HIDDEN);
      put(service, 'prod/db', '', { versions: [{ id: '1'.repeat(32), stages: ['AWSCURRENT'], binary }] });
      assert.match(await refusal(reader()('${secret:aws:prod/db}')), /is binary.*put-secret-value/);
    }));
});

const STATES: readonly [state: State, said: RegExp][] = [
  [
    'denied',
    /denies secretsmanager:GetSecretValue to arn:aws:sts::111122223333:assumed-role\/phoenix\/AKIA\w+ \| Allow it in a policy: \{"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":"arn:aws:secretsmanager:eu-central-1:ACCOUNT:secret:prod\/db-\?{6}"\}/,
  ],
  ['deleted', /is marked for deletion \| .*aws secretsmanager restore-secret --secret-id prod\/db/],
  ['key denied', /AWS denies kms:Decrypt \| Allow kms:Decrypt/],
  ['key disabled', /cannot be decrypted with its KMS key \| See that the key is there/],
];

describe('AWS that gives no value', (test) => {
  for (const [state, said] of STATES) {
    test(`to a secret that is ${state}: it is said, alone and in a batch`, () =>
      inWorld(async ({ service, reader }) => {
        put(service, 'prod/db', HIDDEN, { state });
        put(service, 'app/0', 'value 0');
        assert.match(await refusal(reader()('${secret:aws:prod/db}')), said);
        const read = reader();
        const both = [read('${secret:aws:prod/db}'), read('${secret:aws:app/0}')].map(refusal);
        const [told = '', other] = await Promise.all(both);
        assert.match(told, said);
        assert.is(other, 'read: value 0');
        assert.equal(service.counts(), ['BatchGetSecretValue 1', 'GetSecretValue 1']);
      }));
  }

  test('since the secret or its version is not there', () =>
    inWorld(async ({ service, reader }) => {
      put(service, 'prod/db', HIDDEN);
      const read = reader();
      const none = await refusal(read('${secret:aws:prod/api}'));
      assert.match(none, 'the secret ${secret:aws:prod/api} is not there | Create it');
      const version = await refusal(read('${secret:aws:prod/db?stage=green}'));
      const arn = arnOf(put(service, 'gone', '')).replace('eu-central-1', 'eu-west-1');
      const elsewhere = await refusal(read(`\${secret:aws:${arn}}`));
      assert.match(
        elsewhere,
        `is not there | See whether the ARN is right: aws secretsmanager describe-secret --secret-id ${arn} --region eu-west-1`,
      );
      assert.match(version, /stage=green\} is not there \| .*list-secret-version-ids --secret-id prod\/db/);
    }));

  test('since it is asked too often: it is asked again, and later given up', () =>
    inWorld(async ({ service, reader }) => {
      put(service, 'prod/db', 'value of db');
      const throttled = awsFault('ThrottlingException', 'Rate exceeded');
      service.faults.push(throttled, throttled);
      assert.is(await reader()('${secret:aws:prod/db}'), 'value of db');
      assert.equal(service.counts(), ['GetSecretValue 3']);
      process.env['AWS_MAX_ATTEMPTS'] = '2';
      service.faults.push(throttled, throttled);
      assert.match(await refusal(reader()('${secret:aws:prod/db}')), 'takes no more requests for now');
      assert.equal(service.counts(), ['GetSecretValue 5']);
    }));

  test('since something broke there: it is asked again', () =>
    inWorld(async ({ service, reader }) => {
      put(service, 'prod/db', 'value of db');
      service.faults.push(awsFault('InternalServiceError', 'An error occurred on the server side.', 500));
      assert.is(await reader()('${secret:aws:prod/db}'), 'value of db');
      assert.equal(service.counts(), ['GetSecretValue 2']);
    }));

  const KEYS: readonly [what: string, change: (service: SecretsManager) => void, said: RegExp][] = [
    [
      'another secret key',
      () => (process.env['AWS_SECRET_ACCESS_KEY'] = 'x'.repeat(40)),
      /does not accept the signature/,
    ],
    [
      'an unknown key',
      () => (process.env['AWS_ACCESS_KEY_ID'] = 'AKIAUNKNOWN'),
      /does not know the access key/,
    ],
    [
      'a token that has expired',
      ({ expired }) => expired.add(process.env['AWS_ACCESS_KEY_ID'] ?? ''),
      /credentials for AWS have expired \| Renew them/,
    ],
    [
      'none at all',
      () => delete process.env['AWS_ACCESS_KEY_ID'],
      /no credentials for AWS where Phoenix runs/,
    ],
    ['no region', () => delete process.env['AWS_REGION'], /which region .*\| Set secrets\.aws\.region/],
  ];
  for (const [what, change, said] of KEYS) {
    test(`since it is given ${what}: every secret is refused for the same reason`, () =>
      inWorld(async ({ service, reader }) => {
        put(service, 'app/0', 'value 0');
        put(service, 'app/1', 'value 1');
        change(service);
        const read = reader();
        const [one = '', other = ''] = await Promise.all(references(2).map((name) => refusal(read(name))));
        assert.match(one, said);
        assert.is(other, one);
        assert.ok(service.calls.length <= 1, service.counts().join());
      }));
  }

  test('since nobody is there', () =>
    inWorld(async ({ service, reader }) => {
      await service.close();
      process.env['AWS_MAX_ATTEMPTS'] = '2';
      const read = reader({ endpoint: service.url });
      assert.match(
        await refusal(read('${secret:aws:prod/db}')),
        'AWS Secrets Manager cannot be reached at 127.0.0.1 (ECONNREFUSED) | See whether region and endpoint are right',
      );
    }));

  test('but something else does: nothing of its answer is said', () =>
    inWorld(async ({ service, reader }) => {
      process.env['AWS_MAX_ATTEMPTS'] = '1';
      const said = [];
      for (const [status, body] of [
        [200, `{"SecretString": "${HIDDEN}`],
        [200, `<html>${HIDDEN}</html>`],
        [400, `<html>${HIDDEN}</html>`],
        [503, `{"SecretString": "${HIDDEN}"}`],
      ] as const) {
        service.faults.push({ status, type: 'application/x-amz-json-1.1', body });
        said.push(await refusal(reader()('${secret:aws:prod/db}')));
      }
      for (const one of said) assert.match(one, /^REFUSED what answers at .* is not understood/);
      assert.not.match(said.join('\n'), 'hunter2');
    }));

  test('and plain http is for this machine alone', () =>
    inWorld(async ({ reader }) => {
      const read = reader({ endpoint: 'http://secrets.example.com' });
      assert.match(await refusal(read('${secret:aws:a}')), /travel in the clear .*\| Write https/);
    }));
});

describe('a role for the job', (test) => {
  const read = (reader: World['reader']) => refusal(reader({ role: ROLE })('${secret:aws:prod/db}'));

  test('is taken with the token of the job, once for all secrets', () =>
    inWorld(async ({ service, reader }) => {
      inActions(service);
      service.identity.githubFaults.push(503);
      for (let i = 0; i < 45; i += 1) put(service, `app/${i}`, `value ${i}`);
      const values = await Promise.all(references(45).map(reader({ role: ROLE })));
      assert.is(values.at(-1), 'value 44');
      const counts = ['AssumeRoleWithWebIdentity 1', 'BatchGetSecretValue 3', 'token 2'];
      assert.equal(service.counts(), counts);
      const form = new URLSearchParams(
        service.calls.find(({ action }) => action.startsWith('Assume'))?.request.body,
      );
      assert.equal([form.get('RoleArn'), form.get('RoleSessionName')], [ROLE, 'phoenix-4711']);
      assert.is(masked(form.get('WebIdentityToken') ?? ''), '***');
    }));

  test('needs a job that may have a token', () =>
    inWorld(async ({ service, reader }) => {
      inActions(service);
      delete process.env['ACTIONS_ID_TOKEN_REQUEST_URL'];
      const said = await read(reader);
      assert.match(said, `cannot take the role ${ROLE}`);
      assert.match(said, 'permissions: id-token: write');
      assert.equal(service.counts(), []);
    }));

  test('is refused where its policy trusts another job, and the one it was is named', () =>
    inWorld(async ({ service, reader }) => {
      inActions(service);
      service.identity.subject = 'repo:lab/estate:environment:test';
      const said = await read(reader);
      assert.match(said, `AWS does not let this job take the role ${ROLE} (AccessDenied)`);
      assert.match(said, 'the subject "repo:lab/estate:environment:test"');
      assert.equal(service.counts(), ['AssumeRoleWithWebIdentity 1', 'token 1']);
    }));

  test('is refused where GitHub gives no token', () =>
    inWorld(async ({ service, reader }) => {
      inActions(service);
      process.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] = 'another';
      assert.match(await read(reader), 'GitHub gave no token');
      assert.equal(service.counts(), ['token 1']);
    }));

  test('is none for an operator, whose own rights count', () =>
    inWorld(async ({ service, reader }) => {
      put(service, 'prod/db', 'value of db');
      assert.is(await read(reader), 'read: value of db');
      assert.equal(service.counts(), ['GetSecretValue 1']);
    }));
});

describe('the service on loopback', (test) => {
  // The worked example of AWS's "Task 1" to "Task 4" of Signature Version 4.
  const request = {
    method: 'GET',
    url: '/?Action=ListUsers&Version=2010-05-08',
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      host: 'iam.amazonaws.com',
      'x-amz-date': '20150830T123600Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
    },
    body: '',
  };
  const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
  const now = Date.parse('2015-08-30T12:36:30Z');
  const verdict = (changed: object, key = secret, at = now) => {
    const claim = claimOf(request);
    return claim && wrongWithSignature({ ...request, ...changed }, claim, key, at);
  };

  test('accepts what AWS gives as an example, and nothing that differs', () => {
    assert.is(verdict({}), null);
    assert.match(String(verdict({ body: 'x' })), 'other signature');
    assert.match(String(verdict({ url: '/?Action=ListRoles&Version=2010-05-08' })), 'other signature');
    assert.match(String(verdict({}, 'another')), 'other signature');
    assert.match(String(verdict({}, secret, now + 600_000)), 'expired');
    const headers = { ...request.headers, 'x-amz-target': 'secretsmanager.GetSecretValue' };
    assert.match(String(verdict({ headers })), 'unsigned: x-amz-target');
  });
});

describe('a reference to AWS', (test) => {
  for (const [name, floats] of [
    ['prod/db', true],
    ['prod/db?stage=AWSPREVIOUS', true],
    [`prod/db?version=${'1'.repeat(32)}`, false],
  ] as const) {
    test(`${name} ${floats ? 'can get' : 'keeps from getting'} another value without a commit`, () => {
      assert.is(aws.floats(aws.parse(name)?.secret ?? ''), floats);
    });
  }
});
