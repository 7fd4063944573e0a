import { x as kinds } from "./engine.js";
import { i as historyOf, n as makeLivePlan } from "./live-plan.js";
// src/commands/operator-plan.ts
function operatorPlan(workspace, head, cluster, more = {}) {
	return makeLivePlan({
		kinds,
		head,
		parent: null,
		tip: head,
		history: historyOf(workspace),
		cluster,
		confirmed: true,
		unshown: async () => [],
		...more
	});
}
export { operatorPlan as t };
