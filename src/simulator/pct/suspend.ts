/** `pct suspend` and `resume`: checkpoints of LXC, which fail on every node without CRIU, as on the recorded one. */
import { checkLock, loadConf, withGuestLock } from '../conf-store.ts';
import { die } from '../failure.ts';
import { isRunning } from '../guests.ts';
import type { Command } from '../session.ts';
import { runTask } from '../tasks.ts';

export const pctSuspend: Command = (session, { values }) => {
  const vmid = Number(values.get('vmid'));
  if (!isRunning(session.host, vmid)) die(`CT ${vmid} not running`);
  runTask(session, 'vzsuspend', String(vmid), () =>
    withGuestLock(session, vmid, () => {
      checkLock(loadConf(session, vmid));
      die(`command 'lxc-checkpoint -n ${vmid} -s -D /var/lib/vz/dump' failed: exit code 1`);
    }),
  );
};

export const pctResume: Command = (session, { values }) => {
  const vmid = Number(values.get('vmid'));
  if (isRunning(session.host, vmid)) die(`CT ${vmid} already running`);
  runTask(session, 'vzresume', String(vmid), () => {
    session.print(
      `lxc-checkpoint: ${vmid}: ../src/lxc/tools/lxc_checkpoint.c: main: 298 ${vmid} is not defined\n`,
    );
    die(`command 'lxc-checkpoint -n ${vmid} -r --foreground -D /var/lib/vz/dump' failed: exit code 1`);
  });
};
