import * as assert from 'uvu/assert';
import { BOOTSTRAP } from '../../../src/features/guest-scripts.ts';
import { hostCommand } from '../../../src/node/guest-exec.ts';
import { describe } from '../../support/describe.ts';

describe('features of a node', (test) => {
  test('systemd makes of the command what Phoenix means', () => {
    const [program, ...words] = hostCommand();
    assert.is(program, 'systemd-run');
    // `$$` is how a `$` is written there; a single one would be replaced by a variable of systemd.
    const script = words.at(-1) ?? '';
    assert.not(/(?<!\$)\$(?:\$\$)*(?!\$)/.test(script), 'a $ that systemd would take for a variable');
    assert.is(
      script.replaceAll('$$', () => '$'),
      BOOTSTRAP,
    );
    assert.equal(words.slice(-4, -1), ['--', 'sh', '-c']);
  });
});
