/** Values of secrets as programs of this machine write them: nothing of the value is left. */
import { spawnSync } from 'node:child_process';
import * as assert from 'uvu/assert';
import { mask, masksOf } from '../../../src/features/redact.ts';
import { describe } from '../../support/describe.ts';

const VALUES = [
  'correct-horse-battery',
  `it's "50%" of $(id) \`id\` & <b>\\n</b> / += ~ =~`,
  `''two quotes'' and 'one'`,
  '#Grüße, 東京 – £5 😀',
  '~/::set-output name=x::%0A${{ secrets.X }}',
  '-n leading, {a,b} [c] *?|;^!',
  'tab\there, bell\u0007 esc\u001b[31mred\u001b[0m \u0080 end',
  'first line of it\nsecond "line"\n\n  third: l\'ine\n',
  '>>>???~~~///+++===!',
];

const sh = (shell: string, script: string) => [shell, '-c', `for V; do ${script}; echo; done`, shell];
const jq = (filter: string) => ['jq', '-r', '-n', `$ARGS.positional[] | ${filter}`, '--args', '--'];
const python = (modules: string, expression: string) => [
  'python3',
  '-c',
  `import sys,os,${modules}\nfor v in sys.argv[1:]: print(${expression})`,
];

/** Programs that are given the values as arguments; what they print around each is quotes and the like. */
const PROGRAMS: readonly (readonly [string, readonly string[]])[] = [
  ['printf of bash', sh('bash', 'printf %q "$V"')],
  ['printf of bash without UTF-8', sh('bash', 'LC_ALL=C; printf %q "$V"')],
  ['@Q of bash', sh('bash', 'printf %s "${V@Q}"')],
  ['set -x of bash', sh('bash', '(exec 2>&1; set -x; : "$V")')],
  ['set -x of bash without UTF-8', sh('bash', '(exec 2>&1; LC_ALL=C; set -x; : "$V")')],
  ['declare of bash', sh('bash', 'declare -p V')],
  ['set -x of dash', sh('dash', '(exec 2>&1; set -x; : "$V")')],
  ['set of dash', sh('dash', 'set | sed -n "/^V=/,/^[^V]*=/p" | grep -v "^_="')],
  ['echo of dash', sh('dash', 'echo "$V"; echo "$V" | base64')],
  ['base64', sh('sh', 'printf %s "$V" | base64')],
  ['base64 of a line', sh('sh', 'printf "%s\\n" "$V" | base64')],
  ['base64 of openssl', sh('sh', 'printf %s "$V" | openssl base64')],
  ['base64 for addresses', sh('sh', 'printf %s "$V" | basenc --base64url -w 0')],
  ['od', sh('sh', 'printf %s "$V" | od -An -v -tx1')],
  ['xxd -p', sh('sh', 'printf %s "$V" | xxd -p')],
  ['jq', jq('tojson')],
  ['jq @json of json', jq('@json | @json')],
  ['jq @uri', jq('@uri')],
  ['jq @html', jq('@html')],
  ['jq @sh', jq('@sh')],
  ['json of Python', python('json', 'json.dumps(v)')],
  ['quote of Python', python('urllib.parse as u', 'u.quote(v)')],
  ['quote_plus of Python', python('urllib.parse as u', 'u.quote_plus(v)')],
  ['shlex of Python', python('shlex', 'shlex.quote(v)')],
  ['html of Python', python('html', 'html.escape(v)')],
  ['bytes of Python', python('re', 'os.fsencode(v)')],
];

const isThere = (program: string) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

const MASKS = masksOf(VALUES);

/** Masks, and what programs put around a value. */
const NOTHING_LEFT = /^(?:\*\*\*|declare -- V=|V=|\++ : |\\[nrt]|[\s$'"=b\\])*$/;

describe('forms of secrets', (test) => {
  for (const [name, [program = '', ...args]] of PROGRAMS) {
    if (!isThere(program)) {
      test.skip(`${name}: ${program} is not installed`, () => {});
      continue;
    }
    test(name, () => {
      const env = { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' };
      const { stdout, status, stderr } = spawnSync(program, [...args, ...VALUES], { env, encoding: 'utf8' });
      assert.is(status, 0, stderr);
      const left = mask(stdout, MASKS);
      const shown = left.split('\n').filter((line) => !NOTHING_LEFT.test(line));
      assert.equal(shown, [], stdout);
      assert.ok((left.match(/\*\*\*/g) ?? []).length >= VALUES.length, left);
    });
  }
});
