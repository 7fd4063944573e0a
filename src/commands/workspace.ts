/** The estate that a command works on, of whatever kinds: the files of a configs folder, parsed, merged and checked. */
import { kinds } from '../kinds/registry.ts';
import { openSources, type Sources } from './sources.ts';
import { type Workspace, type WorkspaceOptions, workspaceOf } from './workspace-of.ts';

export { sound, soundToLook, type Workspace } from './workspace-of.ts';

/** @param sources opened before, when reading began before this code was loaded */
export const openWorkspace = (
  options: WorkspaceOptions,
  sources: Sources = openSources(options.configs),
): Workspace => workspaceOf(options, sources, kinds);
