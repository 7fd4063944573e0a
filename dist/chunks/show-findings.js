export { t as showFindings } from "./show-findings2.js";
