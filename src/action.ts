/**
 * The action: a thin edge. It knows whether a runner started it before it loads anything else, since most of a start
 * would otherwise go into libraries that the run may not need.
 */
import process from 'node:process';
import * as core from '@actions/core';
import { compileLater } from './compile-later.ts';
import { guardOutput } from './secrets/outlet.ts';

guardOutput();
compileLater();

async function main(): Promise<void> {
  if (!process.env['GITHUB_EVENT_NAME']) {
    core.setFailed(
      'GITHUB_EVENT_NAME is not set: this is the GitHub action; on a command line run dist/cli.js',
    );
    return;
  }
  const { act } = await import('./commands/act.ts');
  const failure = await act(process.env);
  if (failure) {
    core.setFailed(failure.text);
    process.exitCode = failure.exit;
  }
}

await main();
