// src/commands/in-parallel.ts
/** Work side by side, a few at a time. */
/** Begins in the order of the list. The first failure is thrown; what runs by then is not waited for. */
async function inParallel(work, most) {
	const left = [...work];
	const lane = async () => {
		for (let next = left.shift(); next; next = left.shift()) await next();
	};
	await Promise.all(Array.from({ length: most }, lane));
}
export { inParallel as t };
