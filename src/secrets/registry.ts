/** The providers of secrets that this version has: a file and a line for each. */
import { aws } from './aws.ts';
import { env } from './env.ts';
import type { Provider } from './provider.ts';
import { file } from './file.ts';
import { vault } from './vault.ts';

export const PROVIDERS: readonly Provider[] = [vault, env, file, aws];
