/** Secrets of AWS Secrets Manager, through the official SDK, from a service on loopback that verifies every signature. */
import process from 'node:process';
import * as assert from 'uvu/assert';
import { aws } from '../../src/secrets/aws.ts';
import { masked } from '../../src/secrets/masking.ts';
import { arnOf } from '../support/aws/shelf.ts';
import { claimOf, wrongWithSignature } from '../support/aws/signature.ts';
import { type AwsWorld, inActions, inAws, put, references, REGION, ROLE } from '../support/aws/world.ts';
import { describe } from '../support/describe.ts';
import { refusal } from '../support/refusal.ts';
import { secretsManager } from '../support/secrets-manager.ts';

describe('a secret of AWS', (test) => {
  test('is read once, however many of its fields are used, and named in nothing that is sent but its name', () =>
    inAws(async ({ service, reader }) => {
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
    inAws(async ({ service, reader }) => {
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
    inAws(async ({ service, reader }) => {
      for (let i = 0; i < 5; i += 1) put(service, `app/${i}`, `value ${i}`);
      service.shelf.page = 2;
      const values = await Promise.all(references(5).map(reader()));
      assert.is(values.at(-1), 'value 4');
      assert.equal(service.counts(), ['BatchGetSecretValue 3']);
    }));

  test('is read alone where the answers to a batch have no end', () =>
    inAws(async ({ service, reader }) => {
      for (let i = 0; i < 2; i += 1) put(service, `app/${i}`, `value ${i}`);
      const body = JSON.stringify({ SecretValues: [], Errors: [], NextToken: 'more' });
      const page = { status: 200, type: 'application/x-amz-json-1.1', body };
      service.faults.push(...Array.from({ length: 40 }, () => page));
      assert.equal(await Promise.all(references(2).map(reader())), ['value 0', 'value 1']);
      assert.equal(service.counts(), ['BatchGetSecretValue 40', 'GetSecretValue 2']);
    }));

  test('is read alone where batches are denied, and the next ones too', () =>
    inAws(async ({ service, reader }) => {
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
    inAws(async ({ service, reader }) => {
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
    inAws(async ({ service, reader }) => {
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
    inAws(async ({ service, reader }) => {
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
    inAws(
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

describe('a role for the job', (test) => {
  const read = (reader: AwsWorld['reader']) => refusal(reader({ role: ROLE })('${secret:aws:prod/db}'));

  test('is taken with the token of the job, once for all secrets', () =>
    inAws(async ({ service, reader }) => {
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
    inAws(async ({ service, reader }) => {
      inActions(service);
      delete process.env['ACTIONS_ID_TOKEN_REQUEST_URL'];
      const said = await read(reader);
      assert.match(said, `cannot take the role ${ROLE}`);
      assert.match(said, 'permissions: id-token: write');
      assert.equal(service.counts(), []);
    }));

  test('is refused where its policy trusts another job, and the one it was is named', () =>
    inAws(async ({ service, reader }) => {
      inActions(service);
      service.identity.subject = 'repo:lab/estate:environment:test';
      const said = await read(reader);
      assert.match(said, `AWS does not let this job take the role ${ROLE} (AccessDenied)`);
      assert.match(said, 'the subject "repo:lab/estate:environment:test"');
      assert.equal(service.counts(), ['AssumeRoleWithWebIdentity 1', 'token 1']);
    }));

  test('is refused where GitHub gives no token', () =>
    inAws(async ({ service, reader }) => {
      inActions(service);
      process.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] = 'another';
      assert.match(await read(reader), 'GitHub gave no token');
      assert.equal(service.counts(), ['token 1']);
    }));

  test('is none for an operator, whose own rights count', () =>
    inAws(async ({ service, reader }) => {
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
