/** Hook scripts: a snippet that Proxmox runs around start and stop. Whether it really runs is the runtime's affair. */
import type { Draft } from '../conf-store.ts';
import { die } from '../failure.ts';
import type { Session } from '../session.ts';
import { locate, volumeRecord } from '../storage/volumes.ts';

export type HookPhase = 'pre-start' | 'post-start' | 'pre-stop' | 'post-stop';

/** @throws Failure when the script fails before the start; later failures are only told */
export function runHook(
  session: Session,
  vmid: number,
  draft: Pick<Draft, 'options'>,
  phase: HookPhase,
): void {
  const volid = draft.options.get('hookscript');
  if (!volid || !session.runtime?.hook) return;
  const { id, storage, type, name } = locate(session.host, volid);
  const path = type.path(storage, name);
  const end = session.runtime.hook({ path, text: volumeRecord(session.host, id)?.text ?? '', vmid, phase });
  session.print(end.stdout);
  session.warn(end.stderr);
  if (end.exit === 0) return;
  const reason = `hookscript error for ${vmid} on ${phase}: command '${path} ${vmid} ${phase}' failed: exit code ${end.exit} `;
  if (phase === 'pre-start') die(reason);
  session.warn(`${reason}\n`);
}
