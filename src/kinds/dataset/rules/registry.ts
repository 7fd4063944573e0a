/** Every rule about datasets: a new one is a file here and a line there. */
import type { Rule } from '../../../rules/rule.ts';
import { bindOwner } from './bind-owner.ts';
import { bindUnmounted } from './bind-unmounted.ts';
import { sameMountpoint } from './same-mountpoint.ts';
import { smallQuota } from './small-quota.ts';

export const datasetRules: readonly Rule[] = [bindOwner, bindUnmounted, sameMountpoint, smallQuota];
