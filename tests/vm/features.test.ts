/**
 * A real virtual machine, booted by software alone: cloud-init takes what Phoenix wrote, and features come in by the real guest
 * agent. `npm run test:vm`; it takes minutes, and skips where the programs are missing.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import * as assert from 'uvu/assert';
import { type Entered, enterGuest } from '../../src/apply/enter-guest.ts';
import { type BundledFeature, frame, type Task } from '../../src/features/bundle.ts';
import { askHealth } from '../../src/health/ask.ts';
import type { HealthCheck, Question } from '../../src/health/check.ts';
import { holdsReady, lookAtReady, readyCond } from '../../src/kinds/vm/cloud-init/ready.ts';
import type { NodePort } from '../../src/node/port.ts';
import { agentCall, agentLine } from '../support/agent-line.ts';
import { snippets, written } from '../support/cloud-config.ts';
import { describe } from '../support/describe.ts';
import { feature, install } from '../support/guest-run.ts';
import { bootMachine, type Machine, whyNoMachine } from '../support/virtual-machine.ts';

const why = whyNoMachine();
if (why !== null) console.log(`skipped: ${why}`);

const SECRET = 'it\'s "quoted"\nand has two lines';

const USER_DATA = {
  // The image has no locales.
  locale: false,
  write_files: [{ path: '/root/token', content: '${secret:vm/token}', permissions: '0600' }],
  runcmd: [['sh', '-c', 'echo "it ran" >/root/ran']],
};

const VMID = 104;
const MINUTES = 60_000;

describe('a virtual machine', (suite) => {
  const test = (name: string, run: () => Promise<void>) =>
    why === null ? suite(name, run) : suite.skip(name, run);
  let machine: Machine;
  let line: ReturnType<typeof agentLine>;
  const node = () => line as unknown as NodePort;
  const said: string[] = [];

  suite.before(() => {
    if (why !== null) return;
    const [user] = snippets({ userData: USER_DATA }).snippets;
    machine = bootMachine(written(user?.content ?? [], SECRET));
    line = agentLine(machine.socket);
  });
  suite.after(() => machine?.remove());

  async function ready(): Promise<void> {
    const { ask = [] } = lookAtReady(readyCond(VMID).scope) ?? {};
    const end = Date.now() + 8 * MINUTES;
    for (;;) {
      const result = await node().run(ask);
      const held = holdsReady({ files: new Map(), digest: null, said: result });
      if (held === true) return;
      if (said.at(-1) !== held) said.push(held);
      if (Date.now() > end) throw new Error(`${held}\n${machine.console().slice(-2000)}`);
      await sleep(2000);
    }
  }

  async function enter(tasks: readonly Task[], secrets: readonly string[] = []): Promise<Entered> {
    const nonce = randomBytes(16).toString('hex');
    return enterGuest({
      node: node(),
      vmid: VMID,
      transport: 'agent',
      bundle: { stdin: frame({ tasks, nonce, secretKey: 'estate vmid:104' }), nonce, secrets },
      asked: tasks.map((task) => ({ do: task.do, id: task.do === 'remove' ? task.id : task.feature.id })),
      timeout: 10 * MINUTES,
    });
  }

  const verdicts = ({ outcome }: Entered) => outcome.features.map(({ id, verdict }) => `${id} ${verdict.is}`);

  async function shell(text: string): Promise<string> {
    const argv = ['qm', 'guest', 'exec', String(VMID), '--timeout', '30', '--', 'sh', '-c', text];
    const answer = JSON.parse((await node().run(argv)).stdout) as Record<string, string>;
    return answer['out-data'] ?? '';
  }

  test('comes up, and has done what cloud-init was told', async () => {
    await ready();
    console.log(`# on the way: ${said.join(' | ')}`);
    assert.is(await shell('cat /root/ran; stat -c %a /root/token'), 'it ran\n600\n');
    assert.is(await shell('cat /root/token'), SECRET);
  });

  test('takes features by its agent, and keeps running them while the agent restarts', async () => {
    const restart = 'systemctl restart qemu-guest-agent; sleep 4; echo "after the restart"';
    const more: Partial<BundledFeature> = {
      secrets: { PASSWORD: 'hunter2-and-more' },
      env: "export PASSWORD_FILE='/run/phoenix/b/PASSWORD'\n",
      network: false,
    };
    const tasks = [
      install(
        'a',
        { install: restart, 'files/noise': randomBytes(80_000).toString('base64') },
        { network: false },
      ),
      install('b', { install: '. "$PHX_LIB"; phx_secret password >/root/password', verify: 'true' }, more),
    ];
    const first = await enter(tasks, ['hunter2-and-more']);
    assert.equal(first.outcome.run, { is: 'ended' }, first.result.stderr);
    assert.equal(verdicts(first), ['a installed', 'b installed']);
    assert.is(
      await shell('cat /root/password; ls /run/phoenix-agent; grep -rl hunter2 /run 2>/dev/null'),
      'hunter2-and-more',
    );
    const again = await enter(tasks, ['hunter2-and-more']);
    assert.equal(verdicts(again), ['a unchanged', 'b unchanged']);
    console.log(
      `# ${line.asked.filter((word) => word === 'put').length} pieces, ${line.asked.length} requests in all`,
    );
  });

  test('is asked for its health', async () => {
    const checkOf = (ask: Question): HealthCheck => ({
      ask,
      from: { is: 'self' },
      within: 0,
      interval: 1000,
      timeout: 20_000,
    });
    const place = { vmid: VMID, node: 'pve1', transport: 'agent' } as const;
    const ask = (question: Question) => askHealth(checkOf(question), place, { node }, null);
    const active = await ask({ is: 'exec', argv: ['systemctl', 'is-active', 'qemu-guest-agent'] });
    assert.equal(active, { is: 'healthy', text: 'exit 0: active' });
    const shut = await ask({ is: 'tcp', host: '127.0.0.1', port: 1 });
    assert.match(shut.text, /refused/);
  });

  test('is restarted in between where a feature asks for it, and has forgotten the run', async () => {
    const scripts = { install: '[ -f /root/rebooted ] || { : >/root/rebooted; exit 12; }' };
    const task: Task = { do: 'install', feature: feature('c', scripts, { restarts: true, network: false }) };
    assert.equal((await enter([task])).outcome.run, { is: 'restart' });
    const before = await shell('cat /proc/sys/kernel/random/boot_id');
    await agentCall(machine.socket, 'guest-exec', { path: 'systemctl', arg: ['reboot'] });
    await sleep(20_000);
    const second = await enter([task]);
    assert.equal(verdicts(second), ['c installed']);
    assert.is.not(await shell('cat /proc/sys/kernel/random/boot_id'), before);
  });
});
