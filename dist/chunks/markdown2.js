export { t as COMMENT_LIMIT, n as SUMMARY_LIMIT, r as renderComment, i as renderRefusal, a as renderSummary } from "./markdown.js";
