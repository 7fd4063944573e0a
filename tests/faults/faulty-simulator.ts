/**
 * The simulated node's programs, one call of which misbehaves: fault.json in DIR/.sim/misbehaviour says which and how. Every
 * call is a line of `calls` there, so that the next one knows its number. In the place of src/simulator/edge/main.ts.
 */
import { spawnSync } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { Fault } from '../../src/simulator/faults.ts';
import { middleOf, type Misbehaviour, type ProcessFault, type Struck } from './misbehaviour.ts';

/** Bytes of no text, a broken JSON, a line that looks like an error. */
const GARBAGE = '\u0000\u001b[31m{"data": [1, nul\nERROR: \ufffd\n100%\n';

const [dir = '', ...command] = process.argv.slice(4);
const folder = join(dir, '.sim/misbehaviour');

function numberOfThis(): number {
  appendFileSync(join(folder, 'calls'), `${JSON.stringify(command)}\n`);
  return readFileSync(join(folder, 'calls'), 'utf8').split('\n').length - 1;
}

function faultOf(number: number): Misbehaviour | null {
  let text = '';
  try {
    text = readFileSync(join(folder, 'fault.json'), 'utf8');
  } catch {
    return null;
  }
  const { at, does } = JSON.parse(text) as ProcessFault;
  if (at !== number) return null;
  const struck: Struck = { pid: process.pid, command };
  writeFileSync(join(folder, 'struck.json'), JSON.stringify(struck));
  return does;
}

/** Phoenix leads its group. A process whose parent is gone has the machine's first one, and that group is everybody. */
function killPhoenix(): void {
  if (process.ppid > 1) process.kill(-process.ppid, 'SIGKILL');
}

/** What happens in the middle of the work of this command. */
function inTheMiddle(then: Fault['do']): void {
  const at = middleOf(command);
  if (at === null) throw new Error(`nobody knows the middle of ${command.join(' ')}`);
  const fault: Fault = { command: '*', at, do: then };
  writeFileSync(join(dir, '.sim/faults.json'), JSON.stringify([fault]));
}

/** The status is in `process.exitCode` when this is over. */
async function doWork(): Promise<void> {
  if (command[0] !== 'perl') {
    await import('../../src/simulator/edge/main.ts');
    return;
  }
  const { status } = spawnSync('/usr/bin/perl', command.slice(1), { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}

const fail = () => {
  process.stderr.write('unexpected error: no space left on device\n');
  process.exitCode = 255;
};

const KILL = { kind: 'kill' } as const;
/** Longer than the next apply takes to come to this. */
const SLOW = { kind: 'delay', ms: 1200 } as const;

switch (faultOf(numberOfThis())) {
  case null:
    await doWork();
    break;
  case 'refuses':
    fail();
    break;
  case 'complains':
    await doWork();
    fail();
    break;
  case 'lies':
    break;
  case 'babbles':
    process.stdout.write(GARBAGE);
    await doWork();
    process.stdout.write(GARBAGE);
    break;
  case 'hangs':
  case 'hangs on':
    setInterval(() => {}, 2 ** 30);
    break;
  case 'dies':
    inTheMiddle(KILL);
    await doWork();
    break;
  case 'killed before':
    killPhoenix();
    break;
  case 'killed after':
    await doWork();
    killPhoenix();
    break;
  case 'goes on alone':
    killPhoenix();
    await doWork();
    break;
  case 'meets the next':
    killPhoenix();
    inTheMiddle(SLOW);
    await doWork();
    break;
  case 'killed within':
    killPhoenix();
    inTheMiddle(KILL);
    await doWork();
}
