/** Prometheus and node_exporter as Debian has them, for tests of metrics, rules and panels. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { describe, type Test } from './describe.ts';
import { scratchFolder } from './scratch-folder.ts';

const PROGRAMS = ['promtool', 'prometheus', 'prometheus-node-exporter'] as const;

/** A suite that is counted as skipped, with the reason, where the programs are not installed. */
export function describeMonitoring(name: string, define: (test: Test) => void): void {
  const missing = PROGRAMS.filter((program) => spawnSync(program, ['--version']).error !== undefined);
  if (missing.length === 0) return describe(name, define);
  process.stdout.write(
    `skipped: ${missing.join(', ')} (apt-get install prometheus prometheus-node-exporter)\n`,
  );
  // uvu runs what comes before and after even where every test is skipped.
  const nothing = Object.assign(() => {}, { each: () => {} });
  return describe(name, (test) =>
    define(Object.assign(test.skip.bind(test), test, { before: nothing, after: nothing }) as Test),
  );
}

/** What promtool says; its words are the reason where it is not content. */
export function promtool(
  args: readonly string[],
  input = '',
): { readonly ok: boolean; readonly said: string } {
  const { status, stdout, stderr } = spawnSync('promtool', args, { input, encoding: 'utf8' });
  return { ok: status === 0, said: `${stdout}${stderr}` };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Asks again until there is an answer that will do. */
export async function until<T>(what: string, ask: () => Promise<T | null>): Promise<T> {
  for (let left = 900; left > 0; left -= 1) {
    const answer = await ask().catch(() => null);
    if (answer !== null) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${what}: it did not come about in 90 s`);
}

interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

interface Alert {
  readonly name: string;
  readonly state: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface Monitoring {
  /** The folder of textfiles. */
  readonly folder: string;
  /** @throws Error with the words of Prometheus */
  query(expression: string): Promise<readonly Sample[]>;
  alerts(): Promise<readonly Alert[]>;
  /** The names of rules that could not be evaluated, and why. */
  brokenRules(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const end = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await end;
}

interface Answer {
  readonly status: string;
  readonly error?: string;
  readonly data?: unknown;
}

/** node_exporter over a folder of textfiles, and a Prometheus that looks every second, with some rules. */
export async function startMonitoring(rules: string): Promise<Monitoring> {
  const folder = scratchFolder('phoenix-textfile');
  const home = scratchFolder('phoenix-prometheus');
  const [exporter, port] = [await freePort(), await freePort()];
  const config = {
    global: { scrape_interval: '1s', scrape_timeout: '1s', evaluation_interval: '1s' },
    rule_files: [rules],
    scrape_configs: [{ job_name: 'node', static_configs: [{ targets: [`127.0.0.1:${exporter}`] }] }],
  };
  // JSON is YAML.
  writeFileSync(join(home, 'prometheus.yml'), JSON.stringify(config));
  const start = (program: string, args: readonly string[]) => spawn(program, args, { stdio: 'ignore' });
  const children = [
    start('prometheus-node-exporter', [
      '--collector.disable-defaults',
      '--collector.textfile',
      `--collector.textfile.directory=${folder}`,
      `--web.listen-address=127.0.0.1:${exporter}`,
    ]),
    start('prometheus', [
      `--config.file=${home}/prometheus.yml`,
      `--storage.tsdb.path=${home}/data`,
      `--web.listen-address=127.0.0.1:${port}`,
    ]),
  ];
  const ask = async (path: string): Promise<unknown> => {
    const response = await fetch(`http://127.0.0.1:${port}/api/v1/${path}`);
    const answer = (await response.json()) as Answer;
    if (answer.status !== 'success') throw new Error(answer.error ?? `HTTP ${response.status}`);
    return answer.data;
  };
  const stop = async () => {
    await Promise.all(children.map(ended));
  };
  try {
    await until('Prometheus answers', () => ask('status/buildinfo'));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    folder,
    query: async (expression) => {
      const { result } = (await ask(`query?query=${encodeURIComponent(expression)}`)) as {
        readonly result: readonly {
          readonly metric: Readonly<Record<string, string>>;
          readonly value: readonly [number, string];
        }[];
      };
      return result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }));
    },
    alerts: async () => {
      const { alerts } = (await ask('alerts')) as {
        readonly alerts: readonly {
          readonly labels: Readonly<Record<string, string>>;
          readonly state: string;
        }[];
      };
      return alerts.map(({ labels, state }) => ({ name: labels['alertname'] ?? '', state, labels }));
    },
    brokenRules: async () => {
      const { groups } = (await ask('rules')) as {
        readonly groups: readonly {
          readonly rules: readonly {
            readonly name: string;
            readonly health: string;
            readonly lastError?: string;
          }[];
        }[];
      };
      return groups
        .flatMap(({ rules: all }) => all)
        .flatMap(({ name, health, lastError }) => (health === 'err' ? [`${name}: ${lastError ?? ''}`] : []));
    },
    stop,
  };
}
