/** From a request to its route and back: tokens, permissions, pages and errors. No HTTP here. */
import {
  ApiError,
  missingPermission,
  notFound,
  type Answer,
  type Incoming,
  type Outgoing,
  type Route,
} from './route.ts';
import { checkRoutes } from './routes/checks.ts';
import { commentRoutes } from './routes/comments.ts';
import { gitRoutes } from './routes/git-data.ts';
import { pullRoutes } from './routes/pulls.ts';
import { repositoryRoutes } from './routes/repository.ts';
import type { State } from './state.ts';

const ROUTES: readonly Route[] = [
  ...repositoryRoutes,
  ...commentRoutes,
  ...checkRoutes,
  ...pullRoutes,
  ...gitRoutes,
];

const PAGE_DEFAULT = 30;
const PAGE_MOST = 100;

function variables(template: string, path: string): Record<string, string> | null {
  const [wanted, given] = [template.split('/'), path.split('/')];
  if (wanted.length !== given.length) return null;
  const found: Record<string, string> = {};
  for (const [i, part] of wanted.entries()) {
    const value = decodeURIComponent(given[i] ?? '');
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    if (name !== undefined) found[name] = value;
    else if (part !== value) return null;
  }
  return found;
}

function paged(answer: Extract<Answer, { list: unknown }>, request: Incoming, state: State): Outgoing {
  const number = (name: string, otherwise: number) =>
    Math.max(1, Number(request.query.get(name)) || otherwise);
  const size = Math.min(PAGE_MOST, number('per_page', PAGE_DEFAULT));
  const page = number('page', 1);
  const last = Math.max(1, Math.ceil(answer.list.length / size));
  const items = answer.list.slice((page - 1) * size, page * size);
  const link = (rel: string, to: number) => {
    const query = new URLSearchParams(request.query);
    query.set('page', String(to));
    return `<${state.url}${request.path}?${query.toString()}>; rel="${rel}"`;
  };
  const before = page > 1 ? [link('prev', page - 1), link('first', 1)] : [];
  const after = page < last ? [link('next', page + 1), link('last', last)] : [];
  const links = [...before, ...after];
  return {
    status: 200,
    headers: links.length > 0 ? { link: links.join(', ') } : {},
    body: answer.wrap ? answer.wrap(items) : items,
  };
}

/** An error as GitHub words it; one that is no answer of GitHub is a bug here, and is shown with its stack. */
export function errorAnswer(error: unknown): Outgoing {
  if (!(error instanceof ApiError)) {
    return {
      status: 500,
      headers: {},
      body: { message: error instanceof Error ? (error.stack ?? error.message) : String(error) },
    };
  }
  const { status, message, errors, headers } = error;
  const documentation = 'https://docs.github.com/rest';
  return {
    status,
    headers,
    body: { message, ...(errors && { errors }), documentation_url: documentation, status: String(status) },
  };
}

/** Finds the route, checks token and permission, and answers. */
export async function answer(state: State, request: Incoming): Promise<Outgoing> {
  try {
    const caller = request.token === null ? undefined : state.callers.get(request.token);
    if (!caller) {
      throw new ApiError(401, request.token === null ? 'Requires authentication' : 'Bad credentials');
    }
    for (const route of ROUTES) {
      const at = route.method === request.method ? variables(route.path, request.path) : null;
      if (!at) continue;
      const { owner, repo } = state.repository;
      if ((at['owner'] ?? owner) !== owner || (at['repo'] ?? repo) !== repo) throw notFound();
      const refused = missingPermission(route, caller);
      if (refused) throw refused;
      const given = await route.handle({ state, caller, at, query: request.query, body: request.body });
      return 'list' in given
        ? paged(given, request, state)
        : { status: given.status, headers: given.headers ?? {}, body: given.body };
    }
    throw notFound();
  } catch (error) {
    return errorAnswer(error);
  }
}
