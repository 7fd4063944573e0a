/** Every rule about virtual machines alone: a new one is a file here and a line there. */
import type { Rule } from '../../../rules/rule.ts';
import { balloonWithCard } from './balloon-with-card.ts';
import { idleIothread } from './idle-iothread.ts';
import { linkedToReplaced } from './linked-to-replaced.ts';
import { sharedCard } from './shared-card.ts';

export const vmRules: readonly Rule[] = [balloonWithCard, linkedToReplaced, sharedCard, idleIothread];
