export { un as fromIni } from "./aws-sdk.js";
