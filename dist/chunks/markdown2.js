export { t as COMMENT_LIMIT, n as SUMMARY_LIMIT, r as renderComment, i as renderProofSummary, a as renderRefusal, o as renderSummary } from "./markdown.js";
