/** This host as a node: directly for root, otherwise through an agent that `sudo -n` starts once. */
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename } from 'node:path';
import process from 'node:process';
import { agentMachine } from './agent.ts';
import { AGENT_PROGRAM } from './agent-program.ts';
import type { NodeAccess } from './connections.ts';
import { directMachine } from './direct.ts';
import { BOOT_PATH } from './host-facts.ts';
import { COMMAND_ENVIRONMENT } from './machine.ts';

/** What `/etc/pve/local` points to; elsewhere a node is called by the first part of its host name (PVE 9.2). */
export function localName(): string {
  try {
    return basename(readlinkSync('/etc/pve/local'));
  } catch {
    return hostname().split('.')[0] ?? '';
  }
}

/** Of the kernel that this process runs on: that of the node, also in a container of it; undefined: nobody tells. */
export function ownBoot(): string | undefined {
  try {
    return readFileSync(BOOT_PATH, 'utf8').trim() || undefined;
  } catch {
    return undefined;
  }
}

/** The node that this process runs on. */
export function localAccess(): NodeAccess {
  const name = localName();
  const isRoot = process.getuid?.() === 0;
  return {
    name,
    open: async () =>
      isRoot
        ? directMachine({ name })
        : agentMachine({
            argv: ['sudo', '-n', '--', 'perl', '-e', AGENT_PROGRAM],
            env: COMMAND_ENVIRONMENT,
            title: 'sudo',
            hint: 'run Phoenix as root, or let this user run perl by sudo without a password',
            name,
          }),
  };
}
