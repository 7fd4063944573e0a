/** Comments and labels of issues and pull requests. */
import { ApiError, fields, invalid, notFound, textField, type Call, type Route } from '../route.ts';
import { commentShape, labelShape } from '../shapes.ts';
import type { Comment } from '../state.ts';

/** Characters, as GitHub counts them; its description does not say so. */
const BODY_LIMIT = 65_536;

const READ = [
  { scope: 'issues', level: 'read' },
  { scope: 'pull_requests', level: 'read' },
] as const;
const WRITE = [
  { scope: 'issues', level: 'write' },
  { scope: 'pull_requests', level: 'write' },
] as const;

function issueOf(call: Call): number {
  const number = Number(call.at['issue_number']);
  if (!call.state.pulls.has(number)) throw notFound();
  return number;
}

function commentOf(call: Call): Comment {
  const comment = call.state.comments.get(Number(call.at['comment_id']));
  if (!comment) throw notFound();
  return comment;
}

function bodyOf(call: Call): string {
  const body = textField(call, 'IssueComment', 'body');
  if (body.trim() === '') throw invalid('IssueComment', 'body', "body can't be blank");
  if (Array.from(body).length > BODY_LIMIT) {
    throw invalid('IssueComment', 'body', `body is too long (maximum is ${BODY_LIMIT} characters)`);
  }
  return body;
}

/** People change their own comments; an app or anyone with write access changes all. */
export const commentRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/issues/{issue_number}/comments',
    needs: READ,
    handle: (call) => {
      const issue = issueOf(call);
      const since = call.query.get('since') ?? '';
      const list = [...call.state.comments.values()]
        .filter((comment) => comment.issue === issue && comment.updatedAt >= since)
        .sort((a, b) => a.id - b.id);
      return { list: list.map((comment) => commentShape(call.state, comment)) };
    },
  },
  {
    method: 'POST',
    path: '/repos/{owner}/{repo}/issues/{issue_number}/comments',
    needs: WRITE,
    handle: (call) => {
      const { state, caller } = call;
      const now = state.now();
      const comment: Comment = {
        id: state.nextId(),
        issue: issueOf(call),
        author: caller.account,
        app: caller.app,
        createdAt: now,
        updatedAt: now,
        body: bodyOf(call),
      };
      state.comments.set(comment.id, comment);
      const body = commentShape(state, comment);
      return { status: 201, body, headers: { location: String(body['url']) } };
    },
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/issues/comments/{comment_id}',
    needs: READ,
    handle: (call) => ({ status: 200, body: commentShape(call.state, commentOf(call)) }),
  },
  {
    method: 'PATCH',
    path: '/repos/{owner}/{repo}/issues/comments/{comment_id}',
    needs: WRITE,
    handle: (call) => {
      const comment = commentOf(call);
      comment.body = bodyOf(call);
      comment.updatedAt = call.state.now();
      return { status: 200, body: commentShape(call.state, comment) };
    },
  },
  {
    method: 'DELETE',
    path: '/repos/{owner}/{repo}/issues/comments/{comment_id}',
    needs: WRITE,
    handle: (call) => {
      call.state.comments.delete(commentOf(call).id);
      return { status: 204 };
    },
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/issues/{issue_number}/labels',
    needs: READ,
    handle: (call) => ({
      list: (call.state.labels.get(issueOf(call)) ?? []).map((label) => labelShape(call.state, label)),
    }),
  },
  {
    method: 'POST',
    path: '/repos/{owner}/{repo}/issues/{issue_number}/labels',
    needs: WRITE,
    handle: (call) => {
      const issue = issueOf(call);
      const wanted = Array.isArray(call.body) ? call.body : fields(call)['labels'];
      if (!Array.isArray(wanted)) throw new ApiError(422, 'Validation Failed');
      const names = wanted.map((label: unknown) =>
        typeof label === 'object' && label !== null && 'name' in label ? String(label.name) : String(label),
      );
      const had = call.state.labels.get(issue) ?? [];
      const added = names
        .filter((name) => !had.some((label) => label.name === name))
        .map((name) => ({ id: call.state.nextId(), name }));
      const now = [...had, ...added];
      call.state.labels.set(issue, now);
      return { status: 200, body: now.map((label) => labelShape(call.state, label)) };
    },
  },
  {
    method: 'DELETE',
    path: '/repos/{owner}/{repo}/issues/{issue_number}/labels',
    needs: WRITE,
    handle: (call) => {
      call.state.labels.delete(issueOf(call));
      return { status: 204 };
    },
  },
];
