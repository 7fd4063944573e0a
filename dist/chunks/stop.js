import process from "node:process";
// src/commands/stop.ts
/** SIGINT and SIGTERM ask an apply to stop: what runs is finished and reported, nothing new begins. */
/** `tell` is called once, with the name of the signal. A second one ends the process at once, as by default. */
function stopOnSignal(tell, { byRunner = false } = {}) {
	const controller = new AbortController();
	const seen = /* @__PURE__ */ new Set();
	const handlers = ["SIGINT", "SIGTERM"].map((name) => {
		const handler = () => {
			const isFirst = seen.size === 0;
			const isOfRunner = byRunner && !seen.has(name);
			seen.add(name);
			if (isFirst) {
				tell(name);
				controller.abort();
			} else if (!isOfRunner) {
				done();
				process.kill(process.pid, name);
			}
		};
		process.on(name, handler);
		return () => process.removeListener(name, handler);
	});
	const done = () => handlers.forEach((remove) => remove());
	return {
		signal: controller.signal,
		done
	};
}
export { stopOnSignal as t };
