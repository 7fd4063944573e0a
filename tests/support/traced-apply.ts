/** An apply by a real process, of a guest with a feature on a simulated node, as part of a trace that somebody else began. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { SOURCE_CLI } from './source-program.ts';

export const TRACE = '0af7651916cd43dd8448eb211c80319c';
export const CALLER = 'b7ad6b7169203331';
export const TOKEN = 'collector-token-0123456789';
export const PASSWORD = 'correct-horse-battery';

const FILES: Readonly<Record<string, object | string>> = {
  'phoenix.json': { name: 'lab', nodes: { pve1: {} } },
  'features/app/feature.json': {
    id: 'app',
    version: '1.0.0',
    name: 'App',
    options: { password: { type: 'string', secret: true } },
  },
  'features/app/install.sh': '#!/bin/sh\nexit 0\n',
  'features/app/verify.sh': '#!/bin/sh\nexit 0\n',
  'lxc/web.json': {
    vmid: 101,
    ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
    rootfs: { storage: 'local', size: '4G' },
    features: { app: { password: '${secret:env:APP_PASSWORD}' } },
  },
};

/** What stands for the scripts in the guest. */
const INSTALL = `. "$PHX_LIB"
phx_progress fetching
phx_event version 15.6
echo "the password is $(cat "$PASSWORD_FILE")"
printf '%s %s\\n' "$TRACEPARENT" "$TRACESTATE" >/srv/recorded/app/install.context
`;
const verify = (exit: number) => `printf '%s\\n' "$TRACEPARENT" >/srv/recorded/app/verify.context
echo "no answer on port 80" >&2
exit ${exit}
`;

export interface Ran {
  readonly exit: number | null;
  readonly output: string;
  /** What a script found in the environment. */
  readonly context: (script: string) => string;
}

/** @param verifies the exit code of the feature's verify script */
export async function tracedApply(
  collector: string,
  verifies: number,
  env: Readonly<Record<string, string>>,
): Promise<Ran> {
  const top = mkdtempSync(join(tmpdir(), 'phoenix-traces-'));
  const recorded = join(top, 'node/.sim/guests/101/rootfs/srv/recorded/app');
  try {
    for (const [path, value] of Object.entries(FILES)) {
      mkdirSync(dirname(join(top, 'configs', path)), { recursive: true });
      writeFileSync(join(top, 'configs', path), typeof value === 'string' ? value : JSON.stringify(value));
    }
    const phoenix = (...args: readonly string[]) =>
      new Promise<Pick<Ran, 'exit' | 'output'>>((resolve) => {
        const child = spawn(process.execPath, [...SOURCE_CLI, ...args], {
          cwd: top,
          env: {
            PATH: process.env['PATH'],
            HOME: top,
            PHOENIX_SIMULATOR: process.env['PHOENIX_SIMULATOR'],
            APP_PASSWORD: PASSWORD,
            OTEL_EXPORTER_OTLP_ENDPOINT: collector,
            OTEL_EXPORTER_OTLP_HEADERS: `authorization=Bearer%20${TOKEN},x-scope-orgid=lab`,
            TRACEPARENT: `00-${TRACE}-${CALLER}-01`,
            TRACESTATE: 'vendor=abc',
            ...env,
          },
        });
        let output = '';
        child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
        child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
        child.on('close', (exit) => resolve({ exit, output }));
      });
    mkdirSync(recorded, { recursive: true });
    writeFileSync(join(recorded, 'install.sh'), INSTALL);
    writeFileSync(join(recorded, 'verify.sh'), verify(verifies));
    const ran = await phoenix('apply', '--node', 'sim:node', '--yes');
    const contexts = Object.fromEntries(
      ['install', 'verify'].map((name) => {
        try {
          return [name, readFileSync(join(recorded, `${name}.context`), 'utf8').trim()];
        } catch {
          return [name, 'it did not run'];
        }
      }),
    );
    return { ...ran, context: (script) => contexts[script] ?? '' };
  } finally {
    rmSync(top, { recursive: true, force: true });
  }
}
