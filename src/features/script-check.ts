/** What is wrong with the scripts of a feature by the rules of the library, found by reading them. Pure. */
import { wholeFile } from '../config/place.ts';
import { quote } from '../config/quote.ts';
import type { Finding } from '../errors.ts';
import { type FeatureFindingId, findingAt } from './finding-ids.ts';
import type { Manifest } from './manifest.ts';

/** Scripts that run.sh starts by what stands in their first line. */
const STARTED = ['check.sh', 'install.sh', 'verify.sh', 'remove.sh'];
const ASKING = ['check.sh', 'verify.sh'];
const SHEBANG = /^#! ?(?:\/usr\/bin\/env )?(?:\/bin\/|\/usr\/bin\/)?(?:ba|da)?sh(?: -[a-z]+)*\s*$/;

const FETCH = String.raw`\b(?:curl|wget)\b`;
const SHELL = String.raw`(?:sudo\s+(?:-\S+\s+)*)?(?:env\s+(?:\S+=\S*\s+)*)?(?:\S*/)?(?:ba|da|z|k)?sh\b(?!-)`;
/** What comes from the network and is run at once, in the ways in which that is written. */
const RUN_UNSEEN = [
  new RegExp(String.raw`${FETCH}[^|;&]*\|\s*${SHELL}`),
  new RegExp(String.raw`\b(?:ba|da|z)?sh\s+(?:-\S+\s+)*["']?\$\(\s*${FETCH}`),
  new RegExp(String.raw`(?:^|[\s;&|(])(?:(?:ba|z)?sh|source|\.)\s+(?:-\S+\s+)*<\(\s*${FETCH}`),
  new RegExp(String.raw`\beval\s+["']?(?:\$\(|${'`'})\s*${FETCH}`),
  new RegExp(
    String.raw`\b(?:python3?|perl|node)\b\s+-?\s*<\(\s*${FETCH}|${FETCH}[^|;&]*\|\s*(?:\S*/)?(?:python3?|perl|node)\b`,
  ),
];
/** Addresses of the guest itself are asked by checks; what comes from elsewhere is to be pinned. */
const FOREIGN = String.raw`["']?(?:https?|ftp)://(?!127\.|localhost\b|\[::1\]|\$)[^\s"']+`;
const UNPINNED = [
  new RegExp(String.raw`${FETCH}(?:\s+[^\s;|&]+)*?\s+${FOREIGN}`),
  new RegExp(String.raw`\bgit\s+clone\b(?:\s+[^\s;|&]+)*?\s+${FOREIGN}`),
];
const USES_DOWNLOAD =
  /\b(?:phx_download|phx_unpack|phx_expect_unpacked)\s+(?:'([^'$]+)'|"([^"$`]+)"|([A-Za-z0-9][\w.-]*))/;

/** @param files of the feature's folder, by path in it */
export function checkScripts(
  id: string,
  { format, downloads }: Manifest,
  files: ReadonlyMap<string, Uint8Array>,
): Finding[] {
  return [...files].flatMap(([path, bytes]) => {
    if (!path.endsWith('.sh') || path.startsWith('test/')) return [];
    const file = `features/${id}/${path}`;
    const text = new TextDecoder().decode(bytes);
    return [
      ...(STARTED.includes(path) ? shebang(file, text) : []),
      ...commandsOf(text).flatMap((command) => [
        ...unseen(file, command),
        // A Feature of that format has no way to pin what it fetches; checks ask services.
        ...(format === 'phoenix' && !ASKING.includes(path) ? unpinned(file, command, downloads) : []),
      ]),
    ];
  });
}

function shebang(file: string, text: string): Finding[] {
  if (SHEBANG.test(text.split('\n', 1)[0] ?? '')) return [];
  const hint = 'Let the first line be #!/bin/sh; #!/bin/bash only where bash is needed.';
  return [findingAt('PHX741', 'the first line does not say that sh or bash runs it', hint, wholeFile(file))];
}

interface Command {
  readonly text: string;
  /** Of its first line, from 1. */
  readonly line: number;
}

/** Lines without comments; those that end with a backslash are one. */
function commandsOf(text: string): Command[] {
  const commands: Command[] = [];
  let open: Command | null = null;
  for (const [at, line] of text.split('\n').entries()) {
    if (!open && /^\s*#/.test(line)) continue;
    const joined: Command = open
      ? { ...open, text: `${open.text} ${line.trim()}` }
      : { text: line, line: at + 1 };
    open = line.endsWith('\\') ? { ...joined, text: joined.text.slice(0, -1) } : null;
    if (!open) commands.push(joined);
  }
  return commands;
}

function found(
  id: FeatureFindingId,
  file: string,
  { text, line }: Command,
  match: RegExpExecArray,
  [message, hint]: readonly [string, string],
): Finding {
  const column = Math.min(match.index, text.length) + 1;
  return findingAt(id, message, hint, { file, line, column });
}

function unseen(file: string, command: Command): Finding[] {
  const match = RUN_UNSEEN.map((one) => one.exec(command.text)).find((one) => one !== null);
  if (!match) return [];
  const what = 'what comes from the network is run without being looked at';
  const hint = 'Pin it under "downloads" and fetch it with phx_download, which checks its SHA-256.';
  return [found('PHX742', file, command, match, [what, hint])];
}

function unpinned(file: string, command: Command, downloads: Manifest['downloads']): Finding[] {
  const direct = UNPINNED.map((one) => one.exec(command.text)).find((one) => one !== null);
  if (direct) {
    const what = 'a file is fetched that the manifest does not pin';
    const hint = 'Name it under "downloads" with its SHA-256, and fetch it with phx_download.';
    return [found('PHX743', file, command, direct, [what, hint])];
  }
  const used = USES_DOWNLOAD.exec(command.text);
  const name = used?.[1] ?? used?.[2] ?? used?.[3];
  if (!used || name === undefined || Object.hasOwn(downloads, name)) return [];
  const what = `the manifest has no download ${quote(name)}`;
  const known = Object.keys(downloads);
  const hint =
    known.length > 0 ? `There are: ${known.join(', ')}.` : 'Name it under "downloads" with its SHA-256.';
  return [found('PHX743', file, command, used, [what, hint])];
}
