#!/usr/bin/env node
/** The command line: argv to a command, its result to an exit code. What a command does stands in src/commands/. */
import process from 'node:process';
import { CommanderError } from 'commander';
import { io, program } from './cli/command.ts';
// In the order of `phoenix --help`.
import './cli/estate.ts';
import './cli/author.ts';
import './cli/nodes.ts';
import './cli/look.ts';
import './cli/lab.ts';
import './cli/feature.ts';
import './cli/vault.ts';
import './cli/demo.ts';
import type { ShownError } from './commands/show-error.ts';
import { compileLater } from './compile-later.ts';
import { guardOutput } from './secrets/outlet.ts';
import { lookOf } from './telemetry/log/stderr-look.ts';

guardOutput();
const look = lookOf(process.argv, process.env);
if (look) (await import('./telemetry/log/stderr-screen.ts')).setStderrLook(look);

compileLater();

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 1;
  } else {
    const { showError, showFound, wantsJson } = await import('./commands/show-error.ts');
    const found = showFound(error, io.color);
    if (found !== null) io.err(`${found}\n`, 'error');
    const shown: ShownError = showError(error, io.color);
    io.err(shown.text, 'error', { code: shown.code });
    if (wantsJson(process.argv)) io.out(shown.json());
    process.exitCode = shown.exit;
  }
}

// At an end of its own Node would wait for what V8 still compiles. What is not printed yet is waited for, and so is the word
// that it could not be.
const isPrinted = process.stdout.writableLength + process.stderr.writableLength === 0;
if (isPrinted && !process.stdout.errored) process.exit();
