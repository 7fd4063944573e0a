/** The files of a new feature: the smallest that does something, and can be checked, verified, changed and removed. Pure. */

const name = (id: string): string => id.charAt(0).toUpperCase() + id.slice(1).replaceAll('-', ' ');

const manifest = (id: string) => ({
  id,
  version: '0.1.0',
  name: name(id),
  description: 'What it is, in one sentence.',
  options: {
    greeting: { type: 'string', default: 'hello', description: 'A text for the file.' },
  },
  os: ['debian:12', 'debian:13'],
});

const INSTALL = (id: string) => `#!/bin/sh
# Makes the guest as the options say: run again, and after every change of an option, file or version.
set -eu
. "$PHX_LIB"

# phx_apt_install nginx            packages, without an update when they are there
# phx_download NAME /opt/x.tar.gz  a file that the manifest pins under "downloads"
# phx_unit NAME <file.service      a unit, restarted only when it changed
phx_write /etc/${id}.conf <<END
greeting=$GREETING
END
`;

const CHECK = (id: string) => `#!/bin/sh
# 0: all is as it shall be. 10, by phx_drift and phx_expect_...: it differs, and install runs. Changes nothing.
set -eu
. "$PHX_LIB"

echo "greeting=$GREETING" | phx_expect_file /etc/${id}.conf
`;

const VERIFY = (id: string) => `#!/bin/sh
# Whether it works, asked as its user would ask it. Not 0: the apply fails, and rolls back where it can.
set -eu

grep -q . /etc/${id}.conf
`;

const REMOVE = (id: string) => `#!/bin/sh
# Takes back what install did. Data of users stays.
set -eu

rm -f /etc/${id}.conf
`;

const README = (id: string) => `# ${name(id)}

What it is, in one sentence.

\`\`\`json
"features": { "${id}": { "greeting": "hello" } }
\`\`\`

| Option | Default | |
| --- | --- | --- |
| \`greeting\` | \`hello\` | A text for the file. |

What stays after a remove: nothing.
`;

const scenario = (id: string) => ({
  title: 'The file says what the option says',
  options: { greeting: 'hello' },
  expect: [{ exec: ['cat', `/etc/${id}.conf`], stdout: '^greeting=hello$' }],
  change: {
    options: { greeting: 'good day' },
    expect: [{ exec: ['cat', `/etc/${id}.conf`], stdout: '^greeting=good day$' }],
  },
  removed: [{ exec: ['test', '-e', `/etc/${id}.conf`], exit: 1 }],
});

const json = (value: object) => `${JSON.stringify(value, null, 2)}\n`;

/** Texts by path in the feature's folder. */
export function scaffold(id: string): ReadonlyMap<string, string> {
  return new Map([
    ['feature.json', json(manifest(id))],
    ['install.sh', INSTALL(id)],
    ['check.sh', CHECK(id)],
    ['verify.sh', VERIFY(id)],
    ['remove.sh', REMOVE(id)],
    ['README.md', README(id)],
    ['test/basic.json', json(scenario(id))],
  ]);
}
