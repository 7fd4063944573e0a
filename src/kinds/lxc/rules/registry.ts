/** Every rule about containers alone: a new one is a file here and a line there. */
import type { Rule } from '../../../rules/rule.ts';
import { privileged } from './privileged.ts';

export const lxcRules: readonly Rule[] = [privileged];
