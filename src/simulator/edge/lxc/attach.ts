/** Processes in real guests: lxc-attach with the caller's own streams, or with what a test gave and wants to read. */
import { spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import type { GuestEnd, GuestProcess } from '../../session.ts';
import type { Streams } from '../guest-runtime.ts';
import { lxc } from './containers.ts';
import type { LabNames } from './names.ts';

/**
 * On a node `pct exec` becomes lxc-attach; here it stays beside it, so that one ends with the other.
 * The environment is not in the arguments, where every process of the machine could read it.
 */
export function attach(names: LabNames, asked: GuestProcess, streams: Streams): GuestEnd {
  const argv = lxc(names, asked.vmid, 'lxc-attach', '--keep-env');
  const { status, signal, error, stdout, stderr } = spawnSync(
    '/usr/bin/setpriv',
    [
      '--pdeathsig',
      'TERM',
      '--',
      ...argv.map((word) =>
        word === 'nsenter' ? '/usr/bin/nsenter' : word === 'lxc-attach' ? '/usr/bin/lxc-attach' : word,
      ),
      '--',
      ...asked.argv,
    ],
    {
      encoding: 'utf8',
      env: { ...asked.env },
      maxBuffer: 1024 ** 3,
      ...(streams === 'caller' ? { stdio: 'inherit' } : { input: asked.stdin }),
    },
  );
  if (error) return { exit: 126, stdout: '', stderr: `lxc-attach: ${error.message}\n` };
  const exit = status ?? -(signal ? constants.signals[signal] : 1);
  return { exit, stdout: stdout ?? '', stderr: stderr ?? '' };
}
