export { an as fromSSO } from "./aws-sdk.js";
