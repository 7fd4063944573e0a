/**
 * A commit of SDN: what was edited runs, and every node reloads its network. A node that fails is warned of, and the task
 * ends well all the same (PVE 9.2), which is what `sdn:reload:NODE` is a fault's point for.
 */
import { nodeNames, readFacts } from '../facts.ts';
import { messageOf } from '../failure.ts';
import { type Session, sessionWith } from '../session.ts';
import { held } from '../shared-files.ts';
import { runTask } from '../tasks.ts';
import { writeDnsmasq } from './dnsmasq.ts';
import { writeInterfaces } from './interfaces.ts';
import { assertToken, freeLock } from './lock.ts';
import { commitGroups, readRunning } from './store.ts';

/** What a node makes of what runs, as by `pvesh set /nodes/N/network`. */
export function reloadNode(session: Session, node: string): void {
  const there = sessionWith(session, { node: readFacts(session.host, node) });
  runTask(there, 'srvreload', 'networking', () => {
    session.at(`sdn:reload:${node}`);
    const running = readRunning(session.host);
    writeInterfaces(session.host, node, running);
    writeDnsmasq(session.host, node, running);
  });
}

export function commit(session: Session, token: string | undefined, release: boolean): void {
  held(session.host, 'sdn', () => {
    assertToken(session, 'could not commit SDN config', token);
    commitGroups(session.host);
  });
  session.at('sdn:committed');
  if (token !== undefined && release) freeLock(session.host);
  runTask(session, 'reloadnetworkall', '', () => {
    for (const node of nodeNames(session.host)) {
      session.print(`${node}: reloading network config\n`);
      try {
        reloadNode(session, node);
      } catch (error) {
        session.warn(`${messageOf(error)}\n`);
      }
    }
  });
}
