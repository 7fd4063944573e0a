// src/apply/clock.ts
/**
* When this process began, and what has gone by since: a clock of the machine that is set while an apply runs makes no
* patience end early or late, and no duration negative.
*/
const realClock = {
	now: () => performance.timeOrigin + performance.now(),
	sleep: (ms, signal) => new Promise((resolve) => {
		if (signal?.aborted) {
			resolve();
			return;
		}
		const end = () => {
			clearTimeout(timer);
			signal?.removeEventListener("abort", end);
			resolve();
		};
		const timer = setTimeout(end, ms);
		signal?.addEventListener("abort", end, { once: true });
	})
};
export { realClock as t };
