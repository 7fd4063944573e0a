// src/telemetry/log/json-line.ts
/** A record as a line of JSON, without the end of the line. */
/** What JSON lets stand, and a terminal on which somebody reads the log may obey or hide: C1 controls, and what turns text around. */
const COMMANDING = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
const jsonLine = (record) => JSON.stringify(record).replace(COMMANDING, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
export { jsonLine as t };
