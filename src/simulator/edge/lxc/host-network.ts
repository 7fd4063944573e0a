/** What a lab needs of this machine's own network: packets of its cable are forwarded, and leave with this machine's address. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { writeWhole } from '../../../sources/write.ts';
import { must, programPath, run } from './machine.ts';
import { type LabNames, LABS } from './names.ts';

const FORWARD = '/proc/sys/net/ipv4/ip_forward';
/** There while a lab has set `ip_forward`, with what it was before. */
const BEFORE = `${LABS}/ip_forward`;

/** Docker refuses to forward what is not its own; its chain for others' rules is asked first. */
function filterRules(names: LabNames): string[][] {
  return [
    ['-i', names.cable, '-m', 'comment', '--comment', names.namespace, '-j', 'ACCEPT'],
    ['-o', names.cable, '-m', 'comment', '--comment', names.namespace, '-j', 'ACCEPT'],
  ];
}

function forwardIsClosed(): boolean {
  return (
    programPath('iptables') !== null && /^-P FORWARD DROP/m.test(run(['iptables', '-S', 'FORWARD']).stdout)
  );
}

export const natRules = (names: LabNames, subnet: string): string =>
  `table ip ${names.table}\ndelete table ip ${names.table}\ntable ip ${names.table} {\n` +
  `  chain post {\n    type nat hook postrouting priority 100;\n` +
  `    ip saddr ${subnet} oifname != "${names.cable}" masquerade\n  }\n}\n`;

/** @param subnet of the lab's cable */
export function allowForwarding(names: LabNames, subnet: string): void {
  const now = readFileSync(FORWARD, 'utf8').trim();
  if (now === '0') {
    writeWhole(BEFORE, now);
    writeFileSync(FORWARD, '1');
  }
  must(['nft', '-f', '-'], { input: natRules(names, subnet) });
  if (!forwardIsClosed()) return;
  for (const rule of filterRules(names)) {
    if (run(['iptables', '-C', 'FORWARD', ...rule]).exit !== 0) must(['iptables', '-I', 'FORWARD', ...rule]);
  }
}

/** Takes back what `allowForwarding` did. @param last whether no other lab is left on this machine */
export function forbidForwarding(names: LabNames, last: boolean): void {
  run(['nft', 'delete', 'table', 'ip', names.table]);
  if (programPath('iptables') !== null) {
    for (const rule of filterRules(names)) {
      while (run(['iptables', '-D', 'FORWARD', ...rule]).exit === 0);
    }
  }
  if (!last || !existsSync(BEFORE)) return;
  writeFileSync(FORWARD, readFileSync(BEFORE, 'utf8'));
  rmSync(BEFORE, { force: true });
}
