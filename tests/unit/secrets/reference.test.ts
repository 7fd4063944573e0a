/** What a file may write for a secret, and what is said of everything else. */
import * as assert from 'uvu/assert';
import { wrongWithReference } from '../../../src/secrets/reference.ts';
import { describe } from '../../support/describe.ts';

const REFERENCES: readonly [reference: string, wrong: RegExp | null][] = [
  ['${secret:env:PG_PASSWORD}', null],
  ['${secret:env:_x1}', null],
  ['${secret:env:a b}', /name of a variable/],
  ['${secret:env:1ST}', /name of a variable/],
  ['${secret:env:A=B}', /name of a variable/],
  ['${secret:env:PHOENIX_VAULT_KEY}', /none of those that the runner itself uses/],
  ['${secret:env:}', /name of a variable/],
  ['${secret:env:HF_TOKEN}', null],
  ['${secret:env:GHOST_PASSWORD}', null],
  ['${secret:env:AWS_SECRET_ACCESS_KEY}', /none of those that the runner itself uses/],
  ['${secret:env:GH_TOKEN}', /none of those that the runner itself uses/],
  ['${secret:env:OTEL_EXPORTER_OTLP_HEADERS}', /none of those that the runner itself uses/],
  ['${secret:env:https_proxy}', /none of those that the runner itself uses/],
  ['${secret:file:db/app}', null],
  ['${secret:file:../app}', /path of a file below/],
  ['${secret:file:app#user}', /path of a file below/],
  ['${secret:aws:prod/db}', null],
  ['${secret:aws:Prod_+=.@-1/db#pass word.1}', null],
  ['${secret:aws:prod/db?stage=AWSPREVIOUS#password}', null],
  ['${secret:aws:prod/db?version=11111111-1111-4111-8111-111111111111}', null],
  ['${secret:aws:arn:aws:secretsmanager:eu-central-1:111122223333:secret:prod/db-AbCdEf#password}', null],
  ['${secret:aws:arn:aws-us-gov:secretsmanager:us-gov-west-1:111122223333:secret:db-AbCdEf}', null],
  ['${secret:aws:arn:aws:ssm:eu-central-1:111122223333:parameter/db}', /name or ARN/],
  ['${secret:aws:prod db}', /name or ARN/],
  ['${secret:aws:prod:db}', /name or ARN/],
  ['${secret:aws:prod/db?version=1}', /name or ARN/],
  ['${secret:aws:prod/db?stage=}', /name or ARN/],
  ['${secret:aws:prod/db?stage=a&version=b}', /name or ARN/],
  ['${secret:aws:prod/db#}', /name or ARN/],
  ['${secret:aws:}', /name or ARN/],
  ['${secret:hashicorp:pg/password}', /PROVIDER:NAME\}" with .*env/],
  ['${secret:PG_PASSWORD}', null],
  ['${secret:db/app}', null],
  ['${secret:db/app#user}', null],
  ['${secret:db/app#*}', null],
  ['${secret:Email/my site}', null],
  ['${secret:../app}', /name of an entry/],
  ['${secret:/app}', /name of an entry/],
  ['${secret:db//app}', /name of an entry/],
  ['${secret:db/.app}', /name of an entry/],
  ['${secret:db/app#}', /name of an entry/],
  ['${secret:}', /"\$\{secret:NAME\}"/],
];

describe('a reference to a secret', (test) => {
  for (const [reference, wrong] of REFERENCES) {
    test(`${reference} is ${wrong ? 'refused' : 'taken'}`, () => {
      const said = wrongWithReference(reference);
      if (wrong) assert.match(said ?? '', wrong);
      else assert.is(said, null);
    });
  }
});
