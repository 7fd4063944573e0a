/** Every rule about nodes alone: a new one is a file here and a line there. */
import type { Rule } from '../../../rules/rule.ts';
import { factDiffers } from './fact-differs.ts';
import { moduleTwice } from './module-twice.ts';
import { neverRestarts } from './never-restarts.ts';
import { stopsRunner } from './stops-runner.ts';

export const nodeRules: readonly Rule[] = [factDiffers, neverRestarts, stopsRunner, moduleTwice];
