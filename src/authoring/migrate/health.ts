/** How a container is known to be well. Pure. */
import { isObject, type Json } from '../../json.ts';
import { type Handler, refuse } from './handler.ts';
import type { Draft } from './draft.ts';
import { waitingIn } from './software.ts';
import { below, type Found, membersOf, numberIn, textIn } from './source.ts';

const CURL =
  /^curl(?:\s+-{1,2}[A-Za-z-]+)*\s+["']?http:\/\/(?:localhost|127\.0\.0\.1)(?::(\d{1,5}))?(\/[^\s"'|;&<>$`]*)?["']?$/;
/** What only a shell understands. */
const SHELL = /["'`$|&;<>()*?\\~#\n]/;

/** The check that a command was. */
function checkOf(command: string): Readonly<Record<string, Json>> {
  const [, port = '80', path = '/'] = CURL.exec(command.trim()) ?? [''];
  if (CURL.test(command.trim())) return { http: `:${port}${path}` };
  return { exec: SHELL.test(command) ? ['sh', '-c', command] : command.trim().split(/\s+/) };
}

function check(draft: Draft, name: string, found: Found): void {
  const command = below(found, 'command');
  if (!command || textIn(command.value).trim() === '') {
    draft.drop(found, 'it names a script that is not part of these files');
    return;
  }
  const [waiting] = waitingIn(draft);
  if (waiting) {
    draft.drop(found, `${waiting[0]} is not there yet, and nothing would answer: write it with the feature`);
    return;
  }
  const asked = checkOf(textIn(command.value));
  const [retries, interval] = [below(found, 'retries'), below(found, 'interval')];
  const every = numberIn(interval?.value);
  const times = numberIn(retries?.value);
  draft.put(['health', name], asked, command);
  const title = below(found, 'name');
  if (title) draft.same(['health', name], title);
  if (interval && every !== null && every > 0) {
    if (every === 5) draft.same(['health', name], interval, 'as it is by default');
    else draft.put(['health', name, 'interval'], `${every}s`, interval);
  }
  if (retries && times !== null) draft.put(['health', name, 'within'], `${times * (every || 5)}s`, retries);
}

const one: Handler = (draft, found) => {
  if (draft.guest.isLayer) draft.drop(found, 'a layer never runs');
  else if (membersOf(found).length === 0) refuse(draft, found, 'a check with a command');
  else check(draft, 'service', found);
};

const several: Handler = (draft, found) => {
  for (const [index, each] of membersOf(found).entries()) {
    const name = textIn(below(each, 'name')?.value ?? (Array.isArray(found.value) ? '' : each.key))
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '');
    const clean = name.slice(0, 40) || `check-${index + 1}`;
    const there = draft.value['health'];
    const isTaken = isObject(there) && Object.hasOwn(there, clean);
    if (draft.guest.isLayer) draft.drop(each, 'a layer never runs');
    else check(draft, isTaken ? `${clean}-${index + 1}` : clean, each);
  }
  if (membersOf(found).length === 0) draft.drop(found, 'empty');
};

export const HEALTH: Readonly<Record<string, Handler>> = { health_check: one, health_checks: several };
