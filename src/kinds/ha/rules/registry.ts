/** Rules of HA resources: a new one is a file here and a line there. */
import type { Rule } from '../../../rules/rule.ts';
import { fewNodes } from './few-nodes.ts';
import { localDisk } from './local-disk.ts';
import { stateDiffers } from './state-differs.ts';

export const haRules: readonly Rule[] = [localDisk, fewNodes, stateDiffers];
