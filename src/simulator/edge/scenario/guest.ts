/** A real container for one scenario: made and started as `pct` does it, asked and removed the same way. */
import type { Scenario } from '../../../features/scenario.ts';
import type { TestGuest } from '../../../features/scenario-run.ts';
import { PhoenixError } from '../../../errors.ts';
import { enterCommand, REBOOT_LIMIT, rebootCommand } from '../../../node/guest-exec.ts';
import type { Commands, Ended } from './commands.ts';

export interface GuestWish {
  readonly vmid: number;
  readonly hostname: string;
  /** Such as `debian-12`. */
  readonly system: string;
  readonly guest: Scenario['guest'];
  /** MiB. */
  readonly memory: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** To make one may take the building of its system. */
const CREATE = 30 * MINUTE;
const STEP = 10 * MINUTE;
/** More than the scripts of a guest's features may take: their own limits end them in the guest. */
const BRING = 4 * 60 * MINUTE;
/** Looks at a guest that starts, one each half second. */
const LOOKS = 120;

const ENVIRONMENT = [
  'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  'HOME=/root',
  'LANG=C.UTF-8',
  'DEBIAN_FRONTEND=noninteractive',
];

/**
 * What must not change: files outside of what is in memory, of logs, caches and data of services. Folders count by owner and
 * mode: their times change with every draft that is made and moved. Data in /var that is not root's belongs to a service.
 */
const SNAPSHOT = `
find / -xdev \\( -path /proc -o -path /sys -o -path /dev -o -path /run -o -path /tmp -o -path /var/tmp -o -path /var/log \\
  -o -path /var/cache -o -path /var/lib/apt -o -path /var/lib/phoenix -o -path /var/lib/systemd -o -path /var/lib/docker \\
  -o -path /var/lib/containerd -o -path '*/__pycache__' \\) -prune \\
  -o -path '/var/*' ! -user root -prune \\
  -o -type d -printf '%p\\t%m %u %g\\n' -o -printf '%p\\t%m %u %g %s %T@ %l\\n' 2>/dev/null
command -v systemctl >/dev/null || exit 0
systemctl list-units --type=service --state=active --no-legend --plain | while read -r unit _; do
  case $unit in apt-daily*|systemd-*|user@*|user-runtime-dir@*|*getty@*|dbus*|man-db*|e2scrub*|dpkg-db*|logrotate*) continue ;; esac
  printf '%s\\t%s\\n' "$unit" "$(systemctl show -p ActiveEnterTimestampMonotonic --value "$unit")"
done`;

/** @throws PhoenixError `STEP_FAILED` with what `pct` said */
export async function makeGuest(commands: Commands, wish: GuestWish): Promise<TestGuest> {
  await must(commands, createArgv(wish), CREATE);
  await must(commands, ['pct', 'start', String(wish.vmid)], MINUTE);
  const guest = guestOf(commands, wish.vmid);
  await booted(guest);
  return guest;
}

export async function destroyGuest(commands: Commands, vmid: number): Promise<void> {
  await must(commands, ['pct', 'stop', String(vmid)], 2 * MINUTE);
  await must(commands, ['pct', 'destroy', String(vmid), '--purge', '1'], 5 * MINUTE);
}

function createArgv({ vmid, hostname, system, guest, memory }: GuestWish): string[] {
  const flags = (['nesting', 'keyctl', 'fuse'] as const).filter((flag) => guest[flag]);
  const archive = `local:vztmpl/${system}-standard_lab_amd64.tar.zst`;
  const words = `create ${vmid} ${archive} --hostname ${hostname} --rootfs local-zfs:16 --memory ${memory} --swap 0`;
  return [
    'pct',
    ...words.split(' '),
    '--net0',
    'name=eth0,bridge=vmbr0,ip=dhcp',
    '--unprivileged',
    guest.privileged ? '0' : '1',
    ...(guest.cores === undefined ? [] : ['--cores', String(guest.cores)]),
    ...(flags.length > 0 ? ['--features', flags.map((flag) => `${flag}=1`).join(',')] : []),
  ];
}

async function must(commands: Commands, argv: readonly string[], timeout: number): Promise<void> {
  const { exit, output } = await commands.run(argv, { timeout });
  if (exit === 0) return;
  const said = output.trim().split('\n').slice(-5).join('\n');
  throw new PhoenixError('STEP_FAILED', `${argv.slice(0, 3).join(' ')} failed: ${said}`);
}

function guestOf(commands: Commands, vmid: number): TestGuest {
  const exec = (argv: readonly string[], timeout: number): Promise<Ended> => {
    const inside = ['env', '-i', ...ENVIRONMENT, ...argv];
    return commands.run(['pct', 'exec', String(vmid), '--keep-env', '0', '--', ...inside], { timeout });
  };
  const guest: TestGuest = {
    bring: async (bundle, onBytes, isDone) => {
      const options = { stdin: bundle, onBytes, isDone, timeout: BRING };
      const { exit } = await commands.run(enterCommand(vmid), options);
      return exit < 0 ? null : exit;
    },
    exec: (argv) => exec(argv, STEP),
    restart: async () => {
      await must(commands, rebootCommand(vmid), REBOOT_LIMIT);
      await booted(guest);
    },
    snapshot: async () => {
      const { output } = await exec(['sh', '-c', SNAPSHOT], STEP);
      const lines = output.split('\n').filter((line) => line.includes('\t'));
      return new Map(lines.map((line) => line.split(/\t(.*)/s, 2) as [string, string]));
    },
  };
  return guest;
}

/** systemd answers late, and `degraded` where the kernel lacks something is as good as it gets. */
async function booted(guest: TestGuest): Promise<void> {
  let last = '';
  for (let look = 0; look < LOOKS; look += 1) {
    const { output } = await guest.exec(['systemctl', 'is-system-running', '--wait']);
    last = output.trim();
    if (/^(?:running|degraded)$/m.test(last)) return;
    await new Promise((resolve) => {
      setTimeout(resolve, 500);
    });
  }
  throw new PhoenixError('STEP_FAILED', `the guest does not come up: ${last.split('\n').at(-1) ?? ''}`);
}
