/** Cards of machines and SDN: when IPAM gives each its address, and takes it back (PVE::QemuServer::Network, 9.2). */
import { messageOf } from '../failure.ts';
import { cardChanged, cardGone, type CardOwner, cardStarts } from '../sdn/cards.ts';
import type { Session } from '../session.ts';
import type { VmDraft, VmSection } from './conf.ts';

export const cardOwner = (vmid: number, { options }: VmDraft): CardOwner => ({
  vmid,
  hostname: options.get('name') ?? '',
});

const netsOf = (section: VmSection) => [...section].filter(([key]) => /^net\d+$/.test(key));

/** Of a machine that was made. Failing is only warned of: the machine is there. */
export function cardsMade(session: Session, vmid: number, draft: VmDraft): void {
  for (const [, value] of netsOf(draft.options)) {
    try {
      cardChanged(session, cardOwner(vmid, draft), undefined, value);
    } catch (error) {
      session.warn(`${messageOf(error)}\n`);
    }
  }
}

export function cardsGone(session: Session, draft: VmDraft): void {
  for (const [, value] of netsOf(draft.options)) cardGone(session, value);
}

/** Of a machine that starts. @throws Failure when one gets no address */
export function cardsStart(session: Session, vmid: number, draft: VmDraft): void {
  for (const [, value] of netsOf(draft.options)) cardStarts(session, cardOwner(vmid, draft), value);
}
