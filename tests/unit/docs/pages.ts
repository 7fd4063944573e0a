/** The pages that people read: every Markdown file but the expected outputs of tests. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Block {
  /** `README.md:42`, for messages. */
  readonly at: string;
  /** `json`, `jsonc`, `sh`; empty where none is said. */
  readonly language: string;
  readonly text: string;
}

export interface Page {
  readonly path: string;
  readonly text: string;
  /** What stands between fences. */
  readonly blocks: readonly Block[];
  /** Without what stands between fences. */
  readonly prose: string;
}

const below = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));

const FENCE = /^```([a-z]*)\n([\s\S]*?)^```$/gm;

function pageOf(path: string): Page {
  const text = readFileSync(path, 'utf8');
  const blocks = [...text.matchAll(FENCE)].map(([, language = '', inner = ''], i, all) => {
    const line = text.slice(0, all[i]?.index).split('\n').length;
    return { at: `${path}:${line}`, language, text: inner };
  });
  return { path, text, blocks, prose: text.replace(FENCE, '') };
}

export const pages: readonly Page[] = [
  'README.md',
  'CONTRIBUTING.md',
  'configs/README.md',
  ...below('docs').filter((path) => path.endsWith('.md')),
].map(pageOf);

/** Paths of everything that may be named: sources, tests, scripts and workflows. */
export const files: readonly string[] = ['src', 'tests', 'scripts', '.github', 'docs', 'configs'].flatMap(
  below,
);

/** Texts in backticks outside of fences. */
export function codeSpans({ prose }: Page): string[] {
  return [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
}
