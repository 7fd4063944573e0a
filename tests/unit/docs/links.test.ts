/** What pages point to is there: relative links, their headings, and files named in passing. */
import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import * as assert from 'uvu/assert';
import { describe } from '../../support/describe.ts';
import { codeSpans, files, type Page, pages } from './pages.ts';

const LINK = /\]\(([^()\s]+)\)/g;

/** As GitHub makes them. */
function anchorsOf({ prose }: Page): string[] {
  return [...prose.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  );
}

function isBroken(page: Page, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page.path : normalize(join(dirname(page.path), path));
  if (!existsSync(target)) return true;
  if (anchor === undefined) return false;
  const other = pages.find((one) => one.path === target);
  return other === undefined || !anchorsOf(other).includes(anchor);
}

describe('pages', (test) => {
  test('are found', () => assert.ok(pages.length > 10));

  for (const page of pages) {
    test(`${page.path}: every link leads somewhere`, () => {
      const links = [...page.prose.matchAll(LINK)].map(([, link = '']) => link);
      const broken = links.filter((link) => !/^https?:/.test(link) && isBroken(page, link));
      assert.equal(broken, []);
    });

    test(`${page.path}: every TypeScript file it names is there`, () => {
      const named = codeSpans(page).filter((code) => /^[\w./-]+\.ts$/.test(code));
      const missing = named.filter((name) => {
        const plain = `/${normalize(name).replace(/^(\.\.\/)+/, '')}`;
        return !files.some((file) => `/${file}`.endsWith(plain));
      });
      assert.equal(missing, []);
    });
  }
});
