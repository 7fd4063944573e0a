import process from "node:process";
// src/commands/stop.ts
/** SIGINT and SIGTERM ask an apply to stop: what runs is finished and reported, nothing new begins. */
/** `tell` is called once, with the name of the signal. A second signal ends the process at once, as by default. */
function stopOnSignal(tell) {
	const controller = new AbortController();
	const handlers = ["SIGINT", "SIGTERM"].map((name) => {
		const handler = () => {
			tell(name);
			controller.abort();
		};
		process.once(name, handler);
		return () => process.removeListener(name, handler);
	});
	return {
		signal: controller.signal,
		done: () => handlers.forEach((remove) => remove())
	};
}
export { stopOnSignal as t };
