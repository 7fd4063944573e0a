/** Why AWS Secrets Manager gives no value, and what is said then: never any of what it holds. */
import process from 'node:process';
import * as assert from 'uvu/assert';
import { arnOf, type State } from '../support/aws/shelf.ts';
import { inAws, put, references } from '../support/aws/world.ts';
import { describe } from '../support/describe.ts';
import { refusal } from '../support/refusal.ts';
import { awsFault, type SecretsManager } from '../support/secrets-manager.ts';

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
      inAws(async ({ service, reader }) => {
        put(service, 'prod/db', text);
        const told = await refusal(reader()('${secret:aws:prod/db#password}'));
        assert.match(told, /^REFUSED .*\$\{secret:aws:prod\/db(#password)?\}/);
        assert.match(told, said);
        assert.not.match(told, HIDDEN);
        assert.not.match(told, 'other-name');
      }));
  }

  test('with a name of every object is not there, and the last of two counts', () =>
    inAws(async ({ service, reader }) => {
      put(service, 'prod/db', '{"a": "first", "a": "second", "n": 12345678901234567890}');
      const read = reader();
      assert.match(await refusal(read('${secret:aws:prod/db#constructor}')), 'has no "constructor"');
      assert.is(await read('${secret:aws:prod/db#a}'), 'second');
      assert.is(await read('${secret:aws:prod/db#n}'), '12345678901234567890');
    }));

  test('of bytes is refused', () =>
    inAws(async ({ service, reader }) => {
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
      inAws(async ({ service, reader }) => {
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
    inAws(async ({ service, reader }) => {
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
    inAws(async ({ service, reader }) => {
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
    inAws(async ({ service, reader }) => {
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
      inAws(async ({ service, reader }) => {
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
    inAws(async ({ service, reader }) => {
      await service.close();
      process.env['AWS_MAX_ATTEMPTS'] = '2';
      const read = reader({ endpoint: service.url });
      assert.match(
        await refusal(read('${secret:aws:prod/db}')),
        'AWS Secrets Manager cannot be reached at 127.0.0.1 (ECONNREFUSED) | See whether region and endpoint are right',
      );
    }));

  test('but something else does: nothing of its answer is said', () =>
    inAws(async ({ service, reader }) => {
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
    inAws(async ({ reader }) => {
      const read = reader({ endpoint: 'http://secrets.example.com' });
      assert.match(await refusal(read('${secret:aws:a}')), /travel in the clear .*\| Write https/);
    }));
});
