/**
 * Golden cases: a folder below tests/cases/render holds a plan or a report, and what it looks like as a comment and on
 * a terminal. A report names the case whose plan it is of. `UPDATE_CASES=1 npm test tests/unit/plan/render` writes
 * what is expected anew; read the difference before committing it.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import type { ApplyReport } from '../../../../src/apply/report.ts';
import type { Plan } from '../../../../src/plan/plan.ts';
import { renderFindings } from '../../../../src/plan/render/findings.ts';
import { NOWHERE, type Where } from '../../../../src/plan/render/links.ts';
import { COMMENT_LIMIT, renderComment } from '../../../../src/plan/render/markdown.ts';
import { renderResult } from '../../../../src/plan/render/result.ts';
import { renderReport, renderTerminal } from '../../../../src/plan/render/terminal.ts';
import { renderProof } from '../../../../src/plan/render/terminal/proof-lines.ts';
import type { Proof } from '../../../../src/proof/proof.ts';
import { describe } from '../../../support/describe.ts';
import { shapeOf } from './markdown-shape.ts';

const FOLDER = join(import.meta.dirname, '../../../cases/render');
const REPOSITORY = 'https://github.com/acme/lab';
const isUpdate = process.env['UPDATE_CASES'] === '1';

interface Rendered {
  readonly 'expected.md': string;
  readonly 'expected.txt': string;
}

function whereOf({ head, base, mode }: Plan): Where {
  if (head === null) return NOWHERE;
  const pr = mode === 'git' ? 42 : null;
  return { repository: REPOSITORY, root: 'configs', head, base, pr, run: `${REPOSITORY}/actions/runs/7` };
}

function read(name: string, file: string): unknown {
  return JSON.parse(readFileSync(join(FOLDER, name, file), 'utf8'));
}

const VIEW = { color: false, columns: 100, root: 'configs' };

function renderedPlan(name: string): Rendered {
  const plan = read(name, 'plan.json') as Plan;
  const proof = readdirSync(join(FOLDER, name)).includes('proof.json')
    ? ({ is: 'shown', proof: read(name, 'proof.json') as Proof } as const)
    : null;
  const findings = renderFindings(plan.findings, { ...VIEW, textOf: () => null });
  return {
    'expected.md': renderComment(plan, whereOf(plan), COMMENT_LIMIT, 'planned', proof),
    'expected.txt': proof
      ? `${renderProof(proof.proof, false)}\n`
      : `${plan.findings.length > 0 ? `${findings}\n\n` : ''}${renderTerminal(plan, VIEW)}\n`,
  };
}

function renderedReport(name: string): Rendered {
  const stored = read(name, 'report.json') as Omit<ApplyReport, 'plan'> & { readonly plan: string };
  const plan = read(stored.plan, 'plan.json') as Plan;
  const report = { ...stored, plan };
  return {
    'expected.md': renderResult(report, whereOf(plan)),
    'expected.txt': `${renderReport(report, VIEW)}\n`,
  };
}

describe('render cases', (test) => {
  for (const name of readdirSync(FOLDER).sort()) {
    test(name, () => {
      const isPlan = readdirSync(join(FOLDER, name)).includes('plan.json');
      const rendered = isPlan ? renderedPlan(name) : renderedReport(name);
      for (const file of ['expected.md', 'expected.txt'] as const) {
        const path = join(FOLDER, name, file);
        if (isUpdate) writeFileSync(path, rendered[file]);
        assert.fixture(rendered[file], readFileSync(path, 'utf8'), `${name}/${file}`);
      }
      assert.ok(Buffer.byteLength(rendered['expected.md']) <= COMMENT_LIMIT);
      assert.equal(shapeOf(rendered['expected.md'], `${REPOSITORY}/`).faults, []);
    });
  }

  test('updating is switched off where cases are checked', () => {
    assert.not(isUpdate && process.env['CI'] === 'true', 'UPDATE_CASES is set in CI: nothing was checked');
  });
});
