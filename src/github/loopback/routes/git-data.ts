/** Trees, blobs, commits, refs and comparisons, straight from the git repository. */
import { ApiError, notFound, type Route } from '../route.ts';
import { commitShape, fileShape } from '../pull-shape.ts';
import { pageUrl, repoUrl } from '../shapes.ts';

const READ = [{ scope: 'contents', level: 'read' }] as const;

/** GitHub lists so many entries of a tree and says `truncated` when there are more. */
const TREE_LIMIT = 100_000;
/** Files of a comparison, without a word when there are more. */
const COMPARED_FILES = 300;

export const gitRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/git/trees/{tree_sha}',
    needs: READ,
    handle: async ({ state, at, query }) => {
      const name = at['tree_sha'] ?? '';
      // Any value of `recursive` means yes, even "0" and "false".
      const entries = await state.git.tree(name, query.has('recursive'));
      if (!entries) throw notFound();
      const id = (await state.git.run(['rev-parse', `${name}^{tree}`])).toString().trim();
      const tree = entries.slice(0, TREE_LIMIT).map(({ path, mode, type, sha, size }) => ({
        path,
        mode,
        type,
        sha,
        ...(size !== null && { size }),
        ...(type !== 'commit' && { url: `${repoUrl(state)}/git/${type}s/${sha}` }),
      }));
      const url = `${repoUrl(state)}/git/trees/${id}`;
      return { status: 200, body: { sha: id, url, tree, truncated: entries.length > TREE_LIMIT } };
    },
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/git/blobs/{file_sha}',
    needs: READ,
    handle: async ({ state, at }) => {
      const sha = at['file_sha'] ?? '';
      const bytes = await state.git.blob(sha);
      if (!bytes) throw notFound();
      const content = bytes.toString('base64').replaceAll(/.{60}/g, '$&\n');
      return {
        status: 200,
        body: {
          sha,
          node_id: Buffer.from(`B${sha}`).toString('base64'),
          size: bytes.length,
          url: `${repoUrl(state)}/git/blobs/${sha}`,
          content,
          encoding: 'base64',
        },
      };
    },
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/commits/{ref}',
    needs: READ,
    handle: async ({ state, at }) => {
      const commit = await state.git.commit(at['ref'] ?? '');
      if (!commit) throw new ApiError(422, `No commit found for SHA: ${at['ref']}`);
      return { status: 200, body: commitShape(state, commit) };
    },
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/git/ref/{ref}',
    needs: READ,
    handle: async ({ state, at }) => {
      const ref = `refs/${at['ref']}`;
      const commit = await state.git.commit(ref);
      if (!commit) throw notFound();
      const url = `${repoUrl(state)}/git/commits/${commit.sha}`;
      const object = { type: 'commit', sha: commit.sha, url };
      const node = Buffer.from(ref).toString('base64');
      return { status: 200, body: { ref, node_id: node, url: `${repoUrl(state)}/git/${ref}`, object } };
    },
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/compare/{basehead}',
    needs: READ,
    handle: async ({ state, at, query }) => {
      const { git } = state;
      const [from = '', to = ''] = (at['basehead'] ?? '').split('...');
      const [base, head] = [await git.commit(from), await git.commit(to)];
      const common = base && head ? await git.mergeBase(base.sha, head.sha) : null;
      const middle = common === null ? null : await git.commit(common);
      if (!base || !head || !middle) throw notFound();
      const ahead = await git.list(`${base.sha}..${head.sha}`, '--reverse');
      const behind = await git.list(`${head.sha}..${base.sha}`);
      // Unlike everywhere else, a page here is of 250 unless asked, and only `commits` is cut into pages.
      const size = Math.min(250, Number(query.get('per_page') ?? 250));
      const start = (Number(query.get('page') ?? 1) - 1) * size;
      const commits = await Promise.all(ahead.slice(start, start + size).map((id) => git.commit(id)));
      const files = (await git.changed(base.sha, head.sha)).slice(0, COMPARED_FILES);
      const page = `${pageUrl(state)}/compare/${from}...${to}`;
      const status =
        ahead.length > 0
          ? behind.length > 0
            ? 'diverged'
            : 'ahead'
          : behind.length > 0
            ? 'behind'
            : 'identical';
      return {
        status: 200,
        body: {
          url: `${repoUrl(state)}/compare/${from}...${to}`,
          html_url: page,
          permalink_url: page,
          diff_url: `${page}.diff`,
          patch_url: `${page}.patch`,
          base_commit: commitShape(state, base),
          merge_base_commit: commitShape(state, middle),
          status,
          ahead_by: ahead.length,
          behind_by: behind.length,
          total_commits: ahead.length,
          commits: commits.flatMap((commit) => (commit ? [commitShape(state, commit)] : [])),
          files: files.map((file) => fileShape(state, head.sha, file)),
        },
      };
    },
  },
];
