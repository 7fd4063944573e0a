/**
 * (e) What it costs to open a vault, as an apply does it and as the whole process of `phoenix vault check --values`, beside
 * as many calls of `gpg -d`, which is what a script around `pass` comes to.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { readKey } from 'openpgp';
import { encryptEntry } from '../../src/secrets/vault/encrypt.ts';
import { newKey } from '../../src/secrets/vault/new-key.ts';
import { knownKey } from '../../src/secrets/vault/public-keys.ts';
import { CLI } from '../support/world.ts';
import { type Row, timesRow } from './row.ts';

/** One more than are counted: the first one opens the vault. */
const ENTRIES = 201;
const ROUNDS = 3;

interface Bench {
  readonly folder: string;
  readonly vault: string;
  readonly keyFile: string;
  readonly gpg: readonly string[];
}

function ran(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): number {
  const start = performance.now();
  const options = {
    env: { PATH: process.env['PATH'], ...env },
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  } as const;
  const { status, stderr } = spawnSync(program, args, options);
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} exited with ${status}: ${stderr}`);
  return performance.now() - start;
}

async function prepare(folder: string): Promise<Bench> {
  const made = await newKey('bench', null, null);
  const key = await knownKey(await readKey({ armoredKey: made.publicKey }));
  const vault = join(folder, 'configs/vault');
  mkdirSync(join(vault, '.public-keys'), { recursive: true });
  writeFileSync(join(vault, '.gpg-id'), `${key.fingerprint}\n`);
  writeFileSync(join(vault, '.public-keys', key.fingerprint), made.publicKey);
  for (let at = 0; at < ENTRIES; at += 1)
    writeFileSync(
      join(vault, `e${at}.gpg`),
      await encryptEntry(`e${at}`, `value-${at}-of-the-bench\n`, [key]),
    );
  const [home, keyFile] = [join(folder, 'gpg'), join(folder, 'key')];
  mkdirSync(home, { mode: 0o700 });
  writeFileSync(keyFile, made.privateKey, { mode: 0o600 });
  const gpg = ['--homedir', home, '--batch', '--quiet'];
  ran('gpg', [...gpg, '--import', keyFile]);
  return { folder, vault, keyFile, gpg };
}

function byGpg({ vault, gpg }: Bench): number {
  const files = readdirSync(vault).filter((name) => name.endsWith('.gpg') && !name.startsWith('.'));
  return files.slice(1).reduce((sum, name) => sum + ran('gpg', [...gpg, '-d', join(vault, name)]), 0);
}

const checked = ({ vault, keyFile, folder }: Bench): number =>
  ran(process.execPath, [CLI, 'vault', 'check', '--values', '--configs', dirname(vault)], {
    PHOENIX_VAULT_KEY_FILE: keyFile,
    HOME: folder,
  });

const OPEN = fileURLToPath(new URL('vault-open.ts', import.meta.url));

function opened({ vault, keyFile }: Bench): number {
  const args = ['--import', 'tsx', OPEN, vault, keyFile];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the vault could not be opened: ${stderr}`);
  return Number(stdout);
}

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** At most, of the calls of gpg: to open them is what was promised; a whole process also starts and checks. */
const BOUNDS = { opened: 0.2, checked: 0.5 } as const;

async function measured(): Promise<Row[]> {
  // Sockets of gpg-agent have short names only.
  const folder = mkdtempSync(join(tmpdir(), 'phx-'));
  try {
    const bench = await prepare(folder);
    const rounds: { readonly opened: number; readonly checked: number; readonly gpg: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1)
      rounds.push({ opened: opened(bench), checked: checked(bench), gpg: byGpg(bench) });
    ran('gpgconf', ['--homedir', join(folder, 'gpg'), '--kill', 'all']);
    const gpg = median(rounds.map((round) => round.gpg));
    const row = (what: string, side: keyof typeof BOUNDS) =>
      timesRow(
        `${what} of 200 entries / 200 calls of gpg -d`,
        median(rounds.map((round) => round[side])),
        gpg,
        BOUNDS[side],
      );
    return [row('opening', 'opened'), row('vault check --values', 'checked')];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function vault(say: (what: string) => void): Promise<Row[]> {
  if (spawnSync('gpg', ['--version']).status !== 0) {
    say('left out: gpg is not installed');
    return [];
  }
  return await measured();
}
