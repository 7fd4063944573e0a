/**
 * The programs that run in guests, as texts. They are kept as files in guest/, checked by shellcheck, and copied by
 * scripts/guest-scripts.ts.
 */
import scripts from './guest-scripts.json' with { type: 'json' };

/** The one constant program of `pct exec`: an argument of `sh -c`, which reads a bundle from stdin. */
export const BOOTSTRAP: string = scripts['bootstrap.sh'];
/** The other constant program of `pct exec`: cleans a layer before it becomes a template. */
export const CLEAN: string = scripts['clean.sh'];
/** The constant program of a virtual machine's guest agent: takes a bundle in pieces, runs it, tells what it told. */
export const AGENT: string = scripts['agent.sh'];
/** How far cloud-init is in a virtual machine. */
export const CLOUD: string = scripts['cloud.sh'];
/** Runs the scripts of a bundle; travels in it. */
export const RUN: string = scripts['run.sh'];
/** What scripts of features may use; travels in the bundle. */
export const LIB: string = scripts['lib.sh'];
