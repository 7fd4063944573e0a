/** Fails when the committed `dist/` is not what the sources give, byte for byte. Run after a build. */
import { execFileSync } from 'node:child_process';
import process from 'node:process';

const changed = execFileSync('git', ['status', '--porcelain', '--', 'dist'], { encoding: 'utf8' });
if (changed !== '') {
  console.error(`dist/ is not current:\n${changed}Run \`npm run build\` and commit the result.`);
  process.exitCode = 1;
}
