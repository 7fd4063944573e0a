/** The repository itself, and whose token this is. */
import { ApiError, type Route } from '../route.ts';
import { ownUserShape, repositoryShape } from '../shapes.ts';

export const repositoryRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/user',
    handle: ({ state, caller }) => {
      if (caller.app !== null) throw new ApiError(403, 'Resource not accessible by integration');
      return { status: 200, body: ownUserShape(state, caller.account) };
    },
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}',
    handle: ({ state }) => ({ status: 200, body: repositoryShape(state) }),
  },
];
