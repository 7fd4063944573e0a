import * as assert from 'uvu/assert';
import { renderTerminal } from '../../../../src/plan/render/terminal.ts';
import { describe } from '../../../support/describe.ts';
import { change, item, plan } from './sample-plan.ts';

const view = { color: false, columns: 80, root: 'configs' };
const at = { file: 'profiles/p.json', line: 6, column: 3 };
const restart = [change('/fuse', { effect: 'restart', before: null, after: '1', at })];
const many = Array.from({ length: 20 }, (_, i) =>
  item(`lxc/web${i}`, { effect: 'restart', downtime: 20 + i, changes: restart }),
);

describe('a plan on a terminal', (test) => {
  test('addresses and numbers stand in columns', () => {
    const text = renderTerminal(plan([item('lxc/a', { id: 'vmid:1000' }), item('lxc/long-name')]), view);
    assert.match(text, /^~ lxc\/a {10}1000 {2}live$/m);
    assert.match(text, /^~ lxc\/long-name {3}100 {2}live$/m);
  });

  test('many guests with one change share a paragraph no wider than the terminal', () => {
    const lines = renderTerminal(plan(many), view).split('\n');
    const first = lines.indexOf('↻ 20 guests  restart, down ≈ 20 to 39 s each');
    assert.ok(first > 0);
    const names = lines.slice(first + 1).filter((line) => line.startsWith('    lxc/'));
    assert.ok(names.length > 1 && names.every((line) => line.length <= 80));
    assert.is(names.join(' ').match(/lxc\/web\d+/g)?.length, 20);
    assert.is(lines.filter((line) => line.includes('fuse')).length, 1);
  });

  test('paths begin with the folder as the user calls it', () => {
    assert.match(renderTerminal(plan(many.slice(0, 1)), view), /fuse {2}1 {2}configs\/profiles\/p\.json:6$/m);
    assert.match(
      renderTerminal(plan(many.slice(0, 1)), { ...view, root: '.' }),
      /1 {2}profiles\/p\.json:6$/m,
    );
  });

  test('the last line is the sum of it', () => {
    const text = renderTerminal(plan(many, { unchanged: 3 }), view);
    assert.is(text.split('\n').at(-1), 'restart 20; 3 unchanged  plan a1b2c3d4');
  });

  test('without colour there is no escape, with colour there is', () => {
    const grave = plan([item('lxc/a', { action: 'retire', effect: 'retire', downtime: null })]);
    assert.not.match(renderTerminal(grave, view), /\u001b/);
    assert.match(renderTerminal(grave, { ...view, color: true }), /\u001b\[31m-\u001b\[39m/);
  });

  test('a plan without changes still tells which policy refuses', () => {
    const text = 'another estate: every guest is foreign from then on';
    const shown = renderTerminal(plan([], { policies: [{ policy: 'estate', ok: false, text }] }), view);
    assert.match(shown, `Policy: ${text} ✗`);
  });

  test('a plan without changes is one friendly line', () => {
    assert.match(
      renderTerminal(plan([], { unchanged: 18 }), view),
      /\nnothing to do; 18 unchanged {2}plan a1b2c3d4$/,
    );
  });
});
