/**
 * The token with which GitHub says which job this is, for AWS to believe. One GET, as the toolkit of Actions does it, which
 * belongs to other folders and would print the token to have it masked.
 */
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { PhoenixError } from '../../errors.ts';
import { hide } from '../masking.ts';

/** Whom the token is for, as AWS's guide for GitHub Actions has it. */
const AUDIENCE = 'sts.amazonaws.com';
const TIMEOUT_MS = 20_000;
const TRIES = 3;
const PAUSE_MS = 500;

const answer = z.object({ value: z.string().min(1) });

/** @throws PhoenixError `REFUSED` where the job may have none, or GitHub gives none */
export async function oidcToken(role: string): Promise<string> {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token } = process.env;
  if (!url || !token) {
    throw new PhoenixError('REFUSED', `this job cannot take the role ${role}: it may not ask for a token`, {
      hint: 'Give the job that applies `permissions: id-token: write`.',
    });
  }
  const address = new URL(url);
  address.searchParams.set('audience', AUDIENCE);
  for (let tries = 1; ; tries += 1) {
    const said = await ask(address, token);
    if ('value' in said) {
      hide(said.value);
      return said.value;
    }
    if (!said.again || tries === TRIES) {
      throw new PhoenixError('REFUSED', `GitHub gave no token for the role ${role}: ${said.why}`, {
        hint: 'Run the job again; https://www.githubstatus.com tells of troubles.',
      });
    }
    await sleep(PAUSE_MS * tries);
  }
}

type Said = { readonly value: string } | { readonly why: string; readonly again: boolean };

async function ask(address: URL, token: string): Promise<Said> {
  try {
    const response = await fetch(address, {
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) {
      await response.body?.cancel();
      return { why: `it answered ${response.status}`, again: response.status >= 500 };
    }
    const { data } = answer.safeParse(await response.json());
    return data ?? { why: 'its answer holds none', again: false };
  } catch {
    // What the error says may hold a piece of the answer.
    return { why: `${address.host} does not answer as it should`, again: true };
  }
}

/** Whom the token speaks of, such as `repo:lab/estate:ref:refs/heads/main`; a policy of AWS compares it. */
export function subjectOf(token: string): string | null {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    return z.object({ sub: z.string() }).parse(claims).sub;
  } catch {
    return null;
  }
}
