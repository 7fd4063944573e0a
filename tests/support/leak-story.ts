/** A world with secrets from everywhere in one guest, and everything that its processes have left behind. */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import type { JobResult } from '../../src/github/loopback/runner.ts';
import { encryptEntry } from '../../src/secrets/vault/encrypt.ts';
import { newKey } from '../../src/secrets/vault/new-key.ts';
import { readPublicKeyFile } from '../../src/secrets/vault/public-keys.ts';
import { nasty, nastyHeader, nastyLines, privateKey, word } from './canaries.ts';
import type { Canary, Place } from './leak-scan.ts';
import { spyEnvironment, type StartedProcess, startedProcesses } from './process-spy.ts';
import type { RunOptions } from './run-action.ts';
import { scratchFolder } from './scratch-folder.ts';
import { secretsManager } from './secrets-manager.ts';
import { CLI, createWorld, type Files, run, type World } from './world.ts';

export const CANARY = {
  token: nasty(),
  pem: privateKey(),
  user: `user-${nasty()}`,
  variable: nastyLines(),
  file: nastyLines(),
  cloud: nasty(),
  /** Stands in an entry beside a field that is used. */
  beside: nasty(),
  /** Of the environment of all services. */
  service: nasty(),
  header: nastyHeader(),
  passphrase: `pass-${word()}-${word()}-${word()}`,
};

const REFERENCES = {
  token: '${secret:app/token}',
  pem: '${secret:app/pem#*}',
  user: '${secret:app/login#user}',
  variable: '${secret:env:APP_PASSWORD}',
  file: '${secret:file:app/file}',
  cloud: '${secret:aws:prod/db#password}',
} as const;

/** What the feature of this estate is given. */
export const BROUGHT = Object.keys(REFERENCES) as readonly (keyof typeof REFERENCES)[];

const secretOption = { type: 'string', secret: true };
const FEATURE = {
  id: 'app',
  version: '1.0.0',
  name: 'App',
  network: false,
  options: {
    port: { type: 'integer', default: 80 },
    ...Object.fromEntries(BROUGHT.map((name) => [name, secretOption])),
  },
};

/** Another port installs the feature again. */
const guest = (port: number): object => ({
  vmid: 101,
  ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
  rootfs: { storage: 'local', size: '4G' },
  features: { app: { ...REFERENCES, port } },
  env: { SERVICE: '${secret:app/service}', PLAIN: 'plain' },
  health: { up: { http: ':8080/', headers: { Authorization: 'Bearer ${secret:app/header}' }, within: 0 } },
});

export interface LeakStory {
  readonly world: World;
  readonly canaries: readonly Canary[];
  /** A path of the folder that is TMPDIR of all processes. */
  readonly temporary: (name: string) => string;
  /** A path of the guest on this machine. */
  readonly inGuest: (path: string) => string;
  /** What was kept of what is gone by now: output, checkouts, folders of jobs. */
  readonly kept: Place[];
  readonly processes: StartedProcess[];
  /** How the guest answers to the install of the feature from now on. */
  answer(script: string): void;
  /** An action with debug logging on. */
  act(
    options: Partial<RunOptions>,
    start: (options: Partial<RunOptions>) => Promise<JobResult>,
  ): Promise<JobResult>;
  /** A pull request that is planned, merged and applied. */
  pulled(name: string, port: number, options?: Partial<RunOptions>): Promise<JobResult>;
  cli(...args: readonly string[]): Promise<string>;
  /** Everything there is to look at by now. */
  everywhere(): Place[];
  close(): Promise<void>;
}

/** Names of files are looked at too. */
export function filesBelow(top: string, leaveOut: (path: string) => boolean = () => false): Place[] {
  return readdirSync(top, { withFileTypes: true }).flatMap((entry) => {
    const path = join(top, entry.name);
    if (leaveOut(path)) return [];
    if (entry.isDirectory()) return filesBelow(path, leaveOut);
    const name = { name: path, bytes: entry.name };
    return entry.isFile() ? [name, { name: path, bytes: readFileSync(path) }] : [name];
  });
}

/** Bundles that a killed process may have left in memory. */
const inMemory = (): Place[] =>
  readdirSync('/dev/shm')
    .filter((name) => name.startsWith('.phoenix-'))
    .map((name) => join('/dev/shm', name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.uid === process.getuid?.())
    .map((path) => ({ name: path, bytes: readFileSync(path) }));

function sentTo({ github: { log, state } }: World): Place[] {
  const requests = log.map(({ method, path, query, body }) => ({
    name: `${method} ${path}`,
    bytes: JSON.stringify([path, query, body]),
  }));
  return [...requests, ...[...state.comments.values()].map(({ body }) => ({ name: 'comment', bytes: body }))];
}

const givenTo = ({ argv, env }: StartedProcess): Place => ({
  name: `argv and env of ${argv.slice(0, 2).join(' ')}`,
  bytes: [...argv, ...Object.entries(env).flat()].join('\n'),
});

/** Pins what the library brings. */
async function lockFor(folder: string, files: Files): Promise<string> {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    const isPlain = typeof content === 'string' || content instanceof Uint8Array;
    writeFileSync(join(folder, path), isPlain ? content : JSON.stringify(content));
  }
  const updated = await run([process.execPath, CLI, 'feature', 'update', '--configs', folder], folder);
  assert.is(updated.exit, 0, updated.stderr);
  return readFileSync(join(folder, 'phoenix.lock'), 'utf8');
}

interface BytesCollector {
  readonly url: string;
  /** What was sent to it, as it came. */
  readonly taken: readonly Place[];
  close(): Promise<void>;
}

/** Takes whatever traces and metrics are sent, and understands nothing of it. */
async function bytesCollector(): Promise<BytesCollector> {
  const taken: Place[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void chunks.push(chunk));
    request.on('end', () => {
      taken.push({ name: `sent to ${request.url}`, bytes: Buffer.concat(chunks) });
      response.end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    taken,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export async function leakStory(): Promise<LeakStory> {
  const folder = scratchFolder('phoenix-leaks');
  const at = (...path: readonly string[]) => join(folder, ...path);
  for (const name of ['tmp', 'told', 'estate', 'secrets/app']) mkdirSync(at(name), { recursive: true });
  writeFileSync(at('secrets/app/file'), CANARY.file, { mode: 0o600 });

  const aws = await secretsManager();
  const collector = await bytesCollector();
  const text = JSON.stringify({ user: 'db', password: CANARY.cloud });
  const versions = [{ id: 'v1', stages: ['AWSCURRENT'], text }];
  aws.shelf.stored.push({ name: 'prod/db', region: 'eu-central-1', versions });
  const { accessKeyId, secretAccessKey } = aws.key();

  const key = await newKey('Runner', null, CANARY.passphrase);
  const recipients = await readPublicKeyFile(Buffer.from(key.publicKey));
  if (typeof recipients === 'string') throw new Error(recipients);
  const entry = (name: string, content: string) => encryptEntry(name, content, recipients);
  const files: Files = {
    'phoenix.json': {
      name: 'lab',
      nodes: { pve1: { pve: '9.2' } },
      secrets: { aws: { region: 'eu-central-1', endpoint: aws.url } },
    },
    'vault/.gpg-id': `${key.fingerprint}\n`,
    [`vault/.public-keys/${key.fingerprint}`]: key.publicKey,
    'vault/app/token.gpg': await entry('app/token', `${CANARY.token}\nnote: nothing\n`),
    'vault/app/pem.gpg': await entry('app/pem', CANARY.pem),
    'vault/app/login.gpg': await entry('app/login', `${CANARY.beside}\nuser: ${CANARY.user}\n`),
    'vault/app/service.gpg': await entry('app/service', `${CANARY.service}\n`),
    'vault/app/header.gpg': await entry('app/header', CANARY.header),
    'features/app/feature.json': FEATURE,
    'features/app/install.sh': '#!/bin/sh\nexit 0\n',
  };
  const lock = await lockFor(at('estate'), { ...files, 'lxc/app.json': guest(80) });
  const world = await createWorld({ ...files, 'phoenix.lock': lock });

  const canaries = [
    ...Object.entries(CANARY).map(([name, value]) => ({ name, value })),
    { name: 'key of the vault', value: key.privateKey, known: key.publicKey },
    { name: 'key of AWS', value: secretAccessKey },
  ];
  const root = join(world.node, '.sim/guests/101/rootfs');
  const inGuest = (path: string) => join(root, path);
  const log = at('processes');
  const runner = {
    APP_PASSWORD: CANARY.variable,
    PHOENIX_SECRETS_DIR: at('secrets'),
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    TMPDIR: at('tmp'),
    PHOENIX_LOG_FILE: at('told/log.jsonl'),
    PHOENIX_LOG_LEVEL: 'debug',
    PHOENIX_METRICS_FILE: at('told/phoenix.prom'),
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    ...spyEnvironment(log),
  };
  const kept: Place[] = [];
  const processes: StartedProcess[] = [];
  let runs = 0;
  const keep = (name: string, { stdout, stderr }: { readonly stdout: string; readonly stderr: string }) => {
    kept.push({ name: `stdout of ${name}`, bytes: stdout }, { name: `stderr of ${name}`, bytes: stderr });
    processes.push(...startedProcesses(log));
  };

  const act: LeakStory['act'] = async (options, start) => {
    const job = at(`job-${(runs += 1)}`);
    mkdirSync(job);
    const NODE_OPTIONS = [runner.NODE_OPTIONS, options.env?.['NODE_OPTIONS'] ?? ''].join(' ').trim();
    const result = await start({
      ...options,
      folder: job,
      env: { ...runner, ACTIONS_STEP_DEBUG: 'true', RUNNER_DEBUG: '1', ...options.env, NODE_OPTIONS },
      inputs: { ...options.inputs, 'vault-key': key.privateKey, 'vault-passphrase': CANARY.passphrase },
      inspect: (workspace) => void kept.push(...filesBelow(workspace)),
    });
    keep(`run ${runs}`, result);
    kept.push(...filesBelow(job));
    return result;
  };

  return {
    world,
    canaries,
    temporary: (name) => at('tmp', name),
    inGuest,
    kept,
    processes,
    answer: (script) => {
      mkdirSync(inGuest('srv/recorded/app'), { recursive: true });
      writeFileSync(inGuest('srv/recorded/app/install.sh'), script);
    },
    act,
    pulled: async (name, port, options = {}) => {
      const pull = await world.propose(name, { 'lxc/app.json': guest(port) });
      const plan = await act({}, (more) => world.plan(pull, 'opened', more));
      assert.is(plan.exitCode, 0, plan.stdout + plan.stderr);
      const push = await world.merge(pull);
      return act(options, (more) => world.push(push, more));
    },
    cli: async (...args) => {
      const keys = { PHOENIX_VAULT_KEY: key.privateKey, PHOENIX_VAULT_PASSPHRASE: CANARY.passphrase };
      const ran = await world.cli(args, { env: { ...runner, ...keys } });
      keep(`phoenix ${args.slice(0, 2).join(' ')}`, ran);
      return ran.stdout + ran.stderr;
    },
    everywhere: () => [
      ...kept,
      ...filesBelow(world.node, (path) => path === root),
      // What the guest's own scripts have written there is where it belongs.
      ...filesBelow(root, (path) => [inGuest('root'), inGuest('srv')].includes(path)),
      ...filesBelow(at('tmp')),
      ...filesBelow(at('told')),
      ...collector.taken,
      ...inMemory(),
      ...sentTo(world),
      ...processes.map(givenTo),
    ],
    close: async () => {
      // Else nothing was looked at.
      for (const path of ['/v1/traces', '/v1/metrics'])
        assert.ok(
          collector.taken.some(({ name, bytes }) => name === `sent to ${path}` && bytes.length > 100),
        );
      await world.close();
      await aws.close();
      await collector.close();
    },
  };
}
