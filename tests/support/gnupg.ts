/** A real GnuPG with a keyring of its own, for as long as this file of tests runs. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import process from 'node:process';
import { scratchFolder } from './scratch-folder.ts';

/** Whether a program is installed; by it a suite says why it skips. */
export const hasProgram = (name: string): boolean =>
  spawnSync(name, ['--version'], { stdio: 'ignore' }).error === undefined;

export interface GnuPG {
  readonly home: string;
  /** What a program needs to use this keyring and no other. */
  readonly env: NodeJS.ProcessEnv;
  /** Throws where gpg fails. */
  readonly run: (args: readonly string[], stdin?: string | Uint8Array) => Buffer;
  /** Makes a key and gives its fingerprint. */
  readonly makeKey: (mail: string, options?: KeyOptions) => string;
}

interface KeyOptions {
  /** Of the primary key, and of the subkey that encrypts. */
  readonly algorithms?: readonly [string, string];
  /** `never`, or such as `2d`. */
  readonly expires?: string;
  /** Empty: none. */
  readonly passphrase?: string;
  /** The clock that GnuPG is to believe in: `20200101T000000`. */
  readonly at?: string;
}

/** Each keyring has a process that holds its keys. */
const agents: NodeJS.ProcessEnv[] = [];
process.once('exit', () => {
  for (const env of agents) spawnSync('gpgconf', ['--kill', 'all'], { env, stdio: 'ignore' });
});

export function gnupg(): GnuPG {
  // The path of a socket is at most 107 bytes long.
  const home = scratchFolder('phx-gpg');
  chmodSync(home, 0o700);
  const env = { PATH: process.env['PATH'], HOME: home, GNUPGHOME: home, LC_ALL: 'C.UTF-8' };
  agents.push(env);
  const run = (args: readonly string[], stdin: string | Uint8Array = '') =>
    execFileSync('gpg', ['--batch', '--yes', '--quiet', '--trust-model', 'always', ...args], {
      env,
      input: stdin,
      stdio: 'pipe',
      timeout: 60_000,
    });
  const makeKey = (mail: string, options: KeyOptions = {}) => {
    const { algorithms = ['ed25519', 'cv25519'], expires = 'never', passphrase = '', at } = options;
    const unlocked = ['--pinentry-mode', 'loopback', '--passphrase', passphrase];
    const clock = at === undefined ? [] : ['--faked-system-time', `${at}!`];
    const [primary, subkey] = algorithms;
    const made = run([
      ...unlocked,
      ...clock,
      '--status-fd',
      '1',
      '--quick-generate-key',
      mail,
      primary,
      'sign',
      expires,
    ]);
    const fingerprint = /KEY_CREATED P ([0-9A-F]{40})/.exec(made.toString())?.[1];
    if (fingerprint === undefined) throw new Error(`gpg made no key: ${made.toString()}`);
    run([...unlocked, ...clock, '--quick-add-key', fingerprint, subkey, 'encrypt', expires]);
    return fingerprint;
  };
  return { home, env, run, makeKey };
}
