/** Cloud-config of many a kind, for what renders it and what cloud-init says of it. */
import type { JsonObject } from '../../src/json.ts';
import { snippetsOf, type SnippetInput, type Snippets } from '../../src/kinds/vm/cloud-init/files.ts';
import type { Content } from '../../src/kinds/vm/cloud-init/render.ts';

export const snippets = (given: Partial<SnippetInput>): Snippets =>
  snippetsOf({ vmid: 104, needsAgent: false, textOf: () => null, ...given });

/** With every secret replaced, as an apply would write it. */
export const written = (content: Content, secret = 'it\'s "a" secret\nof two lines: {}'): string =>
  content.map((part) => (typeof part === 'string' ? part : JSON.stringify(secret))).join('');

export const GOOD: Readonly<Record<string, JsonObject>> = {
  empty: {},
  packages: { package_update: true, packages: ['nginx', 'curl'], timezone: 'Europe/Berlin' },
  users: {
    users: [
      'default',
      {
        name: 'ops',
        groups: 'sudo',
        shell: '/bin/bash',
        sudo: 'ALL=(ALL) NOPASSWD:ALL',
        lock_passwd: true,
        ssh_authorized_keys: ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDexample ops@lab'],
      },
      { name: 'app', passwd: '$y$j9T$F5Jx5fExrKuPp53xLKQ..1$X3DX6M94c7o.9agCG9G317fhZg9SqC.5i5rd.RhAtQ7' },
    ],
  },
  files: {
    write_files: [
      {
        path: '/etc/motd',
        content: 'a "quoted" line: with #, {braces} and \\ in it\n\ttabbed\nünïcode ✓\n',
        permissions: '0644',
      },
      { path: '/root/token', content: '${secret:vm/token}', permissions: '0600' },
    ],
    runcmd: [['sh', '-c', 'echo "$HOME"'], 'true'],
    bootcmd: [['true']],
  },
  passwords: { chpasswd: { expire: false, list: ['root:$6$salt$hash'] }, ssh_pwauth: false },
};
