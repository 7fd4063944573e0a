/** What an apply really did to a guest, from the commands that ran: to hold it against what the plan had said. */
import { type Effect, worst } from '../../src/kinds/effect.ts';
import { OWN_SNAPSHOT } from '../../src/kinds/guest/own-snapshot.ts';
import type { Command } from './law-estate.ts';

/** Options of `pct set` that no running guest notices. */
const UNNOTICED = /^--(?:description|tags|onboot|startup|protection|hookscript|digest|revert)$/;

function effectOfSet(words: readonly string[]): Effect {
  const options = words.filter((word) => word.startsWith('--'));
  const deleted = words[words.indexOf('--delete') + 1] ?? '';
  const all = options.flatMap((option) =>
    option === '--delete' ? deleted.split(',').map((one) => `--${one}`) : [option],
  );
  return all.every((option) => UNNOTICED.test(option)) ? 'config' : 'live';
}

/** @param running whether the guest ran when the command was given */
function effectOf(argv: readonly string[], running: boolean): Effect {
  const [, verb = '', , ...words] = argv;
  switch (verb) {
    case 'destroy':
      return 'replace';
    case 'reboot':
      return 'restart';
    case 'shutdown':
    case 'stop':
      return 'offline';
    case 'migrate':
      return running ? 'offline' : 'config';
    case 'set':
      return running ? effectOfSet(words) : 'config';
    case 'start':
      return 'live';
    default:
      return running ? 'live' : 'config';
  }
}

/** A restart is made in two halves where a snapshot is taken in between: of a guest that is down anyway. */
function isRestart(argv: readonly string[], next: readonly string[] | undefined): boolean {
  return argv[1] === 'shutdown' && next?.[1] === 'snapshot' && next[3] === OWN_SNAPSHOT;
}

/** The worst that happened to a guest that was there before. @param ran whether it ran at the beginning */
export function actualEffect(commands: readonly Command[], vmid: number, ran: boolean): Effect {
  let running = ran;
  const effects: Effect[] = [];
  const own = commands.filter(({ argv }) => argv[0] === 'pct' && argv[2] === String(vmid));
  for (const [index, { argv }] of own.entries()) {
    effects.push(isRestart(argv, own[index + 1]?.argv) ? 'restart' : effectOf(argv, running));
    if (argv[1] === 'shutdown' || argv[1] === 'stop') running = false;
    if (argv[1] === 'start') running = true;
  }
  return worst(effects);
}
