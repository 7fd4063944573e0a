/** The same on Node 24, which GitHub runs the action on: PHOENIX_NODE24 says where it is (`bash .ci/node24.sh` prints it). */
import process from 'node:process';
import { tellPullRequestStories } from '../support/pull-request-stories.ts';

tellPullRequestStories('pull request on Node 24', process.env['PHOENIX_NODE24'] || null);
