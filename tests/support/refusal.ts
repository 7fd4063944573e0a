/** What became of a secret that was asked for, in one line: its value, or why there is none and what to do. */
import { PhoenixError } from '../../src/errors.ts';

export async function refusal(reading: Promise<string>): Promise<string> {
  try {
    return `read: ${await reading}`;
  } catch (error) {
    if (!(error instanceof PhoenixError)) throw error;
    return `${error.code} ${error.message} | ${error.hint ?? ''}`;
  }
}
