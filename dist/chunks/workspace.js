import { I as kinds } from "./live.js";
import { n as openSources } from "./sources.js";
import { N as workspaceOf } from "./engine.js";
// src/commands/workspace.ts
/** The estate that a command works on, of whatever kinds: the files of a configs folder, parsed, merged and checked. */
/** @param sources opened before, when reading began before this code was loaded */
const openWorkspace = (options, sources = openSources(options.configs)) => workspaceOf(options, sources, kinds);
export { openWorkspace as t };
