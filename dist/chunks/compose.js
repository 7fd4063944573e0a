import { Ft as redactor, M as hmac256, P as sha256, Pt as masksOf, bt as PhoenixError, c as RUN, d as canonical, n as tar, s as LIB } from "./base.js";
import { O as string, T as object, _ as int, f as _enum, g as discriminatedUnion, m as base64, p as array, x as literal } from "./zod.js";
import { $r as expandingExports, Lr as factsOf, Va as FEATURE_ID, ei as exports, ni as textOf, ri as variableOf, ti as secretFileOf } from "./engine.js";
import { s as visible } from "./kind-vm.js";
// src/features/event.ts
/** What run.sh tells, as JSON lines: their shapes on the wire, and as Phoenix passes them on. */
const feature = string().regex(/^(?:-|[a-z0-9][a-z0-9-]{0,62})$/);
/** `wait`: until the guest has started; `recover` repairs packages that a killed run left half installed. */
const script = _enum([
	"check",
	"install",
	"verify",
	"remove",
	"wait",
	"recover"
]);
const exit = int().min(0).max(255);
const ms = int().nonnegative();
/** Of a trace that the run was given, as the script finds it in TRACEPARENT. */
const span = string().regex(/^(?!0{16})[0-9a-f]{16}$/);
const variable = string().regex(/^[A-Z_][A-Z0-9_]{0,99}$/);
/** Who an event is of, in words: `-` is the run itself. */
const whoseOf = (feature) => feature === "-" ? "guest" : feature;
/**
* Why a feature or script ended as it did. Of features: installed, unchanged, drift (and put right), differs (and left),
* failed; or what stopped it: check, install, verify, remove, unwritable, changed (the kept copy), plan. Of scripts: left
* (processes, which were ended), stuck (they could not be), held (the output), timeout, unstarted.
*/
const why = string().max(200);
/** Members that are not known are let pass: the bundle brings its own run.sh, so both ends are of one version. */
const wireSchema = discriminatedUnion("event", [
	object({
		event: literal("begin"),
		feature,
		script: script.optional(),
		span: span.optional()
	}),
	object({
		event: literal("output"),
		feature,
		script,
		data: base64().max(8192).optional(),
		why: why.optional()
	}),
	object({
		event: literal("end"),
		feature,
		script: script.optional(),
		exit,
		ms: ms.optional(),
		why: why.optional(),
		secrets: array(variable).max(100).optional()
	}),
	object({
		event: literal("restart"),
		feature
	}),
	object({
		event: literal("removed"),
		feature,
		why: why.optional()
	}),
	object({
		event: literal("refused"),
		why
	}),
	object({
		event: literal("done"),
		nonce: string(),
		exit
	})
]);
// src/features/script-output.ts
/** Lines that are shown as they come; of what follows, the last ones when the script has ended. */
const MOST_LINES = 5e3;
const LAST_LINES = 200;
const LEFT_OUT = "… (output left out) …";
/** A line of which more is never kept; then the rest of it is let go. */
const MAX_PENDING = 65536;
const TOLD = /^::phx (?:progress (.*)|event ([A-Za-z0-9._-]{1,100}) (.*))$/;
function scriptOutput({ feature, script, masks, emit }) {
	let decoder = new TextDecoder();
	let redact = redactor(masks);
	let pending = "";
	let skipping = false;
	let shown = 0;
	let leftOut = false;
	let late = [];
	const show = (text) => emit({
		event: "line",
		feature,
		script,
		text
	});
	const line = (text) => {
		const one = visible(text.slice(0, MAX_PENDING), masks);
		const [, progress, key, value] = TOLD.exec(one) ?? [];
		if (progress !== void 0) emit({
			event: "progress",
			feature,
			text: progress
		});
		else if (key !== void 0) emit({
			event: "fact",
			feature,
			key,
			value: value ?? ""
		});
		else if (shown < MOST_LINES) {
			shown += 1;
			show(one);
		} else {
			leftOut ||= late.length === LAST_LINES;
			late = [...late.slice(-199), one];
		}
	};
	const take = (text) => {
		const lines = `${pending}${text}`.split("\n");
		pending = lines.pop() ?? "";
		for (const one of lines) if (skipping) skipping = false;
		else line(one);
		if (pending.length > MAX_PENDING) {
			if (!skipping) line(pending);
			skipping = true;
			pending = "";
		}
	};
	const flush = () => {
		take(redact.add(decoder.decode()));
		take(redact.end());
		if (pending !== "" && !skipping) line(pending);
		pending = "";
		skipping = false;
		if (leftOut) show(LEFT_OUT);
		for (const one of late) show(one);
		[leftOut, late] = [false, []];
	};
	return {
		add: (bytes) => take(redact.add(decoder.decode(bytes, { stream: true }))),
		cut: () => {
			flush();
			show(LEFT_OUT);
			decoder = new TextDecoder();
			redact = redactor(masks);
			skipping = true;
		},
		end: flush
	};
}
// src/features/events.ts
/**
* Reads the stream of a run: bytes in any pieces to events, as they come. The guest may be hostile: what it sends is
* bounded, checked and redacted, and nothing after the last event counts. What the events mean stands in outcome.ts.
*/
/** run.sh writes lines of at most 4 KiB. */
const MAX_LINE_BYTES = 16384;
/** Bytes of a whole run: much more than run.sh lets through, and no more than a moment's work. */
const MAX_BYTES = 268435456;
/** Lines of a whole run that are passed on, and everything else that is. */
const MAX_LINES = 2e5;
const MAX_OTHERS = 2e4;
/** Scripts that print at the same time: run.sh runs one after the other. */
const MAX_OPEN = 16;
function eventReader(options) {
	const work = {
		options,
		masks: masksOf(options.secrets),
		open: /* @__PURE__ */ new Map(),
		lines: 0,
		others: 0,
		done: false
	};
	let pending = [];
	let size = 0;
	let total = 0;
	const hold = (bytes) => {
		size += bytes.length;
		if (size <= MAX_LINE_BYTES) pending.push(bytes);
	};
	const finishLine = () => {
		if (size > MAX_LINE_BYTES) noise("a line that is too long", work);
		else readLine(Buffer.concat(pending).toString("utf8"), work);
		pending = [];
		size = 0;
	};
	return {
		add: (chunk) => {
			total += chunk.length;
			if (total > MAX_BYTES && !work.done) {
				noise(`the guest sent more than ${MAX_BYTES / 1024 / 1024} MiB`, work);
				closeAll(work);
				work.done = true;
			}
			let from = 0;
			while (!work.done) {
				const at = chunk.indexOf(10, from);
				if (at === -1) return hold(chunk.slice(from));
				hold(chunk.slice(from, at));
				finishLine();
				from = at + 1;
			}
		},
		end: () => {
			if (work.done) return;
			if (size > 0) finishLine();
			closeAll(work);
			work.done = true;
		},
		get done() {
			return work.done;
		}
	};
}
function readLine(line, work) {
	if (line.trim() === "") return;
	const event = parsed(line);
	if (event) pass(event, work);
	else noise(line, work);
}
function parsed(line) {
	if (!line.startsWith("{\"phx\":1,")) return null;
	try {
		return wireSchema.safeParse(JSON.parse(line)).data ?? null;
	} catch {
		return null;
	}
}
function pass(event, work) {
	const emit = (one) => tell(one, work);
	switch (event.event) {
		case "begin": {
			const { feature, script = null, span } = event;
			return emit({
				event: "begin",
				feature,
				script,
				...span !== void 0 && { span }
			});
		}
		case "output": return output(event, work);
		case "end": {
			const { feature, script = null, exit, ms = 0, why = null, secrets } = event;
			if (script !== null) close(`${feature} ${script}`, work);
			return emit({
				event: "end",
				feature,
				script,
				exit,
				ms,
				why: why === null ? null : visible(why, work.masks),
				...secrets && { secrets }
			});
		}
		case "restart": return emit({
			event: "restart",
			feature: event.feature
		});
		case "removed": return emit({
			event: "removed",
			feature: event.feature,
			why: event.why === void 0 ? null : visible(event.why, work.masks)
		});
		case "refused": return emit({
			event: "refused",
			why: visible(event.why, work.masks)
		});
		case "done":
			if (event.nonce !== work.options.nonce) return noise("an end that is not of this run", work);
			closeAll(work);
			emit({
				event: "done",
				exit: event.exit
			});
			work.done = true;
	}
}
function output({ feature, script, data, why }, work) {
	const key = `${feature} ${script}`;
	let open = work.open.get(key);
	if (!open) {
		if (work.open.size >= MAX_OPEN) return noise("the output of too many scripts at once", work);
		open = scriptOutput({
			feature,
			script,
			masks: work.masks,
			emit: (one) => tell(one, work)
		});
		work.open.set(key, open);
	}
	if (why === "cut") open.cut();
	if (data !== void 0) open.add(Buffer.from(data, "base64"));
}
function close(key, work) {
	work.open.get(key)?.end();
	work.open.delete(key);
}
function closeAll(work) {
	for (const key of work.open.keys()) close(key, work);
}
/** A line that may hold anything, secrets included, and that no redactor has seen. */
function noise(line, work) {
	tell({
		event: "noise",
		text: visible(line, work.masks)
	}, work);
}
function tell(event, work) {
	switch (event.event) {
		case "line":
		case "noise":
		case "progress":
		case "fact":
			work.lines += 1;
			if (work.lines > MAX_LINES) return;
			break;
		case "begin":
		case "end":
		case "restart":
		case "removed":
		case "refused":
			work.others += 1;
			if (work.others > MAX_OTHERS) return;
	}
	work.options.onEvent(event);
}
// src/features/outcome.ts
/** @param exit of the exec; null when it was ended by a signal or never known */
function outcomeOf(asked, events, exit) {
	const seen = new Map(asked.map(({ id }) => [id, {
		verdict: null,
		begun: false,
		ms: 0,
		failing: null,
		lines: [],
		reason: [],
		facts: {}
	}]));
	for (const event of events) if ("feature" in event) take(event, seen.get(event.feature));
	return {
		run: runOf(events, exit),
		features: asked.map((one) => featureOutcome(one, seen.get(one.id)))
	};
}
function take(event, one) {
	if (!one) return;
	switch (event.event) {
		case "begin":
			one.begun = true;
			if (event.script !== null) one.lines = [];
			return;
		case "line":
			one.lines = [...one.lines.slice(-19), event.text];
			return;
		case "progress": return;
		case "fact":
			Object.defineProperty(one.facts, event.key, {
				value: event.value,
				enumerable: true,
				configurable: true
			});
			return;
		case "restart":
			one.verdict = { is: "restart" };
			return;
		case "removed":
			one.verdict = {
				is: "removed",
				undone: event.why === null
			};
			return;
		case "end": if (event.script === null) one.verdict = verdictOf(event, one);
		else {
			one.ms += event.ms;
			if (event.script === "check") one.reason = one.lines;
			one.failing = {
				script: event.script,
				exit: event.exit,
				why: event.why
			};
		}
	}
}
function verdictOf({ exit, why, secrets }, one) {
	switch (why) {
		case "installed": return { is: "installed" };
		case "unchanged": return { is: "unchanged" };
		case "differs": return {
			is: "differs",
			...secrets && { secrets }
		};
		case "drift": return {
			is: "drift",
			corrected: exit === 0 && one.failing?.script !== "check",
			lines: one.reason
		};
		case "unwritable":
		case "changed":
		case "plan": return {
			is: "failed",
			script: null,
			what: REASONS[why],
			lines: []
		};
		default: return {
			is: "failed",
			script: one.failing?.script ?? null,
			what: failure(one.failing),
			lines: one.lines
		};
	}
}
const REASONS = {
	unwritable: "what Phoenix keeps in the guest could not be written; is its disk, or the memory of /run, full?",
	changed: "the copy of its remove script that was kept in the guest was changed, so it is not run",
	plan: "the guest did not understand what to do with it"
};
const SIGNALS = {
	6: "SIGABRT",
	11: "SIGSEGV",
	13: "SIGPIPE",
	15: "SIGTERM"
};
function failure(failing) {
	if (!failing) return "it failed";
	const { script, exit, why } = failing;
	if (why === "unstarted") return `${script} could not be started; is the memory of /run full?`;
	if (why === "timeout") return `${script} took too long and was ended`;
	if (script === "install" && exit === 12) return "install asked for a restart, which its manifest does not allow";
	if (exit === 127) return `${script} ended with exit code 127: a program was not found`;
	if (exit === 137) return `${script} was ended by signal SIGKILL, as the kernel does where a guest has no memory left: more "memory" may help`;
	if (exit > 128 && exit < 165) return `${script} was ended by signal ${SIGNALS[exit - 128] ?? exit - 128}`;
	return `${script} ended with exit code ${exit}`;
}
function featureOutcome({ id }, { verdict, begun, ms, facts }) {
	return {
		id,
		verdict: verdict ?? { is: begun ? "unknown" : "not-run" },
		ms,
		facts
	};
}
function howItEnded(exit) {
	if (exit === null) return "was ended";
	return exit === 137 ? "was killed, as the kernel does where a guest has no memory left," : `ended with exit code ${exit}`;
}
function runOf(events, exit) {
	const refused = events.find((one) => one.event === "refused");
	if (refused?.event === "refused") return {
		is: "refused",
		why: refused.why
	};
	const done = events.findLast((one) => one.event === "done");
	if (done?.event === "done") {
		if (done.exit === 0) return { is: "ended" };
		if (done.exit === 12) return { is: "restart" };
		return done.exit === 20 ? { is: "failed" } : {
			is: "refused",
			why: "the run could not be prepared; is the memory of /run full?"
		};
	}
	const how = howItEnded(exit);
	const said = events.findLast((one) => one.event === "noise");
	return {
		is: "lost",
		why: `the command in the guest ${how} before its last event${said?.event === "noise" ? `: ${said.text}` : ""}`
	};
}
// src/features/bundle.ts
/**
* What one `pct exec` brings into a guest: the features' files, what to do with them, and their secrets, as one framed
* archive. The same input gives the same bytes. guest/bootstrap.sh reads it, guest/run.sh says what stands where.
*/
/** A guest keeps the bundle in memory twice for a moment. */
const MAX_BUNDLE_BYTES = 16777216;
/**
* The bytes for the stdin of the bootstrap.
* @throws PhoenixError CONFIG_INVALID when it would be too large
*/
function frame(input) {
	const archive = tar(filesOf(input));
	if (archive.length > MAX_BUNDLE_BYTES) throw tooLarge(archive.length, input.tasks);
	return Buffer.concat([Buffer.from(`PHX1 ${archive.length} ${sha256(archive)}\n`), archive]);
}
function filesOf({ tasks, nonce, secretKey, trace }) {
	const plan = tasks.map((task) => `${task.do} ${safeId(task.do === "remove" ? task.id : task.feature.id)}\n`);
	return [
		text("run.sh", RUN),
		text("lib.sh", LIB),
		text("plan", plan.join("")),
		text("nonce", `${nonce}\n`),
		...trace ? [text("traceparent", `${trace.traceparent}\n`)] : [],
		...trace && trace.tracestate !== null ? [text("tracestate", `${trace.tracestate}\n`)] : [],
		...tasks.flatMap((task) => task.do === "remove" ? [] : featureFiles(task, secretKey))
	];
}
function featureFiles(task, secretKey) {
	const { feature } = task;
	if (task.do === "check" && task.bare) {
		const marker = `${markerStart(feature)}${secretMarks(feature, secretKey)}\n`;
		return [text(`m/${safeId(feature.id)}/marker`, marker)];
	}
	const { id, files, env, profile, timeout, network, restarts, downloads, secrets } = feature;
	const isBlind = task.do === "check" && task.blind === true;
	const meta = `m/${safeId(id)}`;
	const content = [...files].map(([path, bytes]) => ({
		path: `f/${id}/${path}`,
		bytes,
		mode: modeOf(path)
	}));
	const list = downloads.map((one) => `${one.name} ${one.sha256} ${one.url}\n`);
	return [
		...content,
		text(`${meta}/marker`, `${markerStart(feature)}${isBlind ? "" : secretMarks(feature, secretKey)}\n`),
		text(`${meta}/env`, env),
		text(`${meta}/timeout`, `${timeout}\n`),
		text(`${meta}/downloads`, list.join("")),
		...network ? [text(`${meta}/network`, "")] : [],
		...restarts ? [text(`${meta}/restarts`, "")] : [],
		...profile === "" ? [] : [text(`${meta}/profile`, profile)],
		...isBlind ? [] : Object.entries(secrets).map(([name, value]) => text(`${meta}/secrets/${name}`, value))
	];
}
/** The start of what stands in /var/lib/phoenix/features/ID.json while the feature is as it shall be: compared as a text. */
const markerStart = ({ id, version, hash }) => `"v":1,"id":"${id}","version":"${version}","hash":"${hash}","secrets":`;
/** A secret of which only the reference stands in git is told by its hash. */
function secretMarks({ id, secrets }, secretKey) {
	const marks = Object.entries(secrets).map(([name, value]) => {
		return [name, hmac256(`${secretKey} ${id} ${name}`, value).slice(0, 32)];
	});
	return canonical(Object.fromEntries(marks));
}
/** Execute bits are not kept in git on every machine: what looks like a program may be started. */
const modeOf = (path) => /(?:\.(?:sh|bash|py|pl)|(?:^|\/)[^.]+)$/.test(path) ? 493 : 420;
function text(path, value) {
	return {
		path,
		bytes: Buffer.from(value, "utf8"),
		mode: 384
	};
}
/** Ids were checked when the features were read; here they become paths and words of a shell. */
function safeId(id) {
	if (!FEATURE_ID.test(id)) throw new Error(`not an id of a feature: ${JSON.stringify(id)}`);
	return id;
}
function tooLarge(size, tasks) {
	const mebibytes = (bytes) => (bytes / 1024 / 1024).toFixed(1);
	const largest = tasks.flatMap((task) => {
		if (task.do === "remove") return [];
		const bytes = [...task.feature.files.values()].reduce((sum, one) => sum + one.length, 0);
		return [{
			id: task.feature.id,
			bytes
		}];
	}).toSorted((a, b) => b.bytes - a.bytes)[0];
	return new PhoenixError("CONFIG_INVALID", `the features of one guest make a bundle of ${mebibytes(size)} MiB; at most ${mebibytes(MAX_BUNDLE_BYTES)} MiB can be brought in`, { hint: `${largest?.id ?? "the largest"} alone has ${mebibytes(largest?.bytes ?? 0)} MiB: fetch large files by "downloads".` });
}
// src/features/compose.ts
function compose({ features, host, secret }) {
	const before = [];
	return features.map((one) => {
		const { feature, version, hash, options } = one;
		const { id, files, manifest } = feature;
		const profile = expandingExports(manifest.containerEnv);
		const env = [
			...before,
			profile,
			exports(variablesOf(one, host))
		].join("");
		before.push(profile);
		const secrets = Object.entries(options.secrets).map(([name, reference]) => {
			return [variableOf(name), secret(reference)];
		});
		return {
			id,
			version,
			hash,
			files,
			env,
			profile,
			timeout: manifest.timeout,
			network: manifest.network,
			restarts: manifest.restarts,
			downloads: Object.entries(manifest.downloads).map(([name, { url, sha256 }]) => ({
				name,
				url,
				sha256
			})),
			secrets: Object.fromEntries(secrets)
		};
	});
}
function variablesOf({ feature, options }, host) {
	const values = Object.entries(options.values).map(([name, value]) => [variableOf(name), textOf(value)]);
	const files = Object.keys(options.secrets).map((name) => {
		const variable = variableOf(name);
		return [`${variable}_FILE`, secretFileOf(feature.id, variable)];
	});
	const facts = Object.entries(factsOf(feature, host)).map(([name, value]) => {
		return [`PHX_HOST_${variableOf(name)}`, typeof value === "string" ? value : JSON.stringify(value)];
	});
	return Object.fromEntries([
		...values,
		...files,
		...facts
	]);
}
export { whoseOf as a, eventReader as i, frame as n, outcomeOf as r, compose as t };
