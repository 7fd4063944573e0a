/** A pull request, planned and applied by the built action on the Node that runs the tests. */
import process from 'node:process';
import { tellPullRequestStories } from '../support/pull-request-stories.ts';

tellPullRequestStories('pull request', process.execPath);
