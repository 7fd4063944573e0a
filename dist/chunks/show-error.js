export { t as showError, n as showFound, r as wantsJson } from "./show-error2.js";
