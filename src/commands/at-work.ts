/** Where an apply is, in words: of the whole, of each resource, and who is at work for how long. Fed with its events. */
import type { ApplyEvent } from '../apply/progress.ts';
import { type TimeLeft, timeLeft } from '../apply/time-left.ts';
import type { Address } from '../config/model.ts';
import { durationText } from '../config/units.ts';
import { plain } from '../plan/render/escape.ts';

export interface AtWork {
  take(event: ApplyEvent, now: number): void;
  /** `2/5`: of the steps of a resource; empty where there is one only. */
  share(address: Address): string;
  /** `about 4 min left`; empty where it is not worth a word. */
  left(now: number): string;
  /** One line, however many are at work; null: nobody is. */
  line(now: number): string | null;
}

interface Busy {
  readonly address: Address;
  readonly began: number;
  what: string;
}

interface Share {
  ended: number;
  total: number;
}

/** So many are shown with what they are at; more are named only. */
const WITH_WORK = 4;
const NAMED = 20;
const LONGEST_WORK = 60;
/** Milliseconds that are over before anybody has read of them. */
const SOON = 15_000;

/** As exact as it is known. */
function leftText(ms: number): string {
  if (ms < SOON) return '';
  if (ms < 90_000) return `about ${Math.round(ms / 10_000) * 10} s left`;
  const minutes = Math.round(ms / 60_000);
  const step = minutes < 20 ? 1 : minutes < 90 ? 5 : 15;
  return `about ${durationText(Math.round(minutes / step) * step * 60_000)} left`;
}

export function atWork(): AtWork {
  const shares = new Map<Address, Share>();
  const busy = new Map<string, Busy>();
  let time: TimeLeft | null = null;
  let whole = { ended: 0, total: 0 };

  const shareOf = (address: Address): Share => {
    const known = shares.get(address) ?? { ended: 0, total: 0 };
    shares.set(address, known);
    return known;
  };
  const left = (now: number) => (time ? leftText(time.left(now)) : '');
  const share = (address: Address): string => {
    const { ended, total } = shareOf(address);
    return total > 1 ? `${Math.min(ended, total)}/${total}` : '';
  };
  return {
    share,
    left,
    take: (event, now) => {
      switch (event.is) {
        case 'planned':
          time = timeLeft(event.steps, event.parallel);
          for (const { address, rescue } of event.steps) if (!rescue) shareOf(address).total += 1;
          return;
        case 'started': {
          const { id, address, title } = event.step;
          whole = event.count;
          time?.started(id, now);
          busy.set(id, { address, began: now, what: title });
          return;
        }
        case 'progress': {
          const one = busy.get(event.step.id);
          if (one) one.what = event.text;
          return;
        }
        case 'ended':
          whole = event.count;
          time?.ended(event.step.id, now);
          busy.delete(event.step.id);
          shareOf(event.step.address).ended += 1;
          return;
        case 'line':
        case 'feature':
        case 'retry':
        case 'stopping':
      }
    },
    line: (now) => {
      if (busy.size === 0) return null;
      const all = [...busy.values()].toSorted((a, b) => a.began - b.began);
      const names = all.slice(0, NAMED).map(({ address, began, what }) => {
        const took = durationText(Math.round((now - began) / 1000) * 1000);
        if (all.length > WITH_WORK) return `${address} ${took}`;
        return `${[address, share(address), plain(what, LONGEST_WORK)].filter((word) => word !== '').join(' ')} (${took})`;
      });
      const more = all.length > NAMED ? ` and ${all.length - NAMED} more` : '';
      const until = left(now);
      return `${whole.ended}/${whole.total} steps${until === '' ? '' : `, ${until}`}; at work: ${names.join(', ')}${more}`;
    },
  };
}
