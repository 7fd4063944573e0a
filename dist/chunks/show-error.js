export { t as showError } from "./show-error2.js";
