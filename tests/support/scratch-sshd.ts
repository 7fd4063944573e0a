/** A real sshd of this user on a high port, with keys made for it, and `ssh` first on PATH that trusts it alone. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { scratchFolder } from './scratch-folder.ts';

const SSHD = '/usr/sbin/sshd';

/** Why there is none on this machine; null: there is. */
export function noSshd(): string | null {
  if (!existsSync(SSHD)) return 'sshd is not installed (openssh-server)';
  const has = spawnSync('ssh', ['-V']).status === 0 && spawnSync('ssh-keygen', ['-?']).error === undefined;
  return has ? null : 'ssh is not installed (openssh-client)';
}

export interface ScratchSshd {
  readonly port: number;
  readonly user: string;
  /** Ends every connection that is open, as a cut cable does, and leaves what runs behind them. */
  cut(): void;
  /** Takes connections again, or none, and then those that are open are cut. */
  listen(does: boolean): Promise<void>;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

function childrenOf(pid: number): number[] {
  const { stdout } = spawnSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' });
  const pairs = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  return pairs.flatMap(([child = 0, parent]) => (parent === pid ? [child, ...childrenOf(child)] : []));
}

const commandOf = (pid: number) =>
  spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout;

async function answers(port: number): Promise<boolean> {
  for (let tries = 0; tries < 100; tries += 1) {
    const { status } = spawnSync('sh', ['-c', `exec 3<>/dev/tcp/127.0.0.1/${port}`], { shell: '/bin/bash' });
    if (status === 0) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

/**
 * @param forced the command that the key gets, whatever it asks for
 */
export async function scratchSshd(forced: string): Promise<ScratchSshd> {
  const folder = scratchFolder('phoenix-sshd');
  const at = (name: string) => join(folder, name);
  for (const key of ['host', 'user'])
    spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', at(key)]);
  const publicKey = spawnSync('cat', [at('user.pub')], { encoding: 'utf8' }).stdout;
  const hostKey = spawnSync('cat', [at('host.pub')], { encoding: 'utf8' }).stdout;
  writeFileSync(at('authorized_keys'), `command="${forced}",restrict ${publicKey}`, { mode: 0o600 });
  const port = await freePort();
  writeFileSync(
    at('sshd_config'),
    [
      `Port ${port}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${at('host')}`,
      `AuthorizedKeysFile ${at('authorized_keys')}`,
      `PidFile ${at('pid')}`,
      'PasswordAuthentication no',
      'StrictModes no',
      'UsePAM no',
      'PermitRootLogin yes',
    ].join('\n'),
  );
  const { username: user } = userInfo();
  const name = `[127.0.0.1]:${port}`;
  writeFileSync(at('known_hosts'), `${name} ${hostKey}`);
  writeFileSync(
    at('ssh_config'),
    `UserKnownHostsFile ${at('known_hosts')}\nGlobalKnownHostsFile none\nIdentityFile ${at('user')}\nIdentitiesOnly yes\n`,
  );
  mkdirSync(at('bin'));
  writeFileSync(at('bin/ssh'), `#!/bin/sh\nexec /usr/bin/ssh -F '${at('ssh_config')}' "$@"\n`);
  chmodSync(at('bin/ssh'), 0o755);
  process.env['PATH'] = `${at('bin')}:${process.env['PATH'] ?? ''}`;
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true });

  let daemon: ChildProcess | null = null;
  /** The processes of sshd that stand between a client and its command: the command itself is left. */
  const connections = () => childrenOf(daemon?.pid ?? -1).filter((pid) => commandOf(pid).startsWith('sshd'));
  const end = (pids: readonly number[]) => {
    for (const pid of pids) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It ended meanwhile.
      }
    }
  };
  const listen = async (does: boolean) => {
    if (!does) {
      const [old, open] = [daemon, connections()];
      daemon = null;
      if (!old) return;
      const ended = new Promise((resolve) => old.once('exit', resolve));
      old.kill();
      await ended;
      end(open);
      return;
    }
    daemon ??= spawn(SSHD, ['-D', '-e', '-f', at('sshd_config')], { stdio: 'ignore' });
    if (!(await answers(port))) throw new Error('sshd does not listen');
  };
  await listen(true);
  return {
    port,
    user,
    cut: () => end(connections()),
    listen,
    stop: () => listen(false),
  };
}
