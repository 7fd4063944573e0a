// src/commands/attend.ts
function attended(cluster, pulse) {
	return {
		snapshot: (options) => pulse.during("reading the nodes", () => cluster.snapshot(options)),
		node: (name) => cluster.node(name),
		lock: (...asked) => pulse.during("waiting for the lock of the estate", () => cluster.lock(...asked)),
		spawns: () => cluster.spawns(),
		close: () => cluster.close()
	};
}
export { attended as t };
