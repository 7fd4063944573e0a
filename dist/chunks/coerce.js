import { I as _coercedNumber, T as ZodNumber } from "./engine.js";
// node_modules/zod/v4/classic/coerce.js
function number(params) {
	return _coercedNumber(ZodNumber, params);
}
export { number as t };
