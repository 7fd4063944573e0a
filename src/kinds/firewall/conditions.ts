/** Conditions of steps about firewalls: what is asked of a node, and what its answer must be. */
import type { Look, RunResult, ScopeState } from '../../node/port.ts';
import type { Cond, NodeName, Scope } from '../step.ts';

const STATUS = 'pve-firewall:status@';
const COMPILE = 'pve-firewall:compile@';

/** How scopes that are no files are read. */
export function lookAtFirewall(scope: Scope): Look {
  for (const [start, verb] of [
    [STATUS, 'status'],
    [COMPILE, 'compile'],
  ] as const) {
    if (scope.startsWith(start)) return { ask: ['pve-firewall', verb], node: scope.slice(start.length) };
  }
  throw new Error(`there is no way to read the scope ${scope}`);
}

/** The file is as it was planned from, or as this apply left it. */
export function asKnown(path: string): Cond {
  return { scope: `file:${path}`, check: { is: 'known' } };
}

/** @param digest SHA-1 of its text; null: it is not there */
export function hasDigest(path: string, digest: string | null): Cond {
  return { scope: `file:${path}`, check: { is: 'digest-of', digest } };
}

/** Proxmox has no word against these lines. It skips what it cannot read, and exits 0 (pve-firewall 6.0). */
export function compiles(node: NodeName, path: string, lines: readonly number[]): Cond {
  return { scope: `${COMPILE}${node}`, check: { is: 'compiles', path, lines } };
}

/** What the files say is in force: the firewall looks at them every ten seconds. */
export function inForce(node: NodeName): Cond {
  return { scope: `${STATUS}${node}`, check: { is: 'in-force' } };
}

/** `/etc/pve/firewall/cluster.fw (line 7) - errors in rule parameters: …`; its reasons stand below, set in. */
function complaints({ stderr }: RunResult, path: string, lines: readonly number[]): string[] {
  const found: string[] = [];
  let isOurs = false;
  for (const line of stderr.split('\n')) {
    const [, where, number] = /^(\/\S+) \(line (\d+)\)/.exec(line) ?? [];
    if (where !== undefined) isOurs = where === path && lines.includes(Number(number));
    else if (!/^\s/.test(line)) isOurs = false;
    if (isOurs && line.trim() !== '') found.push(line.trim());
  }
  return found;
}

function judge(check: Cond['check'], said: RunResult | null): true | string {
  if (!said) return 'the node did not answer';
  if (said.exit !== 0) return `pve-firewall: ${said.stderr.trim().split('\n')[0] || `exit ${said.exit}`}`;
  if (check.is === 'in-force') {
    return said.stdout.includes('pending changes') ? 'the firewall has not taken the change up yet' : true;
  }
  const lines = Array.isArray(check['lines']) ? check['lines'].map(Number) : [];
  const found = complaints(said, typeof check['path'] === 'string' ? check['path'] : '', lines);
  return found.length === 0 ? true : `Proxmox cannot use it: ${found.join(' ')}`;
}

export function holdsFirewall(check: Cond['check'], state: ScopeState, digest: string | null): true | string {
  if (!('files' in state)) return 'it is a guest';
  switch (check.is) {
    case 'known':
      return state.digest === digest || 'it was changed by someone else since the plan';
    case 'digest-of':
      return state.digest === check['digest'] || 'it is not as it was written';
    default:
      return judge(check, state.said);
  }
}
