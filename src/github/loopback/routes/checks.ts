/** Check runs. Only apps make them, and an app changes only its own. */
import { ApiError, fields, notFound, textField, type Call, type Route } from '../route.ts';
import { checkShape } from '../shapes.ts';
import type { CheckRun, StoredAnnotation } from '../state.ts';

/** In one request; more requests add more. */
const ANNOTATION_LIMIT = 50;
/** Bytes of summary and text. */
const TEXT_LIMIT = 65_535;

type Fields = Readonly<Record<string, unknown>>;

const textOr = (value: unknown, otherwise: string | null): string | null =>
  typeof value === 'string' ? value : otherwise;

function outputOf(given: Fields): Fields | null {
  const output = given['output'];
  if (typeof output !== 'object' || output === null) return null;
  return output as Fields;
}

function annotationsOf(output: Fields | null): StoredAnnotation[] {
  const annotations = output?.['annotations'];
  if (!Array.isArray(annotations)) return [];
  if (annotations.length > ANNOTATION_LIMIT) {
    throw new ApiError(
      422,
      `Invalid request.\n\nNo more than ${ANNOTATION_LIMIT} items are allowed; ${annotations.length} were supplied.`,
    );
  }
  return annotations as StoredAnnotation[];
}

/** Takes over what the request names; annotations are added to those that stand. */
function assign(call: Call, check: CheckRun, given: Fields): void {
  const output = outputOf(given);
  for (const name of ['summary', 'text'] as const) {
    if (Buffer.byteLength(textOr(output?.[name], '') ?? '') > TEXT_LIMIT) {
      throw new ApiError(
        422,
        `Invalid request.\n\nOnly ${TEXT_LIMIT} characters are allowed in output.${name}.`,
      );
    }
  }
  const annotations = annotationsOf(output);
  check.name = textOr(given['name'], check.name) ?? check.name;
  check.externalId = textOr(given['external_id'], check.externalId);
  check.detailsUrl = textOr(given['details_url'], check.detailsUrl);
  check.title = textOr(output?.['title'], check.title);
  check.summary = textOr(output?.['summary'], check.summary);
  check.text = textOr(output?.['text'], check.text);
  check.annotations.push(...annotations);
  const conclusion = textOr(given['conclusion'], null);
  // A conclusion completes a check run, whatever its status says.
  const status = conclusion === null ? textOr(given['status'], check.status) : 'completed';
  check.status = status as CheckRun['status'];
  if (check.status === 'completed') {
    if (conclusion === null && check.conclusion === null) {
      throw new ApiError(422, 'Invalid request.\n\nMissing conclusion');
    }
    check.conclusion = conclusion ?? check.conclusion;
    check.completedAt = textOr(given['completed_at'], call.state.now());
  }
}

function newCheck(call: Call, headSha: string): CheckRun {
  if (call.caller.app === null) throw new ApiError(403, 'You must authenticate via a GitHub App.');
  return {
    id: call.state.nextId(),
    app: call.caller.app,
    headSha,
    name: '',
    externalId: null,
    detailsUrl: null,
    status: 'queued',
    conclusion: null,
    startedAt: call.state.now(),
    completedAt: null,
    title: null,
    summary: null,
    text: null,
    annotations: [],
  };
}

export const checkRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/repos/{owner}/{repo}/check-runs',
    needs: [{ scope: 'checks', level: 'write' }],
    handle: async (call) => {
      const sha = textField(call, 'CheckRun', 'head_sha');
      textField(call, 'CheckRun', 'name');
      const commit = await call.state.git.commit(sha);
      if (commit?.sha !== sha) throw new ApiError(422, `No commit found for SHA: ${sha}`);
      const check = newCheck(call, sha);
      assign(call, check, fields(call));
      call.state.checks.set(check.id, check);
      return { status: 201, body: checkShape(call.state, check) };
    },
  },
  {
    method: 'PATCH',
    path: '/repos/{owner}/{repo}/check-runs/{check_run_id}',
    needs: [{ scope: 'checks', level: 'write' }],
    handle: (call) => {
      const check = call.state.checks.get(Number(call.at['check_run_id']));
      if (!check) throw notFound();
      if (check.app !== call.caller.app) throw new ApiError(403, 'Invalid app_id for check run');
      assign(call, check, fields(call));
      return { status: 200, body: checkShape(call.state, check) };
    },
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/commits/{ref}/check-runs',
    needs: [{ scope: 'checks', level: 'read' }],
    handle: async ({ state, at, query }) => {
      const commit = await state.git.commit(at['ref'] ?? '');
      if (!commit) throw new ApiError(422, `No commit found for SHA: ${at['ref']}`);
      const wanted = { name: query.get('check_name'), status: query.get('status') };
      const all = [...state.checks.values()]
        .filter((check) => check.headSha === commit.sha)
        .filter((check) => wanted.name === null || check.name === wanted.name)
        .filter((check) => wanted.status === null || check.status === wanted.status)
        .sort((a, b) => b.id - a.id);
      const newest = all.filter(
        (check) => all.find((other) => other.app === check.app && other.name === check.name) === check,
      );
      const list = query.get('filter') === 'all' ? all : newest;
      return {
        list: list.map((check) => checkShape(state, check)),
        wrap: (page) => ({ total_count: list.length, check_runs: page }),
      };
    },
  },
];
