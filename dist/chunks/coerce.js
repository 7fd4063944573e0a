import { T as _coercedNumber, r as ZodNumber } from "./settings.js";
// node_modules/zod/v4/classic/coerce.js
function number(params) {
	return _coercedNumber(ZodNumber, params);
}
export { number as t };
