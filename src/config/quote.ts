/** Texts of hostile origin in messages: bounded, on one line, nothing invisible. Escaping for Markdown is the renderer's. */

/** What no key, name or text of an estate needs, and what can hide the meaning of a line from its reviewer. */
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffd]/g;

/** A text of at most `limit` characters: what is cut off shows, and no character is cut in two. */
export function shortened(text: string, limit: number): string {
  return text.length > limit ? `${text.slice(0, limit - 1).toWellFormed()}…` : text;
}

/** A text in double quotes with every invisible character escaped, cut at `limit` characters. */
export function quote(text: string, limit = 80): string {
  const cut = text.length > limit ? `${text.slice(0, limit)}…` : text;
  return JSON.stringify(cut).replace(INVISIBLE, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
