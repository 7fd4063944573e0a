export { t as showError, n as showFound } from "./show-error2.js";
