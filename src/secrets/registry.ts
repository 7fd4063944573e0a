/** The providers of secrets that this version has: a file and a line for each. */
import { env } from './env.ts';
import type { Provider } from './provider.ts';
import { vault } from './vault.ts';

export const PROVIDERS: readonly Provider[] = [vault, env];
