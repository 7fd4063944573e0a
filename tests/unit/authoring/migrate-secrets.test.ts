/** Secrets of the old tool's files, in every shape that they may have there: nothing that is written or told holds one. */
import * as assert from 'uvu/assert';
import { concealed, secretsOf } from '../../../src/authoring/migrate/secret.ts';
import { isSecret, withoutSecrets } from '../../../src/authoring/migrate/secret-forms.ts';
import { reportJson, reportText } from '../../../src/authoring/migrate/report.ts';
import { readSource } from '../../../src/authoring/migrate/source.ts';
import { PhoenixError } from '../../../src/errors.ts';
import type { Json } from '../../../src/json.ts';
import { renderFindings } from '../../../src/plan/render/findings.ts';
import { describe } from '../../support/describe.ts';
import { migrated } from '../../support/migrate-source.ts';

const HIDDEN = 'Tr0ub4dor-xyzzy';

/** [where it stands, a value of a key "note" in the host's file]. */
const PLACES: readonly (readonly [string, Json])[] = [
  ['below a key that says so', { password: HIDDEN }],
  ['deep below a key that says so', { credentials: { production: { value: HIDDEN } } }],
  ['in a list of a key that says so', { api_keys: ['x', HIDDEN] }],
  ['with a slash first', { admin_password: `/${HIDDEN}` }],
  ['with a dollar first', { admin_password: `$${HIDDEN}` }],
  ['after an option of a list', ['--cipassword', HIDDEN]],
  ['in an option with a sign', `--password=${HIDDEN}`],
  ['in an option of a command', `sshpass -p ${HIDDEN} ssh x`],
  ['in the user of curl', `curl -u admin:${HIDDEN} http://x/`],
  ['in a header', `curl -H "Authorization: Bearer ${HIDDEN}" http://x/`],
  ['in another header', `curl -H 'X-Api-Key: ${HIDDEN}' http://x/`],
  ['in an address', `postgres://app:${HIDDEN}@10.0.0.5/db`],
  ['in a variable of a command', `docker run -e MYSQL_ROOT_PASSWORD=${HIDDEN} mysql`],
  ['in a note', `the root password is ${HIDDEN}`],
  ['in a variable with a name', [{ name: 'DB_SECRET', value: HIDDEN }]],
];

describe('migrate: a secret', (test) => {
  for (const [where, note] of PLACES) {
    test(`${where} is shown nowhere`, () => {
      const lxc = { lxc_configs: { '101': { name: 'web', note, health_check: { command: 'true' } } } };
      const migration = migrated({ lxc, host: { note }, vms: { vms: [{ note }] }, stacks: { a: note } });
      const all = [
        ...migration.files.values(),
        reportText(migration),
        JSON.stringify(reportJson(migration)),
      ].join('\n');
      assert.not.ok(all.includes(HIDDEN));
      const told = migration.mistakes.filter(({ text }) => text.startsWith('a secret in the open'));
      assert.ok(told.length >= 4, String(told.length));
    });
  }

  test('is no path, no reference, no number of a user and no word about secrets', () => {
    const harmless: readonly (readonly [string, string])[] = [
      ['token', '/root/tokens/hf'],
      ['token', '${HF_TOKEN}'],
      ['token', '$HF_TOKEN'],
      ['hf_token_file', 'x/y'],
      ['command', 'docker run -u 1000:1000 --token-file /x --max-num-batched-tokens 4096 x'],
      ['command', 'curl -k https://localhost:9000/health'],
      ['admin_password', 'NOT_SET'],
    ];
    for (const [key, value] of harmless) assert.not.ok(isSecret(key, value), value);
  });

  test('is hidden in a broken file, whose places stay', () => {
    const text = `{\n "admin_password": "${HIDDEN}", "x": ["--token=${HIDDEN}"],, "port": 9,\n "api_key": "${HIDDEN}`;
    assert.is(withoutSecrets(text).length, text.length);
    assert.not.ok(withoutSecrets(text).includes(HIDDEN));
    assert.match(withoutSecrets(text), '"port": 9');
    try {
      readSource(new Map([['lxc', text]]));
      assert.unreachable();
    } catch (error) {
      assert.instance(error, PhoenixError);
      const { findings, source } = error as PhoenixError;
      const shown = renderFindings(findings, {
        root: '',
        color: false,
        textOf: (file) => source?.textOf(file) ?? null,
      });
      assert.match(shown, 'PHX101');
      assert.not.ok(shown.includes(HIDDEN), shown);
    }
  });

  test('is taken out of what is told of other values', () => {
    const { source } = readSource(
      new Map([['lxc', JSON.stringify({ lxc_configs: { '101': { password: HIDDEN } } })]]),
    );
    assert.is(concealed(secretsOf(source), `depends on "${HIDDEN}"`), 'depends on "(masked)"');
  });

  test('is looked for in a long text in no time', () => {
    for (const piece of ['SECRET', 'x-', '-eyJ', '--token-', 'a:', 'password ', '"']) {
      const text = piece.repeat(100_000 / piece.length);
      assert.type(isSecret('note', text), 'boolean');
      assert.is(withoutSecrets(`"${text}`).length, text.length + 1);
    }
  });
});
