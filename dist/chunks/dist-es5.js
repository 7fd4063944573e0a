export { cn as fromProcess } from "./aws-sdk.js";
