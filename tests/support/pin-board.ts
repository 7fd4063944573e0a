/** Secrets on the pin board of the runner: `${secret:pin:NAME}`. */
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { PhoenixError } from '../../src/errors.ts';
import type { Provider } from '../../src/secrets/provider.ts';
import { wholeOnly } from '../../src/secrets/whole.ts';

export const pin: Provider = {
  scheme: 'pin',
  parse: (name) => (/^[a-z]+$/.test(name) ? { secret: name, field: null } : null),
  hint: 'Write "${secret:pin:NAME}" with a name of small letters.',
  floats: () => true,
  open: async () => {
    const board = process.env['PIN_BOARD'] ?? '/run/pin-board';
    const text = await readFile(board, 'utf8').catch(() => {
      throw new PhoenixError('REFUSED', `there is no pin board at ${board}`, { hint: 'Put one up.' });
    });
    const read = (name: string) => {
      const line = text.split('\n').find((one) => one.startsWith(`${name} `));
      return line === undefined ? null : wholeOnly(line.slice(name.length + 1), 'a pin');
    };
    return async (names) => new Map(names.map((name) => [name, read(name)]));
  },
  missing: (name) => `Pin ${name} to the board.`,
};
