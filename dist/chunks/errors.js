// src/errors.ts
/** An error that the user can act on; anything else that is thrown is a bug and exits with 70. */
var PhoenixError = class extends Error {
	code;
	hint;
	at;
	findings;
	constructor(code, message, details = {}) {
		super(message, details.cause === void 0 ? {} : { cause: details.cause });
		this.name = "PhoenixError";
		this.code = code;
		this.hint = details.hint;
		this.at = details.at;
		this.findings = details.findings ?? [];
	}
};
export { PhoenixError as t };
