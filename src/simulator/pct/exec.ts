/** `pct exec`, `enter` and `console`: processes in a guest, run by the session's runtime; the rest is Proxmox's checks. */
import { getOption, loadConf } from '../conf-store.ts';
import { die } from '../failure.ts';
import { isRunning } from '../guests.ts';
import type { Command, Parameters, Session } from '../session.ts';

/** `pct` sets it for itself, and a kept environment carries it into the guest. */
const HOST_PATH = '/sbin:/bin:/usr/sbin:/usr/bin';
/** What lxc-attach gives a guest with a cleared environment. */
const GUEST_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** `A=1` pairs of the `env` option, joined by NUL in the draft. */
function declaredEnv(env: string | undefined): Record<string, string> {
  const pairs = (env ?? '').split('\0').filter((pair) => pair !== '');
  return Object.fromEntries(
    pairs.map((pair): [string, string] => {
      const at = pair.indexOf('=');
      return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

/** Runs a program in the guest, and ends with its exit status (128 + signal, 127 not found, 126 not executable). */
function attach(session: Session, { values }: Parameters, argv: readonly string[]): void {
  const vmid = Number(values.get('vmid'));
  const draft = loadConf(session, vmid);
  if (!isRunning(session.host, vmid)) die(`container '${vmid}' not running!`);
  const [program] = argv;
  if (program === undefined) die('missing command at /usr/share/perl5/PVE/CLI/pct.pm line 246.');
  const keep = values.get('keep-env') !== '0';
  const env = {
    ...(keep ? { ...session.env, PATH: HOST_PATH } : { PATH: GUEST_PATH, TERM: 'linux' }),
    ...declaredEnv(getOption(draft, 'env')),
    container: 'lxc',
  };
  const runtime =
    session.runtime ?? die(`lxc-attach: ${vmid}: no process can be run in this simulated guest`, 1);
  // Not read here: a runtime that hands the caller's own streams on never does.
  const end = runtime.exec({
    vmid,
    argv,
    env,
    get stdin() {
      return session.stdin;
    },
  });
  session.print(end.stdout);
  session.warn(end.stderr);
  if (end.failed !== undefined) {
    const [reason, exit] =
      end.failed === 'ENOENT'
        ? (['No such file or directory', 127] as const)
        : (['Permission denied', 126] as const);
    const place = `lxc-attach: ${vmid}: ../src/lxc/attach.c: lxc_attach_run_command: 1841`;
    die(`${place} ${reason} - Failed to exec "${program}"`, exit);
  }
  if (end.exit !== 0) die('', end.exit < 0 ? 128 - end.exit : end.exit);
}

export const pctExec: Command = (session, parameters) => attach(session, parameters, parameters.extra);

/** Without a terminal a shell reads stdin. */
export const pctEnter: Command = (session, parameters) => attach(session, parameters, ['/bin/sh']);

/** There is no terminal to attach. */
export const pctConsole: Command = (session, { values }) => {
  const vmid = Number(values.get('vmid'));
  loadConf(session, vmid);
  die(`lxc-console: ${vmid}: ../src/lxc/terminal.c: lxc_console: 1282 Failed to add stdin handler`, 1);
};
