/** Programs that do nothing but what no tool in Node can do without: what plans are measured beside. */

/** Reads every `.json` and `.conf` below some folders, and parses what is JSON. */
export const BARE = `
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
let files = 0;
for (const folder of process.argv.slice(2)) {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const isJson = name.endsWith('.json');
    if (!isJson && !name.endsWith('.conf')) continue;
    const text = readFileSync(join(folder, name), 'utf8');
    if (isJson) JSON.parse(text);
    files += 1;
  }
}
console.log(files);
`;

/** Reads some trees through one `git cat-file`, each object once, and parses every `.json`. */
export const BARE_GIT = `
import { spawn } from 'node:child_process';
const git = spawn('git', ['cat-file', '--batch-command', '--buffer']);
git.stdin.on('error', () => undefined);
let [rest, files] = [Buffer.alloc(0), 0];
const asked = [];
const seen = new Set();
function ask(object, isJson) {
  if (seen.has(object)) return '';
  seen.add(object);
  asked.push(isJson);
  return 'contents ' + object + '\\n';
}
function take(content, isJson) {
  if (isJson) {
    JSON.parse(content.toString('utf8'));
    files += 1;
    return '';
  }
  let wanted = '';
  for (let at = 0; at < content.length; ) {
    const [space, end] = [content.indexOf(32, at), content.indexOf(0, at)];
    const name = content.toString('utf8', space + 1, end);
    const isFolder = content.toString('latin1', at, space) === '40000';
    if (isFolder || name.endsWith('.json')) wanted += ask(content.toString('hex', end + 1, end + 21), !isFolder);
    at = end + 21;
  }
  return wanted;
}
let open = 0;
git.stdin.write(process.argv.slice(2).map((tree) => ask(tree, false)).join('') + 'flush\\n');
git.stdout.on('data', (chunk) => {
  rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
  let [at, wanted] = [0, ''];
  for (;;) {
    const end = rest.indexOf(10, at);
    if (end === -1) break;
    const size = Number(rest.toString('latin1', rest.lastIndexOf(32, end) + 1, end));
    if (rest.length < end + size + 2) break;
    wanted += take(rest.subarray(end + 1, end + 1 + size), asked[open]);
    open += 1;
    at = end + size + 2;
  }
  rest = rest.subarray(at);
  if (wanted !== '') git.stdin.write(wanted + 'flush\\n');
  else if (open === asked.length) {
    console.log(files);
    git.stdin.end();
  }
});
`;
