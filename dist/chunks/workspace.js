import { a as valueAt, i as pointerSegments, n as isObject, r as pointer } from "./json.js";
import { i as kinds, n as schemaOfKind, r as schemaOfSettings } from "./json-schema.js";
import { E as safeParse, a as ZodOptional, c as ZodType, i as ZodObject, l as ZodUnion, n as ZodNever, o as ZodRecord, s as ZodString, t as settingsSchema, u as ZodXor } from "./settings.js";
import { t as PhoenixError } from "./errors.js";
import process from "node:process";
import { isUtf8 } from "node:buffer";
import { spawn } from "node:child_process";
import { dirname, join, normalize, posix, relative, resolve, sep } from "node:path";
import { closeSync, constants, existsSync, openSync, readSync, readdirSync, realpathSync } from "node:fs";
// node_modules/jsonc-parser/lib/esm/impl/scanner.js
/**
* Creates a JSON scanner on the given text.
* If ignoreTrivia is set, whitespaces or comments are ignored.
*/
function createScanner$1(text, ignoreTrivia = false) {
	const len = text.length;
	let pos = 0, value = "", tokenOffset = 0, token = 16, lineNumber = 0, lineStartOffset = 0, tokenLineStartOffset = 0, prevTokenLineStartOffset = 0, scanError = 0;
	function scanHexDigits(count, exact) {
		let digits = 0;
		let value = 0;
		while (digits < count || !exact) {
			let ch = text.charCodeAt(pos);
			if (ch >= 48 && ch <= 57) value = value * 16 + ch - 48;
			else if (ch >= 65 && ch <= 70) value = value * 16 + ch - 65 + 10;
			else if (ch >= 97 && ch <= 102) value = value * 16 + ch - 97 + 10;
			else break;
			pos++;
			digits++;
		}
		if (digits < count) value = -1;
		return value;
	}
	function setPosition(newPosition) {
		pos = newPosition;
		value = "";
		tokenOffset = 0;
		token = 16;
		scanError = 0;
	}
	function scanNumber() {
		let start = pos;
		if (text.charCodeAt(pos) === 48) pos++;
		else {
			pos++;
			while (pos < text.length && isDigit(text.charCodeAt(pos))) pos++;
		}
		if (pos < text.length && text.charCodeAt(pos) === 46) {
			pos++;
			if (pos < text.length && isDigit(text.charCodeAt(pos))) {
				pos++;
				while (pos < text.length && isDigit(text.charCodeAt(pos))) pos++;
			} else {
				scanError = 3;
				return text.substring(start, pos);
			}
		}
		let end = pos;
		if (pos < text.length && (text.charCodeAt(pos) === 69 || text.charCodeAt(pos) === 101)) {
			pos++;
			if (pos < text.length && text.charCodeAt(pos) === 43 || text.charCodeAt(pos) === 45) pos++;
			if (pos < text.length && isDigit(text.charCodeAt(pos))) {
				pos++;
				while (pos < text.length && isDigit(text.charCodeAt(pos))) pos++;
				end = pos;
			} else scanError = 3;
		}
		return text.substring(start, end);
	}
	function scanString() {
		let result = "", start = pos;
		while (true) {
			if (pos >= len) {
				result += text.substring(start, pos);
				scanError = 2;
				break;
			}
			const ch = text.charCodeAt(pos);
			if (ch === 34) {
				result += text.substring(start, pos);
				pos++;
				break;
			}
			if (ch === 92) {
				result += text.substring(start, pos);
				pos++;
				if (pos >= len) {
					scanError = 2;
					break;
				}
				switch (text.charCodeAt(pos++)) {
					case 34:
						result += "\"";
						break;
					case 92:
						result += "\\";
						break;
					case 47:
						result += "/";
						break;
					case 98:
						result += "\b";
						break;
					case 102:
						result += "\f";
						break;
					case 110:
						result += "\n";
						break;
					case 114:
						result += "\r";
						break;
					case 116:
						result += "	";
						break;
					case 117:
						const ch3 = scanHexDigits(4, true);
						if (ch3 >= 0) result += String.fromCharCode(ch3);
						else scanError = 4;
						break;
					default: scanError = 5;
				}
				start = pos;
				continue;
			}
			if (ch >= 0 && ch <= 31) {
				if (isLineBreak(ch)) {
					result += text.substring(start, pos);
					scanError = 2;
					break;
				} else scanError = 6;
			}
			pos++;
		}
		return result;
	}
	function scanNext() {
		value = "";
		scanError = 0;
		tokenOffset = pos;
		lineStartOffset = lineNumber;
		prevTokenLineStartOffset = tokenLineStartOffset;
		if (pos >= len) {
			tokenOffset = len;
			return token = 17;
		}
		let code = text.charCodeAt(pos);
		if (isWhiteSpace(code)) {
			do {
				pos++;
				value += String.fromCharCode(code);
				code = text.charCodeAt(pos);
			} while (isWhiteSpace(code));
			return token = 15;
		}
		if (isLineBreak(code)) {
			pos++;
			value += String.fromCharCode(code);
			if (code === 13 && text.charCodeAt(pos) === 10) {
				pos++;
				value += "\n";
			}
			lineNumber++;
			tokenLineStartOffset = pos;
			return token = 14;
		}
		switch (code) {
			case 123:
				pos++;
				return token = 1;
			case 125:
				pos++;
				return token = 2;
			case 91:
				pos++;
				return token = 3;
			case 93:
				pos++;
				return token = 4;
			case 58:
				pos++;
				return token = 6;
			case 44:
				pos++;
				return token = 5;
			case 34:
				pos++;
				value = scanString();
				return token = 10;
			case 47:
				const start = pos - 1;
				if (text.charCodeAt(pos + 1) === 47) {
					pos += 2;
					while (pos < len) {
						if (isLineBreak(text.charCodeAt(pos))) break;
						pos++;
					}
					value = text.substring(start, pos);
					return token = 12;
				}
				if (text.charCodeAt(pos + 1) === 42) {
					pos += 2;
					const safeLength = len - 1;
					let commentClosed = false;
					while (pos < safeLength) {
						const ch = text.charCodeAt(pos);
						if (ch === 42 && text.charCodeAt(pos + 1) === 47) {
							pos += 2;
							commentClosed = true;
							break;
						}
						pos++;
						if (isLineBreak(ch)) {
							if (ch === 13 && text.charCodeAt(pos) === 10) pos++;
							lineNumber++;
							tokenLineStartOffset = pos;
						}
					}
					if (!commentClosed) {
						pos++;
						scanError = 1;
					}
					value = text.substring(start, pos);
					return token = 13;
				}
				value += String.fromCharCode(code);
				pos++;
				return token = 16;
			case 45:
				value += String.fromCharCode(code);
				pos++;
				if (pos === len || !isDigit(text.charCodeAt(pos))) return token = 16;
			case 48:
			case 49:
			case 50:
			case 51:
			case 52:
			case 53:
			case 54:
			case 55:
			case 56:
			case 57:
				value += scanNumber();
				return token = 11;
			default:
				while (pos < len && isUnknownContentCharacter(code)) {
					pos++;
					code = text.charCodeAt(pos);
				}
				if (tokenOffset !== pos) {
					value = text.substring(tokenOffset, pos);
					switch (value) {
						case "true": return token = 8;
						case "false": return token = 9;
						case "null": return token = 7;
					}
					return token = 16;
				}
				value += String.fromCharCode(code);
				pos++;
				return token = 16;
		}
	}
	function isUnknownContentCharacter(code) {
		if (isWhiteSpace(code) || isLineBreak(code)) return false;
		switch (code) {
			case 125:
			case 93:
			case 123:
			case 91:
			case 34:
			case 58:
			case 44:
			case 47: return false;
		}
		return true;
	}
	function scanNextNonTrivia() {
		let result;
		do
			result = scanNext();
		while (result >= 12 && result <= 15);
		return result;
	}
	return {
		setPosition,
		getPosition: () => pos,
		scan: ignoreTrivia ? scanNextNonTrivia : scanNext,
		getToken: () => token,
		getTokenValue: () => value,
		getTokenOffset: () => tokenOffset,
		getTokenLength: () => pos - tokenOffset,
		getTokenStartLine: () => lineStartOffset,
		getTokenStartCharacter: () => tokenOffset - prevTokenLineStartOffset,
		getTokenError: () => scanError
	};
}
function isWhiteSpace(ch) {
	return ch === 32 || ch === 9;
}
function isLineBreak(ch) {
	return ch === 10 || ch === 13;
}
function isDigit(ch) {
	return ch >= 48 && ch <= 57;
}
var CharacterCodes;
(function(CharacterCodes) {
	CharacterCodes[CharacterCodes["lineFeed"] = 10] = "lineFeed";
	CharacterCodes[CharacterCodes["carriageReturn"] = 13] = "carriageReturn";
	CharacterCodes[CharacterCodes["space"] = 32] = "space";
	CharacterCodes[CharacterCodes["_0"] = 48] = "_0";
	CharacterCodes[CharacterCodes["_1"] = 49] = "_1";
	CharacterCodes[CharacterCodes["_2"] = 50] = "_2";
	CharacterCodes[CharacterCodes["_3"] = 51] = "_3";
	CharacterCodes[CharacterCodes["_4"] = 52] = "_4";
	CharacterCodes[CharacterCodes["_5"] = 53] = "_5";
	CharacterCodes[CharacterCodes["_6"] = 54] = "_6";
	CharacterCodes[CharacterCodes["_7"] = 55] = "_7";
	CharacterCodes[CharacterCodes["_8"] = 56] = "_8";
	CharacterCodes[CharacterCodes["_9"] = 57] = "_9";
	CharacterCodes[CharacterCodes["a"] = 97] = "a";
	CharacterCodes[CharacterCodes["b"] = 98] = "b";
	CharacterCodes[CharacterCodes["c"] = 99] = "c";
	CharacterCodes[CharacterCodes["d"] = 100] = "d";
	CharacterCodes[CharacterCodes["e"] = 101] = "e";
	CharacterCodes[CharacterCodes["f"] = 102] = "f";
	CharacterCodes[CharacterCodes["g"] = 103] = "g";
	CharacterCodes[CharacterCodes["h"] = 104] = "h";
	CharacterCodes[CharacterCodes["i"] = 105] = "i";
	CharacterCodes[CharacterCodes["j"] = 106] = "j";
	CharacterCodes[CharacterCodes["k"] = 107] = "k";
	CharacterCodes[CharacterCodes["l"] = 108] = "l";
	CharacterCodes[CharacterCodes["m"] = 109] = "m";
	CharacterCodes[CharacterCodes["n"] = 110] = "n";
	CharacterCodes[CharacterCodes["o"] = 111] = "o";
	CharacterCodes[CharacterCodes["p"] = 112] = "p";
	CharacterCodes[CharacterCodes["q"] = 113] = "q";
	CharacterCodes[CharacterCodes["r"] = 114] = "r";
	CharacterCodes[CharacterCodes["s"] = 115] = "s";
	CharacterCodes[CharacterCodes["t"] = 116] = "t";
	CharacterCodes[CharacterCodes["u"] = 117] = "u";
	CharacterCodes[CharacterCodes["v"] = 118] = "v";
	CharacterCodes[CharacterCodes["w"] = 119] = "w";
	CharacterCodes[CharacterCodes["x"] = 120] = "x";
	CharacterCodes[CharacterCodes["y"] = 121] = "y";
	CharacterCodes[CharacterCodes["z"] = 122] = "z";
	CharacterCodes[CharacterCodes["A"] = 65] = "A";
	CharacterCodes[CharacterCodes["B"] = 66] = "B";
	CharacterCodes[CharacterCodes["C"] = 67] = "C";
	CharacterCodes[CharacterCodes["D"] = 68] = "D";
	CharacterCodes[CharacterCodes["E"] = 69] = "E";
	CharacterCodes[CharacterCodes["F"] = 70] = "F";
	CharacterCodes[CharacterCodes["G"] = 71] = "G";
	CharacterCodes[CharacterCodes["H"] = 72] = "H";
	CharacterCodes[CharacterCodes["I"] = 73] = "I";
	CharacterCodes[CharacterCodes["J"] = 74] = "J";
	CharacterCodes[CharacterCodes["K"] = 75] = "K";
	CharacterCodes[CharacterCodes["L"] = 76] = "L";
	CharacterCodes[CharacterCodes["M"] = 77] = "M";
	CharacterCodes[CharacterCodes["N"] = 78] = "N";
	CharacterCodes[CharacterCodes["O"] = 79] = "O";
	CharacterCodes[CharacterCodes["P"] = 80] = "P";
	CharacterCodes[CharacterCodes["Q"] = 81] = "Q";
	CharacterCodes[CharacterCodes["R"] = 82] = "R";
	CharacterCodes[CharacterCodes["S"] = 83] = "S";
	CharacterCodes[CharacterCodes["T"] = 84] = "T";
	CharacterCodes[CharacterCodes["U"] = 85] = "U";
	CharacterCodes[CharacterCodes["V"] = 86] = "V";
	CharacterCodes[CharacterCodes["W"] = 87] = "W";
	CharacterCodes[CharacterCodes["X"] = 88] = "X";
	CharacterCodes[CharacterCodes["Y"] = 89] = "Y";
	CharacterCodes[CharacterCodes["Z"] = 90] = "Z";
	CharacterCodes[CharacterCodes["asterisk"] = 42] = "asterisk";
	CharacterCodes[CharacterCodes["backslash"] = 92] = "backslash";
	CharacterCodes[CharacterCodes["closeBrace"] = 125] = "closeBrace";
	CharacterCodes[CharacterCodes["closeBracket"] = 93] = "closeBracket";
	CharacterCodes[CharacterCodes["colon"] = 58] = "colon";
	CharacterCodes[CharacterCodes["comma"] = 44] = "comma";
	CharacterCodes[CharacterCodes["dot"] = 46] = "dot";
	CharacterCodes[CharacterCodes["doubleQuote"] = 34] = "doubleQuote";
	CharacterCodes[CharacterCodes["minus"] = 45] = "minus";
	CharacterCodes[CharacterCodes["openBrace"] = 123] = "openBrace";
	CharacterCodes[CharacterCodes["openBracket"] = 91] = "openBracket";
	CharacterCodes[CharacterCodes["plus"] = 43] = "plus";
	CharacterCodes[CharacterCodes["slash"] = 47] = "slash";
	CharacterCodes[CharacterCodes["formFeed"] = 12] = "formFeed";
	CharacterCodes[CharacterCodes["tab"] = 9] = "tab";
})(CharacterCodes || (CharacterCodes = {}));
new Array(20).fill(0).map((_, index) => {
	return " ".repeat(index);
});
const maxCachedValues = 200;
new Array(maxCachedValues).fill(0).map((_, index) => {
	return "\n" + " ".repeat(index);
}), new Array(maxCachedValues).fill(0).map((_, index) => {
	return "\r" + " ".repeat(index);
}), new Array(maxCachedValues).fill(0).map((_, index) => {
	return "\r\n" + " ".repeat(index);
}), new Array(maxCachedValues).fill(0).map((_, index) => {
	return "\n" + "	".repeat(index);
}), new Array(maxCachedValues).fill(0).map((_, index) => {
	return "\r" + "	".repeat(index);
}), new Array(maxCachedValues).fill(0).map((_, index) => {
	return "\r\n" + "	".repeat(index);
});
// node_modules/jsonc-parser/lib/esm/impl/parser.js
var ParseOptions;
(function(ParseOptions) {
	ParseOptions.DEFAULT = { allowTrailingComma: false };
})(ParseOptions || (ParseOptions = {}));
/**
* Parses the given text and returns a tree representation the JSON content. On invalid input, the parser tries to be as fault tolerant as possible, but still return a result.
*/
function parseTree$1(text, errors = [], options = ParseOptions.DEFAULT) {
	let currentParent = {
		type: "array",
		offset: -1,
		length: -1,
		children: [],
		parent: void 0
	};
	function ensurePropertyComplete(endOffset) {
		if (currentParent.type === "property") {
			currentParent.length = endOffset - currentParent.offset;
			currentParent = currentParent.parent;
		}
	}
	function onValue(valueNode) {
		currentParent.children.push(valueNode);
		return valueNode;
	}
	visit(text, {
		onObjectBegin: (offset) => {
			currentParent = onValue({
				type: "object",
				offset,
				length: -1,
				parent: currentParent,
				children: []
			});
		},
		onObjectProperty: (name, offset, length) => {
			currentParent = onValue({
				type: "property",
				offset,
				length: -1,
				parent: currentParent,
				children: []
			});
			currentParent.children.push({
				type: "string",
				value: name,
				offset,
				length,
				parent: currentParent
			});
		},
		onObjectEnd: (offset, length) => {
			ensurePropertyComplete(offset + length);
			currentParent.length = offset + length - currentParent.offset;
			currentParent = currentParent.parent;
			ensurePropertyComplete(offset + length);
		},
		onArrayBegin: (offset, length) => {
			currentParent = onValue({
				type: "array",
				offset,
				length: -1,
				parent: currentParent,
				children: []
			});
		},
		onArrayEnd: (offset, length) => {
			currentParent.length = offset + length - currentParent.offset;
			currentParent = currentParent.parent;
			ensurePropertyComplete(offset + length);
		},
		onLiteralValue: (value, offset, length) => {
			onValue({
				type: getNodeType(value),
				offset,
				length,
				parent: currentParent,
				value
			});
			ensurePropertyComplete(offset + length);
		},
		onSeparator: (sep, offset, length) => {
			if (currentParent.type === "property") {
				if (sep === ":") currentParent.colonOffset = offset;
				else if (sep === ",") ensurePropertyComplete(offset);
			}
		},
		onError: (error, offset, length) => {
			errors.push({
				error,
				offset,
				length
			});
		}
	}, options);
	const result = currentParent.children[0];
	if (result) delete result.parent;
	return result;
}
/**
* Finds the node at the given path in a JSON DOM.
*/
function findNodeAtLocation$1(root, path) {
	if (!root) return;
	let node = root;
	for (let segment of path) if (typeof segment === "string") {
		if (node.type !== "object" || !Array.isArray(node.children)) return;
		let found = false;
		for (const propertyNode of node.children) if (Array.isArray(propertyNode.children) && propertyNode.children[0].value === segment && propertyNode.children.length === 2) {
			node = propertyNode.children[1];
			found = true;
			break;
		}
		if (!found) return;
	} else {
		const index = segment;
		if (node.type !== "array" || index < 0 || !Array.isArray(node.children) || index >= node.children.length) return;
		node = node.children[index];
	}
	return node;
}
/**
* Parses the given text and invokes the visitor functions for each object, array and literal reached.
*/
function visit(text, visitor, options = ParseOptions.DEFAULT) {
	const _scanner = createScanner$1(text, false);
	const _jsonPath = [];
	let suppressedCallbacks = 0;
	function toNoArgVisit(visitFunction) {
		return visitFunction ? () => suppressedCallbacks === 0 && visitFunction(_scanner.getTokenOffset(), _scanner.getTokenLength(), _scanner.getTokenStartLine(), _scanner.getTokenStartCharacter()) : () => true;
	}
	function toOneArgVisit(visitFunction) {
		return visitFunction ? (arg) => suppressedCallbacks === 0 && visitFunction(arg, _scanner.getTokenOffset(), _scanner.getTokenLength(), _scanner.getTokenStartLine(), _scanner.getTokenStartCharacter()) : () => true;
	}
	function toOneArgVisitWithPath(visitFunction) {
		return visitFunction ? (arg) => suppressedCallbacks === 0 && visitFunction(arg, _scanner.getTokenOffset(), _scanner.getTokenLength(), _scanner.getTokenStartLine(), _scanner.getTokenStartCharacter(), () => _jsonPath.slice()) : () => true;
	}
	function toBeginVisit(visitFunction) {
		return visitFunction ? () => {
			if (suppressedCallbacks > 0) suppressedCallbacks++;
			else if (visitFunction(_scanner.getTokenOffset(), _scanner.getTokenLength(), _scanner.getTokenStartLine(), _scanner.getTokenStartCharacter(), () => _jsonPath.slice()) === false) suppressedCallbacks = 1;
		} : () => true;
	}
	function toEndVisit(visitFunction) {
		return visitFunction ? () => {
			if (suppressedCallbacks > 0) suppressedCallbacks--;
			if (suppressedCallbacks === 0) visitFunction(_scanner.getTokenOffset(), _scanner.getTokenLength(), _scanner.getTokenStartLine(), _scanner.getTokenStartCharacter());
		} : () => true;
	}
	const onObjectBegin = toBeginVisit(visitor.onObjectBegin), onObjectProperty = toOneArgVisitWithPath(visitor.onObjectProperty), onObjectEnd = toEndVisit(visitor.onObjectEnd), onArrayBegin = toBeginVisit(visitor.onArrayBegin), onArrayEnd = toEndVisit(visitor.onArrayEnd), onLiteralValue = toOneArgVisitWithPath(visitor.onLiteralValue), onSeparator = toOneArgVisit(visitor.onSeparator), onComment = toNoArgVisit(visitor.onComment), onError = toOneArgVisit(visitor.onError);
	const disallowComments = options && options.disallowComments;
	const allowTrailingComma = options && options.allowTrailingComma;
	function scanNext() {
		while (true) {
			const token = _scanner.scan();
			switch (_scanner.getTokenError()) {
				case 4:
					handleError(14);
					break;
				case 5:
					handleError(15);
					break;
				case 3:
					handleError(13);
					break;
				case 1:
					if (!disallowComments) handleError(11);
					break;
				case 2:
					handleError(12);
					break;
				case 6: handleError(16);
			}
			switch (token) {
				case 12:
				case 13:
					if (disallowComments) handleError(10);
					else onComment();
					break;
				case 16:
					handleError(1);
					break;
				case 15:
				case 14: break;
				default: return token;
			}
		}
	}
	function handleError(error, skipUntilAfter = [], skipUntil = []) {
		onError(error);
		if (skipUntilAfter.length + skipUntil.length > 0) {
			let token = _scanner.getToken();
			while (token !== 17) {
				if (skipUntilAfter.indexOf(token) !== -1) {
					scanNext();
					break;
				} else if (skipUntil.indexOf(token) !== -1) break;
				token = scanNext();
			}
		}
	}
	function parseString(isValue) {
		const value = _scanner.getTokenValue();
		if (isValue) onLiteralValue(value);
		else {
			onObjectProperty(value);
			_jsonPath.push(value);
		}
		scanNext();
		return true;
	}
	function parseLiteral() {
		switch (_scanner.getToken()) {
			case 11:
				const tokenValue = _scanner.getTokenValue();
				let value = Number(tokenValue);
				if (isNaN(value)) {
					handleError(2);
					value = 0;
				}
				onLiteralValue(value);
				break;
			case 7:
				onLiteralValue(null);
				break;
			case 8:
				onLiteralValue(true);
				break;
			case 9:
				onLiteralValue(false);
				break;
			default: return false;
		}
		scanNext();
		return true;
	}
	function parseProperty() {
		if (_scanner.getToken() !== 10) {
			handleError(3, [], [2, 5]);
			return false;
		}
		parseString(false);
		if (_scanner.getToken() === 6) {
			onSeparator(":");
			scanNext();
			if (!parseValue()) handleError(4, [], [2, 5]);
		} else handleError(5, [], [2, 5]);
		_jsonPath.pop();
		return true;
	}
	function parseObject() {
		onObjectBegin();
		scanNext();
		let needsComma = false;
		while (_scanner.getToken() !== 2 && _scanner.getToken() !== 17) {
			if (_scanner.getToken() === 5) {
				if (!needsComma) handleError(4, [], []);
				onSeparator(",");
				scanNext();
				if (_scanner.getToken() === 2 && allowTrailingComma) break;
			} else if (needsComma) handleError(6, [], []);
			if (!parseProperty()) handleError(4, [], [2, 5]);
			needsComma = true;
		}
		onObjectEnd();
		if (_scanner.getToken() !== 2) handleError(7, [2], []);
		else scanNext();
		return true;
	}
	function parseArray() {
		onArrayBegin();
		scanNext();
		let isFirstElement = true;
		let needsComma = false;
		while (_scanner.getToken() !== 4 && _scanner.getToken() !== 17) {
			if (_scanner.getToken() === 5) {
				if (!needsComma) handleError(4, [], []);
				onSeparator(",");
				scanNext();
				if (_scanner.getToken() === 4 && allowTrailingComma) break;
			} else if (needsComma) handleError(6, [], []);
			if (isFirstElement) {
				_jsonPath.push(0);
				isFirstElement = false;
			} else _jsonPath[_jsonPath.length - 1]++;
			if (!parseValue()) handleError(4, [], [4, 5]);
			needsComma = true;
		}
		onArrayEnd();
		if (!isFirstElement) _jsonPath.pop();
		if (_scanner.getToken() !== 4) handleError(8, [4], []);
		else scanNext();
		return true;
	}
	function parseValue() {
		switch (_scanner.getToken()) {
			case 3: return parseArray();
			case 1: return parseObject();
			case 10: return parseString(true);
			default: return parseLiteral();
		}
	}
	scanNext();
	if (_scanner.getToken() === 17) {
		if (options.allowEmptyContent) return true;
		handleError(4, [], []);
		return false;
	}
	if (!parseValue()) {
		handleError(4, [], []);
		return false;
	}
	if (_scanner.getToken() !== 17) handleError(9, [], []);
	return true;
}
/**
* Takes JSON with JavaScript-style comments and remove
* them. Optionally replaces every none-newline character
* of comments with a replaceCharacter
*/
function stripComments$1(text, replaceCh) {
	let _scanner = createScanner$1(text), parts = [], kind, offset = 0, pos;
	do {
		pos = _scanner.getPosition();
		kind = _scanner.scan();
		switch (kind) {
			case 12:
			case 13:
			case 17:
				if (offset !== pos) parts.push(text.substring(offset, pos));
				if (replaceCh !== void 0) parts.push(_scanner.getTokenValue().replace(/[^\r\n]/g, replaceCh));
				offset = _scanner.getPosition();
		}
	} while (kind !== 17);
	return parts.join("");
}
function getNodeType(value) {
	switch (typeof value) {
		case "boolean": return "boolean";
		case "number": return "number";
		case "string": return "string";
		case "object":
			if (!value) return "null";
			else if (Array.isArray(value)) return "array";
			return "object";
		default: return "null";
	}
}
// node_modules/jsonc-parser/lib/esm/main.js
/**
* Creates a JSON scanner on the given text.
* If ignoreTrivia is set, whitespaces or comments are ignored.
*/
const createScanner = createScanner$1;
var ScanError;
(function(ScanError) {
	ScanError[ScanError["None"] = 0] = "None";
	ScanError[ScanError["UnexpectedEndOfComment"] = 1] = "UnexpectedEndOfComment";
	ScanError[ScanError["UnexpectedEndOfString"] = 2] = "UnexpectedEndOfString";
	ScanError[ScanError["UnexpectedEndOfNumber"] = 3] = "UnexpectedEndOfNumber";
	ScanError[ScanError["InvalidUnicode"] = 4] = "InvalidUnicode";
	ScanError[ScanError["InvalidEscapeCharacter"] = 5] = "InvalidEscapeCharacter";
	ScanError[ScanError["InvalidCharacter"] = 6] = "InvalidCharacter";
})(ScanError || (ScanError = {}));
var SyntaxKind;
(function(SyntaxKind) {
	SyntaxKind[SyntaxKind["OpenBraceToken"] = 1] = "OpenBraceToken";
	SyntaxKind[SyntaxKind["CloseBraceToken"] = 2] = "CloseBraceToken";
	SyntaxKind[SyntaxKind["OpenBracketToken"] = 3] = "OpenBracketToken";
	SyntaxKind[SyntaxKind["CloseBracketToken"] = 4] = "CloseBracketToken";
	SyntaxKind[SyntaxKind["CommaToken"] = 5] = "CommaToken";
	SyntaxKind[SyntaxKind["ColonToken"] = 6] = "ColonToken";
	SyntaxKind[SyntaxKind["NullKeyword"] = 7] = "NullKeyword";
	SyntaxKind[SyntaxKind["TrueKeyword"] = 8] = "TrueKeyword";
	SyntaxKind[SyntaxKind["FalseKeyword"] = 9] = "FalseKeyword";
	SyntaxKind[SyntaxKind["StringLiteral"] = 10] = "StringLiteral";
	SyntaxKind[SyntaxKind["NumericLiteral"] = 11] = "NumericLiteral";
	SyntaxKind[SyntaxKind["LineCommentTrivia"] = 12] = "LineCommentTrivia";
	SyntaxKind[SyntaxKind["BlockCommentTrivia"] = 13] = "BlockCommentTrivia";
	SyntaxKind[SyntaxKind["LineBreakTrivia"] = 14] = "LineBreakTrivia";
	SyntaxKind[SyntaxKind["Trivia"] = 15] = "Trivia";
	SyntaxKind[SyntaxKind["Unknown"] = 16] = "Unknown";
	SyntaxKind[SyntaxKind["EOF"] = 17] = "EOF";
})(SyntaxKind || (SyntaxKind = {}));
/**
* Parses the given text and returns a tree representation the JSON content. On invalid input, the parser tries to be as fault tolerant as possible, but still return a result.
*/
const parseTree = parseTree$1;
/**
* Finds the node at the given path in a JSON DOM.
*/
const findNodeAtLocation = findNodeAtLocation$1;
/**
* Takes JSON with JavaScript-style comments and remove
* them. Optionally replaces every none-newline character
* of comments with a replaceCharacter
*/
const stripComments = stripComments$1;
var ParseErrorCode;
(function(ParseErrorCode) {
	ParseErrorCode[ParseErrorCode["InvalidSymbol"] = 1] = "InvalidSymbol";
	ParseErrorCode[ParseErrorCode["InvalidNumberFormat"] = 2] = "InvalidNumberFormat";
	ParseErrorCode[ParseErrorCode["PropertyNameExpected"] = 3] = "PropertyNameExpected";
	ParseErrorCode[ParseErrorCode["ValueExpected"] = 4] = "ValueExpected";
	ParseErrorCode[ParseErrorCode["ColonExpected"] = 5] = "ColonExpected";
	ParseErrorCode[ParseErrorCode["CommaExpected"] = 6] = "CommaExpected";
	ParseErrorCode[ParseErrorCode["CloseBraceExpected"] = 7] = "CloseBraceExpected";
	ParseErrorCode[ParseErrorCode["CloseBracketExpected"] = 8] = "CloseBracketExpected";
	ParseErrorCode[ParseErrorCode["EndOfFileExpected"] = 9] = "EndOfFileExpected";
	ParseErrorCode[ParseErrorCode["InvalidCommentToken"] = 10] = "InvalidCommentToken";
	ParseErrorCode[ParseErrorCode["UnexpectedEndOfComment"] = 11] = "UnexpectedEndOfComment";
	ParseErrorCode[ParseErrorCode["UnexpectedEndOfString"] = 12] = "UnexpectedEndOfString";
	ParseErrorCode[ParseErrorCode["UnexpectedEndOfNumber"] = 13] = "UnexpectedEndOfNumber";
	ParseErrorCode[ParseErrorCode["InvalidUnicode"] = 14] = "InvalidUnicode";
	ParseErrorCode[ParseErrorCode["InvalidEscapeCharacter"] = 15] = "InvalidEscapeCharacter";
	ParseErrorCode[ParseErrorCode["InvalidCharacter"] = 16] = "InvalidCharacter";
})(ParseErrorCode || (ParseErrorCode = {}));
function printParseErrorCode(code) {
	switch (code) {
		case 1: return "InvalidSymbol";
		case 2: return "InvalidNumberFormat";
		case 3: return "PropertyNameExpected";
		case 4: return "ValueExpected";
		case 5: return "ColonExpected";
		case 6: return "CommaExpected";
		case 7: return "CloseBraceExpected";
		case 8: return "CloseBracketExpected";
		case 9: return "EndOfFileExpected";
		case 10: return "InvalidCommentToken";
		case 11: return "UnexpectedEndOfComment";
		case 12: return "UnexpectedEndOfString";
		case 13: return "UnexpectedEndOfNumber";
		case 14: return "InvalidUnicode";
		case 15: return "InvalidEscapeCharacter";
		case 16: return "InvalidCharacter";
	}
	return "<unknown ParseErrorCode>";
}
// src/config/finding-ids.ts
const error = (title) => ({
	severity: "error",
	title
});
const warning = (title) => ({
	severity: "warning",
	title
});
const notice = (title) => ({
	severity: "notice",
	title
});
const FINDINGS = {
	PHX001: error("The configs folder has no phoenix.json"),
	PHX002: error("A file is larger than 1 MiB"),
	PHX003: error("A symbolic link stands in the configs folder"),
	PHX004: error("The name of a file or folder cannot be used"),
	PHX005: error("Folders are nested too deeply"),
	PHX006: error("An entry is neither a file nor a folder"),
	PHX007: warning("A file looks like config, but Phoenix does not read its format"),
	PHX008: error("A file is not UTF-8 text"),
	PHX009: error("A folder is neither a kind nor one of the known folders"),
	PHX010: error("A file stands where nothing is read"),
	PHX011: error("The name of a resource, profile or environment cannot be used"),
	PHX012: error("Two files have the same name, one .json and one .jsonc"),
	PHX013: warning("A folder belongs to a part of Phoenix that this version does not have"),
	PHX014: error("A file or folder cannot be read"),
	PHX101: error("A file is not valid JSON"),
	PHX102: error("A key stands twice in one object"),
	PHX103: error("A key has a name that is not allowed"),
	PHX104: error("A key or text holds characters that cannot be seen"),
	PHX105: error("Values are nested too deeply"),
	PHX106: error("A file starts with a byte order mark"),
	PHX107: error("A file does not hold an object"),
	PHX201: error("A profile does not exist"),
	PHX202: error("Profiles extend each other in a loop"),
	PHX203: error("`extends` is not a list of profile names"),
	PHX204: error("`extends` stands in a file that cannot extend"),
	PHX205: warning("`\"!x\"` removes something that is not in the set"),
	PHX206: notice("A profile is extended by nothing"),
	PHX207: error("An environment does not exist"),
	PHX301: error("A key is unknown"),
	PHX302: error("A value has the wrong type"),
	PHX303: error("A value is not allowed"),
	PHX304: error("A key is missing"),
	PHX401: error("A reference cannot be understood"),
	PHX402: error("A reference stands where none is allowed"),
	PHX403: error("A reference names a resource that does not exist"),
	PHX404: error("A reference names a value that the resource does not have"),
	PHX405: error("The value of a reference is not known before the apply"),
	PHX406: error("A secret is referred to, which this version cannot execute yet"),
	PHX501: error("Two resources have the same identity"),
	PHX502: error("A VMID is outside the range of the estate"),
	PHX503: error("A node does not exist"),
	PHX504: warning("Two guests have the same hostname"),
	PHX505: error("A resource depends on one that does not exist"),
	PHX506: error("Resources depend on each other in a loop")
};
/** A finding with the severity that the table gives it. */
function finding(id, message, details = {}) {
	return {
		id,
		severity: FINDINGS[id].severity,
		message,
		...details.hint !== void 0 && { hint: details.hint },
		...details.at && { at: details.at },
		...details.also && { also: details.also }
	};
}
// src/config/limits.ts
/** What no file of an estate may hold, whatever its kind. */
/** Files above this are refused, before they are held in memory. */
const MAX_FILE_BYTES = 1048576;
/** Keys with a meaning of their own in JavaScript. */
const FORBIDDEN_KEYS = /* @__PURE__ */ new Set([
	"__proto__",
	"constructor",
	"prototype"
]);
// src/config/place.ts
/** The place of a whole file. */
function wholeFile(file) {
	return {
		file,
		line: 1,
		column: 1
	};
}
/** The place of an offset; lines end with `\n`, columns count UTF-16 units as editors do. */
function placeAt(file, text, offset) {
	let line = 1;
	let start = 0;
	for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) {
		line += 1;
		start = at + 1;
	}
	return {
		file,
		line,
		column: offset - start + 1
	};
}
// src/config/quote.ts
/** Texts of hostile origin in messages: bounded, on one line, nothing invisible. Escaping for Markdown is the renderer's. */
/** What no key, name or text of an estate needs, and what can hide the meaning of a line from its reviewer. */
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffd]/g;
/** A text in double quotes with every invisible character escaped, cut at `limit` characters. */
function quote(text, limit = 80) {
	const cut = text.length > limit ? `${text.slice(0, limit)}…` : text;
	return JSON.stringify(cut).replace(INVISIBLE, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
// src/config/examine.ts
/** A second, slow look at one file: every syntax error, double key and hidden character, each with its position. */
/** Control characters but tab and newline, marks of text direction, and halves of characters. */
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/;
const HIDDEN_IN_KEY = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/;
/** Of one file, the first are enough to act on. */
const MOST_FINDINGS = 50;
/** Reads a file with a parser that goes on after errors. */
function examine(file) {
	const at = (offset) => placeAt(file.path, file.text, offset);
	const findings = [];
	const text = withoutMark(file.text, at, findings);
	const tooDeep = offsetOfLevel(text, 65);
	if (tooDeep !== null) {
		findings.push(finding("PHX105", `values are nested more than 64 levels deep`, {
			hint: "No setting of Phoenix is nested deeper than a few levels; remove the inner part.",
			at: at(tooDeep)
		}));
		return {
			value: void 0,
			findings,
			usable: false
		};
	}
	const errors = [];
	const comments = file.path.endsWith(".jsonc");
	const tree = parseTree(text, errors, {
		disallowComments: !comments,
		allowTrailingComma: comments
	});
	const first = errors[0];
	if (first || !tree) {
		findings.push(syntaxFinding(text, first, comments, at));
		return {
			value: void 0,
			findings,
			usable: false
		};
	}
	if (tree.type !== "object") {
		findings.push(finding("PHX107", `the file holds ${tree.type === "array" ? "a list" : "a single value"} instead of an object`, {
			hint: "Write { \"key\": value } at the top.",
			at: at(tree.offset)
		}));
		return {
			value: void 0,
			findings,
			usable: false
		};
	}
	const work = {
		at,
		findings,
		usable: true
	};
	return {
		value: valueOf(tree, work),
		findings,
		usable: work.usable
	};
}
function withoutMark(text, at, findings) {
	if (!text.startsWith("﻿")) return text;
	findings.push(finding("PHX106", "the file starts with a byte order mark", {
		hint: "Save it as UTF-8 without BOM.",
		at: at(0)
	}));
	return ` ${text.slice(1)}`;
}
/** The parser calls itself for each level, so a deep file is found out by the scanner, which does not. */
function offsetOfLevel(text, level) {
	const scanner = createScanner(text, true);
	let open = 0;
	for (scanner.scan(); scanner.getTokenOffset() < text.length; scanner.scan()) {
		const offset = scanner.getTokenOffset();
		const token = text.slice(offset, offset + scanner.getTokenLength());
		if (token === "{" || token === "[") open += 1;
		else if (token === "}" || token === "]") open -= 1;
		if (open >= level) return offset;
	}
	return null;
}
function valueOf(node, work) {
	switch (node.type) {
		case "object": return objectOf(node, work);
		case "array": return (node.children ?? []).map((child) => valueOf(child, work));
		case "string":
			checkText(node, String(node.value), "text", work);
			return String(node.value);
		case "number":
		case "boolean":
		case "null":
		case "property": return node.value;
	}
}
function objectOf(node, work) {
	const object = {};
	const keys = /* @__PURE__ */ new Map();
	for (const property of node.children ?? []) {
		const [keyNode, valueNode] = property.children ?? [];
		if (!keyNode || !valueNode) continue;
		const key = String(keyNode.value);
		checkText(keyNode, key, "key", work);
		const before = keys.get(key);
		if (before && work.findings.length < MOST_FINDINGS) work.findings.push(finding("PHX102", `the key ${quote(key)} stands twice in one object`, {
			hint: "Keep one of them: Phoenix does not choose.",
			at: work.at(keyNode.offset),
			also: work.at(before.offset)
		}));
		keys.set(key, keyNode);
		const value = valueOf(valueNode, work);
		if (FORBIDDEN_KEYS.has(key)) {
			work.usable = false;
			work.findings.push(finding("PHX103", `the key ${quote(key)} is not allowed`, {
				hint: "Remove it: the name has a meaning of its own in JavaScript.",
				at: work.at(keyNode.offset)
			}));
		} else object[key] = value;
	}
	return object;
}
function checkText(node, text, what, work) {
	if (!(what === "key" ? HIDDEN_IN_KEY : HIDDEN).test(text) && text.isWellFormed() || work.findings.length >= MOST_FINDINGS) return;
	work.findings.push(finding("PHX104", `the ${what} ${quote(text)} holds characters that cannot be seen`, {
		hint: "Remove control characters, NUL and marks of text direction.",
		at: work.at(node.offset)
	}));
}
const SYNTAX = {
	InvalidSymbol: ["this is no JSON value", "Put texts in double quotes; the only bare words are true, false and null."],
	InvalidNumberFormat: ["this is no JSON number", "Write it in decimal, without leading zeros: 0.5, 16, 1e3."],
	PropertyNameExpected: ["a key is expected", "Write \"key\": value, with double quotes around the key."],
	ValueExpected: ["a value is expected", "Add the value, or remove the comma or key before it."],
	ColonExpected: ["\":\" is expected after the key", "Write \"key\": value."],
	CommaExpected: ["\",\" is expected", "Put a comma between the two entries."],
	CloseBraceExpected: ["the object is not closed", "Add the missing \"}\"."],
	CloseBracketExpected: ["the list is not closed", "Add the missing \"]\"."],
	EndOfFileExpected: ["something follows after the end of the object", "Remove it: a file holds one object."],
	InvalidCommentToken: ["comments are not allowed in .json", "Rename the file to .jsonc, or remove the comment."],
	UnexpectedEndOfComment: ["the comment is not closed", "Add the missing \"*/\"."],
	UnexpectedEndOfString: ["the text is not closed", "Add the missing double quote; write a line break as \\n."],
	UnexpectedEndOfNumber: ["the number is not complete", "Add the missing digits."],
	InvalidUnicode: ["this is no Unicode escape", "Write \\u and four hexadecimal digits."],
	InvalidEscapeCharacter: ["this escape does not exist in JSON", "Write a backslash itself as \\\\."],
	InvalidCharacter: ["a control character stands here", "Remove it, or write it as an escape."]
};
function syntaxFinding(text, error, comments, at) {
	if (!error || text.trim() === "") return finding("PHX101", "the file is empty", {
		hint: "Write an object, such as {}.",
		at: at(0)
	});
	const trailing = /,\s*$/.exec(text.slice(0, error.offset));
	if (trailing && /^[}\]]/.test(text.slice(error.offset)) && !comments) return finding("PHX101", "a comma stands before the closing bracket", {
		hint: "Remove the comma, or rename the file to .jsonc, where it is allowed.",
		at: at(trailing.index)
	});
	const name = printParseErrorCode(error.error);
	const [message, hint] = SYNTAX[name] ?? ["this is not valid JSON", "Correct it."];
	return finding("PHX101", `not valid JSON: ${message}`, {
		hint,
		at: at(error.offset)
	});
}
// src/config/parse.ts
/** Text to value. Clean files cost one `JSON.parse` and one scan; only what looks wrong is read again, with positions. */
/** What an escape or a rare character may hide: then the file is examined slowly. */
const SUSPICIOUS = /\\[bfru]|[\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/;
const cache = /* @__PURE__ */ new WeakMap();
/**
* The value of a file and everything wrong with it; never throws.
* @param twin the same path in a tree parsed before: an equal text gives the same value, so that equal means identical
*/
function parseFile(file, twin) {
	let parsed = cache.get(file);
	if (!parsed) {
		parsed = (twin && twin.text === file.text ? cache.get(twin) : void 0) ?? parseText(file);
		cache.set(file, parsed);
	}
	return parsed;
}
function parseText(file) {
	const clean = file.path.endsWith(".jsonc") && file.text.includes("/") ? stripComments(file.text, " ") : file.text;
	let value;
	try {
		value = JSON.parse(clean);
	} catch {
		return examined(file, void 0);
	}
	const seen = {
		keys: 0,
		levels: 0,
		forbidden: false,
		refers: false
	};
	look(value, 1, seen);
	if (clean !== file.text && file.text.lastIndexOf("/*") > file.text.lastIndexOf("*/") || seen.forbidden || seen.levels > 64 || SUSPICIOUS.test(clean) || seen.keys !== countKeys(clean) || !isObject(value)) return examined(file, value);
	return {
		value,
		findings: [],
		refers: seen.refers
	};
}
/** @param value what `JSON.parse` made of it; undefined when it failed */
function examined(file, value) {
	const { value: slow, findings, usable } = examine(file);
	const best = slow ?? value;
	if (!usable || !isObject(best)) return {
		value: null,
		findings,
		refers: false
	};
	const seen = {
		keys: 0,
		levels: 0,
		forbidden: false,
		refers: false
	};
	look(best, 1, seen);
	return {
		value: best,
		findings,
		refers: seen.refers
	};
}
function look(value, level, seen) {
	if (typeof value === "string") {
		if (!seen.refers && value.includes("${")) seen.refers = true;
		return;
	}
	if (typeof value !== "object" || value === null) return;
	if (level > seen.levels) seen.levels = level;
	if (level > 64) return;
	if (Array.isArray(value)) {
		for (const item of value) look(item, level + 1, seen);
		return;
	}
	const object = value;
	for (const key of Object.keys(object)) {
		seen.keys += 1;
		if (FORBIDDEN_KEYS.has(key)) seen.forbidden = true;
		look(object[key], level + 1, seen);
	}
}
const [QUOTE, BACKSLASH, COLON] = [
	34,
	92,
	58
];
/**
* Keys as written in a valid JSON text: more than the value has means that one stands twice. -1 when a key holds a
* backslash: V8 (seen in Node 24.21) may take `"\""` for the key `\\` of an object that it parsed before.
*/
function countKeys(text) {
	let keys = 0;
	for (let at = text.indexOf("\""); at !== -1; at = text.indexOf("\"", at)) {
		at += 1;
		let escaped = false;
		for (let c = text.charCodeAt(at); c !== QUOTE; c = text.charCodeAt(at)) {
			escaped ||= c === BACKSLASH;
			at += c === BACKSLASH ? 2 : 1;
		}
		at += 1;
		let c = text.charCodeAt(at);
		while (c === 32 || c === 10 || c === 13 || c === 9) c = text.charCodeAt(++at);
		if (c !== COLON) continue;
		if (escaped) return -1;
		keys += 1;
	}
	return keys;
}
// src/config/positions.ts
/** Where a value stands in its file. Asked for findings and changes only: a clean estate never pays for it. */
const located = /* @__PURE__ */ new WeakMap();
/**
* Where a pointer stands in a file of the tree: its key, or its value; undefined where nothing stands.
* @param path of the file in the tree, such as `lxc/web.json`
*/
function positionOf(tree, path, pointer, what = "value") {
	const file = tree.files.get(path);
	if (!file) return void 0;
	const known = located.get(file) ?? locate(file);
	const name = `${what} ${pointer}`;
	let place = known.places.get(name);
	if (place === void 0) {
		const node = known.tree && nodeAt(known.tree, pointer, what);
		place = node ? placeAt(path, file.text, node.offset) : null;
		known.places.set(name, place);
	}
	return place ?? void 0;
}
/** Like `positionOf`; where nothing stands, the place of the innermost object around it. */
function nearestPositionOf(tree, path, pointer, what) {
	for (let at = pointer, one = what;; at = at.slice(0, at.lastIndexOf("/")), one = "value") {
		const place = positionOf(tree, path, at, one);
		if (place) return place;
		if (at === "") return wholeFile(path);
	}
}
function locate(file) {
	const entry = {
		tree: parseFile(file).value !== null ? parseTree(file.text.replace(/^\ufeff/, " "), [], { allowTrailingComma: true }) ?? null : null,
		places: /* @__PURE__ */ new Map()
	};
	located.set(file, entry);
	return entry;
}
function nodeAt(tree, pointer, what) {
	let node = tree;
	for (const segment of pointerSegments(pointer)) {
		if (!node) return void 0;
		node = findNodeAtLocation(node, [node.type === "array" ? Number(segment) : segment]);
	}
	return what === "key" && node?.parent?.type === "property" ? node.parent.children?.[0] : node;
}
// src/config/merge.ts
/** The merging of contributions: RFC 7396 for objects, union for sets, replacement for every other list. Pure. */
/** Keys that Phoenix itself reads at the top of a file: they never become part of a resource. */
const CORE_KEYS = /* @__PURE__ */ new Set(["extends", "$schema"]);
/**
* A contribution laid over what weaker ones made. Parts that the patch leaves alone are shared, not copied.
* @param sets top-level keys whose lists are sets: united; `"!x"` removes `x`
*/
function mergePatch(target, patch, sets) {
	const merged = { ...target };
	for (const key of Object.keys(patch)) {
		if (CORE_KEYS.has(key)) continue;
		const value = patch[key];
		if (value === null) delete merged[key];
		else if (sets.has(key) && Array.isArray(value)) merged[key] = uniteSet(merged[key], value);
		else merged[key] = mergeValue(merged[key], value);
	}
	return merged;
}
function mergeValue(target, patch) {
	if (!isObject(patch)) return patch;
	if (!isObject(target)) return withoutNulls(patch);
	const merged = { ...target };
	for (const key of Object.keys(patch)) {
		const value = patch[key];
		if (value === null) delete merged[key];
		else merged[key] = mergeValue(merged[key], value);
	}
	return merged;
}
/** Where nothing stood before, a null has nothing to remove. */
function withoutNulls(value) {
	let copy = null;
	for (const key of Object.keys(value)) {
		const inner = value[key];
		const kept = isObject(inner) ? withoutNulls(inner) : inner;
		if (kept === inner && inner !== null) continue;
		copy ??= { ...value };
		if (kept === null) delete copy[key];
		else copy[key] = kept;
	}
	return copy ?? value;
}
/** `["a", "b"]` and `["!a", "c"]` are `["b", "c"]`; entries that are no texts are left for the schema to refuse. */
function uniteSet(target, patch) {
	const set = new Set(Array.isArray(target) ? target : []);
	for (const entry of patch) {
		const removed = removedBy(entry);
		if (removed === null) set.add(entry);
		else set.delete(removed);
	}
	return [...set];
}
/** The member that `"!x"` takes out, or null for an entry that adds. */
function removedBy(entry) {
	return typeof entry === "string" && entry.startsWith("!") ? entry.slice(1) : null;
}
// src/config/provenance.ts
/** Which file a value comes from: the chain of contributions that touched a pointer, and the one that won. Pure. */
/** Everything that was ever said about a pointer, weakest first; the last link is the one that holds. */
function chainOf(contributions, path, sets) {
	const all = pointerSegments(path);
	const inSet = all[0] !== void 0 && sets.has(all[0]);
	const segments = inSet ? all.slice(0, 1) : all;
	const links = [];
	let before;
	for (const { file, value } of contributions) {
		const said = sayingOf(value, segments);
		if (!said) continue;
		links.push({
			file,
			...said,
			does: deed(said.value, before, inSet)
		});
		before = said.value === null ? void 0 : said.value;
	}
	return links;
}
function deed(value, before, inSet) {
	if (value === null) return "removes";
	if (before === void 0) return "sets";
	if (inSet) return "adds";
	if (isObject(value) && isObject(before)) return "merges";
	return JSON.stringify(value) === JSON.stringify(before) ? "repeats" : "overrides";
}
/** What a document says about a pointer: the value there, or the null, text or list that stands around it. */
function sayingOf(document, segments) {
	let value = document;
	for (let depth = 0; depth < segments.length; depth += 1) {
		const segment = segments[depth];
		if (Array.isArray(value)) value = value[Number(segment)];
		else if (isObject(value)) value = Object.hasOwn(value, segment) ? value[segment] : void 0;
		else return {
			pointer: pointer(...segments.slice(0, depth)),
			value: value ?? null
		};
		if (value === void 0) return null;
	}
	return {
		pointer: pointer(...segments),
		value
	};
}
/**
* The file and the pointer in it that a merged value comes from; null when no file says anything about it.
* An element of a set is looked for by its value, since every file has its own order.
*/
function originOf(contributions, path, merged, sets) {
	const [key, index] = pointerSegments(path);
	const element = key !== void 0 && index !== void 0 && sets.has(key) ? valueAt(merged, path) : void 0;
	for (let at = contributions.length - 1; at >= 0; at -= 1) {
		const { file, value } = contributions[at];
		if (element !== void 0 && key !== void 0) {
			const list = value[key];
			const found = Array.isArray(list) ? list.indexOf(element) : -1;
			if (found !== -1) return {
				file,
				pointer: pointer(key, found)
			};
			continue;
		}
		const said = sayingOf(value, pointerSegments(path));
		if (said) return {
			file,
			pointer: said.pointer
		};
	}
	return null;
}
/** Entries such as `"!x"` in the sets of a file that take out nothing, as pointers into that file. */
function idleRemovals(below, value, sets) {
	const idle = [];
	for (const key of sets) {
		const list = value[key];
		if (!Array.isArray(list)) continue;
		const before = below[key];
		list.forEach((entry, index) => {
			const removed = removedBy(entry);
			if (removed === null) return;
			if (!Array.isArray(before) || !before.includes(removed)) idle.push(pointer(key, index));
		});
	}
	return idle;
}
// src/config/field-place.ts
/**
* The place of a field, or of what stands around it when no file names it.
* @param sets the kind's keys that are sets
*/
function placeOfField(tree, resource, sets, path, what = "value") {
	for (let at = path; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) {
		const origin = originOf(resource.contributions, at, resource.merged, sets);
		if (origin) return nearestPositionOf(tree, origin.file, origin.pointer, at === path ? what : "value");
	}
	return nearestPositionOf(tree, resource.file, "", "value");
}
// src/config/loops.ts
/**
* One loop for every edge that closes one, as the addresses on it in order, each starting at its smallest address.
* The same graph gives the same loops, whatever the order of its entries.
*/
function loopsIn(graph) {
	const done = /* @__PURE__ */ new Set();
	const loops = /* @__PURE__ */ new Map();
	for (const start of [...graph.keys()].sort()) if (!done.has(start)) walk(start, graph, done, loops);
	return [...loops.values()];
}
function walk(start, graph, done, loops) {
	const frame = (address) => ({
		address,
		targets: [...graph.get(address) ?? []].sort(),
		next: 0
	});
	const stack = [frame(start)];
	const open = /* @__PURE__ */ new Set([start]);
	for (let top = stack.at(-1); top; top = stack.at(-1)) {
		const target = top.targets[top.next];
		top.next += 1;
		if (target === void 0) {
			stack.pop();
			open.delete(top.address);
			done.add(top.address);
		} else if (open.has(target)) {
			const trail = stack.map((one) => one.address);
			const loop = fromSmallest(trail.slice(trail.indexOf(target)));
			loops.set(loop.join(" "), loop);
		} else if (!done.has(target)) {
			stack.push(frame(target));
			open.add(target);
		}
	}
}
function fromSmallest(loop) {
	const at = loop.indexOf([...loop].sort()[0]);
	return [...loop.slice(at), ...loop.slice(0, at)];
}
// node_modules/fastest-levenshtein/esm/mod.js
const peq = /* @__PURE__ */ new Uint32Array(65536);
const myers_32 = (a, b) => {
	const n = a.length;
	const m = b.length;
	const lst = 1 << n - 1;
	let pv = -1;
	let mv = 0;
	let sc = n;
	let i = n;
	while (i--) peq[a.charCodeAt(i)] |= 1 << i;
	for (i = 0; i < m; i++) {
		let eq = peq[b.charCodeAt(i)];
		const xv = eq | mv;
		eq |= (eq & pv) + pv ^ pv;
		mv |= ~(eq | pv);
		pv &= eq;
		if (mv & lst) sc++;
		if (pv & lst) sc--;
		mv = mv << 1 | 1;
		pv = pv << 1 | ~(xv | mv);
		mv &= xv;
	}
	i = n;
	while (i--) peq[a.charCodeAt(i)] = 0;
	return sc;
};
const myers_x = (b, a) => {
	const n = a.length;
	const m = b.length;
	const mhc = [];
	const phc = [];
	const hsize = Math.ceil(n / 32);
	const vsize = Math.ceil(m / 32);
	for (let i = 0; i < hsize; i++) {
		phc[i] = -1;
		mhc[i] = 0;
	}
	let j = 0;
	for (; j < vsize - 1; j++) {
		let mv = 0;
		let pv = -1;
		const start = j * 32;
		const vlen = Math.min(32, m) + start;
		for (let k = start; k < vlen; k++) peq[b.charCodeAt(k)] |= 1 << k;
		for (let i = 0; i < n; i++) {
			const eq = peq[a.charCodeAt(i)];
			const pb = phc[i / 32 | 0] >>> i & 1;
			const mb = mhc[i / 32 | 0] >>> i & 1;
			const xv = eq | mv;
			const xh = ((eq | mb) & pv) + pv ^ pv | eq | mb;
			let ph = mv | ~(xh | pv);
			let mh = pv & xh;
			if (ph >>> 31 ^ pb) phc[i / 32 | 0] ^= 1 << i;
			if (mh >>> 31 ^ mb) mhc[i / 32 | 0] ^= 1 << i;
			ph = ph << 1 | pb;
			mh = mh << 1 | mb;
			pv = mh | ~(xv | ph);
			mv = ph & xv;
		}
		for (let k = start; k < vlen; k++) peq[b.charCodeAt(k)] = 0;
	}
	let mv = 0;
	let pv = -1;
	const start = j * 32;
	const vlen = Math.min(32, m - start) + start;
	for (let k = start; k < vlen; k++) peq[b.charCodeAt(k)] |= 1 << k;
	let score = m;
	for (let i = 0; i < n; i++) {
		const eq = peq[a.charCodeAt(i)];
		const pb = phc[i / 32 | 0] >>> i & 1;
		const mb = mhc[i / 32 | 0] >>> i & 1;
		const xv = eq | mv;
		const xh = ((eq | mb) & pv) + pv ^ pv | eq | mb;
		let ph = mv | ~(xh | pv);
		let mh = pv & xh;
		score += ph >>> m - 1 & 1;
		score -= mh >>> m - 1 & 1;
		if (ph >>> 31 ^ pb) phc[i / 32 | 0] ^= 1 << i;
		if (mh >>> 31 ^ mb) mhc[i / 32 | 0] ^= 1 << i;
		ph = ph << 1 | pb;
		mh = mh << 1 | mb;
		pv = mh | ~(xv | ph);
		mv = ph & xv;
	}
	for (let k = start; k < vlen; k++) peq[b.charCodeAt(k)] = 0;
	return score;
};
const distance = (a, b) => {
	if (a.length < b.length) {
		const tmp = b;
		b = a;
		a = tmp;
	}
	if (b.length === 0) return a.length;
	if (a.length <= 32) return myers_32(a, b);
	return myers_x(a, b);
};
const closest = (str, arr) => {
	let min_distance = 1e400;
	let min_index = 0;
	for (let i = 0; i < arr.length; i++) {
		const dist = distance(str, arr[i]);
		if (dist < min_distance) {
			min_distance = dist;
			min_index = i;
		}
	}
	return arr[min_index];
};
// src/config/suggest.ts
/** "Did you mean …?" */
/** The known name that is a slip of the finger away, or null. */
function nearest(text, known) {
	if (known.length === 0 || text.length > 100) return null;
	const same = known.find((name) => name.toLowerCase() === text.toLowerCase());
	if (same !== void 0) return same;
	const best = closest(text.toLowerCase(), known.map((name) => name.toLowerCase()));
	const name = known.find((one) => one.toLowerCase() === best);
	const limit = Math.max(1, Math.floor(Math.min(text.length, best.length) / 3));
	return distance(text.toLowerCase(), best) <= limit || isSwap(text.toLowerCase(), best) ? name : null;
}
/** `bxo` for `box`: two letters that changed places count as two changes otherwise. */
function isSwap(text, other) {
	const letters = (word) => word.split("").toSorted().join("");
	return distance(text, other) === 2 && letters(text) === letters(other);
}
/** A hint: the nearest known name, or else what there is. */
function didYouMean(text, known, none) {
	const name = nearest(text, known);
	if (name !== null) return `Did you mean ${quote(name)}?`;
	if (known.length === 0) return none;
	return `Known here: ${[...known].sort().slice(0, 12).map((one) => quote(one)).join(", ")}${known.length > 12 ? " …" : ""}.`;
}
// src/config/between.ts
function betweenResources(input) {
	return [
		...identities(input),
		...hostnames(input),
		...nodes(input),
		...edges(input)
	];
}
function kindOf(resource, input) {
	return input.drafts.get(resource.address).kind;
}
function placeOf(resource, path, input) {
	const { sets } = input.drafts.get(resource.address);
	return placeOfField(input.tree, resource, sets, path);
}
/** `vmid:950` stands at `/vmid`. */
function placeOfId(resource, id, input) {
	return placeOf(resource, pointer(id.slice(0, id.indexOf(":"))), input);
}
function identities(input) {
	const findings = [];
	const owners = /* @__PURE__ */ new Map();
	const range = input.settings.vmids;
	for (const resource of input.resources.values()) {
		const id = kindOf(resource, input).id(resource.spec);
		const owner = owners.get(id);
		if (owner) {
			const message = `${resource.address} and ${owner.address} are both ${id.replace(":", " ")}`;
			const hint = "Give one of them another number; a number stands for one guest in the whole estate.";
			const [at, also] = [placeOfId(resource, id, input), placeOfId(owner, id, input)];
			findings.push(finding("PHX501", message, {
				hint,
				at,
				also
			}));
		} else owners.set(id, resource);
		const vmid = id.startsWith("vmid:") ? Number(id.slice(5)) : null;
		if (vmid === null || !range || vmid >= range[0] && vmid <= range[1]) continue;
		const hint = `Take one from ${range[0]} to ${range[1]}, or widen "vmids" in phoenix.json.`;
		const at = placeOfId(resource, id, input);
		findings.push(finding("PHX502", `the VMID ${vmid} is outside the range of this estate`, {
			hint,
			at
		}));
	}
	return findings;
}
/** Kinds with a hostname say so by an output of that name; one question for each kind is enough. */
function hostnames(input) {
	const findings = [];
	const owners = /* @__PURE__ */ new Map();
	const named = /* @__PURE__ */ new Map();
	for (const resource of input.resources.values()) {
		let has = named.get(resource.kind);
		if (has === void 0) {
			has = Object.hasOwn(kindOf(resource, input).outputs(resource.spec), "hostname");
			named.set(resource.kind, has);
		}
		if (!has) continue;
		const { hostname = resource.name } = resource.merged;
		if (typeof hostname !== "string") continue;
		const owner = owners.get(hostname.toLowerCase());
		if (!owner) {
			owners.set(hostname.toLowerCase(), resource);
			continue;
		}
		const message = `${resource.address} and ${owner.address} have the same hostname ${quote(hostname)}`;
		const hint = "Give one of them another \"hostname\", or rename its file.";
		const [at, also] = [placeOf(resource, "/hostname", input), placeOf(owner, "/hostname", input)];
		findings.push(finding("PHX504", message, {
			hint,
			at,
			also
		}));
	}
	return findings;
}
function nodes(input) {
	const findings = [];
	const known = Object.keys(input.settings.nodes);
	for (const resource of input.resources.values()) {
		const node = kindOf(resource, input).node(resource.spec);
		if (Object.hasOwn(input.settings.nodes, node)) continue;
		const hint = didYouMean(node, known, "Declare it under \"nodes\" in phoenix.json.");
		const at = placeOf(resource, "/node", input);
		findings.push(finding("PHX503", `there is no node ${quote(node)} in phoenix.json`, {
			hint,
			at
		}));
	}
	return findings;
}
function edges(input) {
	const findings = [];
	const graph = /* @__PURE__ */ new Map();
	for (const resource of input.resources.values()) {
		const to = [...resource.refersTo ?? []];
		for (const edge of kindOf(resource, input).edges(resource)) {
			if (edge.when !== "gone") to.push(edge.to);
			if (!input.drafts.has(edge.to)) findings.push(unknownTarget(resource, edge, input));
		}
		if (to.length > 0) graph.set(resource.address, to);
	}
	for (const loop of loopsIn(graph)) {
		const resource = input.resources.get(loop[0]);
		const message = `resources depend on each other in a loop: ${[...loop, loop[0]].join(" → ")}`;
		const at = placeOfAddress(resource, loop[1] ?? resource.address, input);
		findings.push(finding("PHX506", message, {
			hint: "Remove one of these dependencies.",
			at
		}));
	}
	return findings;
}
function unknownTarget(resource, edge, input) {
	const hint = didYouMean(edge.to, [...input.drafts.keys()], "Remove the dependency.");
	const at = placeOfAddress(resource, edge.to, input);
	return finding("PHX505", `there is no resource ${quote(edge.to)}`, {
		hint,
		at
	});
}
/** An edge does not say which key it came from, so the address itself is looked for, in the strongest file first. */
function placeOfAddress(resource, address, input) {
	for (const { file, value } of resource.contributions.toReversed()) {
		const path = pathOfText(value, [], (text) => text === address || text.includes(`\${${address}.`));
		if (path !== null) return nearestPositionOf(input.tree, file, path, "value");
	}
	return nearestPositionOf(input.tree, resource.file, "", "value");
}
function pathOfText(value, path, fits) {
	if (typeof value === "string") return fits(value) ? pointer(...path) : null;
	const entries = Array.isArray(value) ? value.map((one, index) => [index, one]) : isObject(value) ? Object.entries(value) : [];
	for (const [key, inner] of entries) {
		const found = pathOfText(inner, [...path, key], fits);
		if (found !== null) return found;
	}
	return null;
}
// src/config/profiles.ts
/** The names in a file's `extends`; whatever is wrong with them becomes a finding. */
function extendsOf(file, value, stack) {
	const list = value["extends"];
	if (list === void 0 || list === null) return [];
	if (Array.isArray(list) && list.every((name) => typeof name === "string")) return list;
	stack.findings.push(finding("PHX203", "\"extends\" must be a list of profile names", {
		hint: "Write \"extends\": [\"gpu\", \"docker-host\"], weakest first.",
		at: nearestPositionOf(stack.tree, file.path, "/extends", "value")
	}));
	return [];
}
/** Bases and environments apply by where they stand, so they cannot choose profiles. */
function refuseExtends(file, value, stack) {
	if (value["extends"] === void 0) return;
	stack.findings.push(finding("PHX204", "\"extends\" has no place in a base or an environment", {
		hint: "Extend the profile in the file of the resource, or in another profile.",
		at: nearestPositionOf(stack.tree, file.path, "/extends", "key")
	}));
}
/** The foundation of a file of `kind` that extends `names`. */
function foundationOf(kind, sets, file, names, stack) {
	const key = [kind, ...names].join("\0");
	const known = stack.foundations.get(key);
	if (known?.complete) return known;
	const order = [];
	let complete = true;
	names.forEach((name, index) => {
		const inner = orderOf(name, stack);
		if (inner === void 0) {
			complete = false;
			unknownProfile(file, index, name, stack);
		} else for (const one of inner) if (!order.includes(one)) order.push(one);
	});
	const files = order.map((name) => stack.layout.profiles.get(name));
	const base = stack.layout.bases.get(kind);
	const foundation = build(base ? [base, ...files] : files, sets, base, complete, stack);
	stack.foundations.set(key, foundation);
	return foundation;
}
function build(files, sets, base, found, stack) {
	const contributions = [];
	let merged = {};
	let [refers, complete] = [false, found];
	for (const file of files) {
		const parsed = parseFile(file, stack.twinOf(file.path));
		if (parsed.value === null) {
			complete = false;
			continue;
		}
		if (file === base) refuseExtends(file, parsed.value, stack);
		refers ||= parsed.refers;
		contributions.push({
			file: file.path,
			value: parsed.value
		});
		merged = mergePatch(merged, parsed.value, sets);
	}
	return {
		contributions,
		merged,
		refers,
		complete
	};
}
/** A profile and all that it extends, weakest first; undefined when there is no such profile. */
function orderOf(name, stack) {
	const file = stack.layout.profiles.get(name);
	if (!file) return void 0;
	stack.used.add(name);
	const known = stack.orders.get(name);
	if (known !== void 0) return known ?? [];
	stack.orders.set(name, null);
	const { value } = parseFile(file, stack.twinOf(file.path));
	const order = [];
	(value ? extendsOf(file, value, stack) : []).forEach((other, index) => {
		if (stack.orders.get(other) === null) loop(file, index, other, stack);
		const inner = orderOf(other, stack);
		if (inner === void 0) unknownProfile(file, index, other, stack);
		else for (const one of inner) if (!order.includes(one)) order.push(one);
	});
	order.push(name);
	stack.orders.set(name, order);
	return order;
}
function unknownProfile(file, index, name, stack) {
	stack.findings.push(finding("PHX201", `there is no profile ${quote(name)}`, {
		hint: didYouMean(name, [...stack.layout.profiles.keys()], "Write one as profiles/NAME.json."),
		at: nearestPositionOf(stack.tree, file.path, pointer("extends", index), "value")
	}));
}
function loop(file, index, name, stack) {
	const open = [...stack.orders].filter(([, order]) => order === null).map(([profile]) => profile);
	const path = [...open.slice(open.indexOf(name)), name];
	const other = stack.layout.profiles.get(name);
	stack.findings.push(finding("PHX202", `profiles extend each other in a loop: ${path.map((one) => quote(one)).join(" → ")}`, {
		hint: "Remove one of these `extends`.",
		at: nearestPositionOf(stack.tree, file.path, pointer("extends", index), "value"),
		also: nearestPositionOf(stack.tree, other.path, "/extends", "key")
	}));
}
// src/config/drafts.ts
const NOTHING = /* @__PURE__ */ new Map();
/** One draft for each resource that the environment has, also for those whose files are broken. */
function draftsOf(input) {
	const { stack, env } = input;
	const overlay = env !== null && stack.layout.overlays.get(env) || NOTHING;
	const own = stack.layout.resources;
	const addresses = [...own.keys(), ...[...overlay.keys()].filter((address) => !own.has(address))].sort();
	const sets = new Map([...input.kinds].map(([name, kind]) => [name, new Set(kind.sets)]));
	const drafts = /* @__PURE__ */ new Map();
	for (const address of addresses) {
		const [base, over] = [own.get(address), overlay.get(address)];
		const file = base ?? over;
		const kind = input.kinds.get(file.kind);
		drafts.set(address, draft(file, base, over, kind, sets.get(file.kind), input));
	}
	return drafts;
}
function draft({ address, name, file }, base, over, kind, sets, { stack, previous }) {
	const parsed = base && parse(base.file, stack);
	const overlay = over && parse(over.file, stack);
	const names = parsed?.value ? extendsOf(file, parsed.value, stack) : [];
	const foundation = foundationOf(kind.kind, sets, file, names, stack);
	const contributions = [...foundation.contributions];
	if (parsed?.value) contributions.push({
		file: file.path,
		value: parsed.value
	});
	if (overlay?.value && over) {
		refuseExtends(over.file, overlay.value, stack);
		contributions.push({
			file: over.file.path,
			value: overlay.value
		});
	}
	const refers = foundation.refers || parsed?.refers === true || overlay?.refers === true;
	const earlier = previous?.resources.get(address);
	const twin = !refers && earlier && sameParts(earlier.contributions, contributions) ? earlier : void 0;
	return {
		address,
		kind,
		sets,
		name,
		file: file.path,
		contributions,
		merged: twin ? twin.merged : merge(foundation.merged, foundation.contributions.length, contributions, sets, stack),
		refers,
		complete: foundation.complete && parsed?.value !== null && overlay?.value !== null,
		overlayOnly: base === void 0,
		twin
	};
}
function parse(file, stack) {
	return parseFile(file, stack.twinOf(file.path));
}
function merge(below, done, contributions, sets, stack) {
	let merged = below;
	for (let index = done; index < contributions.length; index += 1) {
		const { file, value } = contributions[index];
		for (const idle of idleRemovals(merged, value, sets)) stack.findings.push(finding("PHX205", "this removes nothing: no base or profile adds it", {
			hint: "Correct the name, or remove the entry.",
			at: nearestPositionOf(stack.tree, file, idle, "value")
		}));
		merged = mergePatch(merged, value, sets);
	}
	return merged;
}
/** Parsed values are shared between trees where the texts are equal, so identical means equal. */
function sameParts(one, other) {
	if (one.length !== other.length) return false;
	return one.every(({ file, value }, index) => other[index]?.value === value && other[index].file === file);
}
// src/config/layout.ts
/** Letters, digits, `.`, `_` and `-`: nothing that a shell, Markdown or a reference reads as more than a name. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
/** Sorts the files of a tree into their roles; what has none becomes a finding. */
function layOut(tree, kinds) {
	const work = {
		tree,
		kinds,
		bases: /* @__PURE__ */ new Map(),
		profiles: /* @__PURE__ */ new Map(),
		resources: /* @__PURE__ */ new Map(),
		overlays: /* @__PURE__ */ new Map(),
		findings: [],
		strange: /* @__PURE__ */ new Set(),
		settings: null
	};
	for (const file of tree.files.values()) place(file, file.path.split("/"), work);
	return work;
}
function place(file, segments, work) {
	const [folder, second] = segments;
	if (second === void 0) return placeTop(file, folder, work);
	if (folder === "environments") return placeOverlay(file, segments, work);
	if (!work.kinds.has(folder) && folder !== "base" && folder !== "profiles") return strangeFolder(file, folder, "", work);
	if (segments.length > 2) return outOfPlace(file, `${folder}/NAME.json`, work);
	const name = nameOf(second);
	if (folder === "base") {
		if (!work.kinds.has(name)) return unknownBase(file, name, work);
		put(work.bases, name, file, file, work);
	} else if (!NAME.test(name)) badName(file, name, work);
	else if (folder === "profiles") put(work.profiles, name, file, file, work);
	else putResource(work.resources, folder, name, file, work);
}
function placeTop(file, name, work) {
	if (nameOf(name) !== "phoenix") return outOfPlace(file, "KIND/NAME.json", work);
	if (work.settings) twice(file, work.settings, work);
	else work.settings = file;
}
function placeOverlay(file, segments, work) {
	const [, env, kind, last] = segments;
	if (last === void 0 || kind === void 0 || env === void 0 || segments.length > 4) return outOfPlace(file, "environments/ENVIRONMENT/KIND/NAME.json", work);
	if (!NAME.test(env)) return badName(file, env, work);
	if (!work.kinds.has(kind)) return strangeFolder(file, kind, `environments/${env}/`, work);
	const name = nameOf(last);
	if (!NAME.test(name)) return badName(file, name, work);
	const overlay = work.overlays.get(env) ?? /* @__PURE__ */ new Map();
	work.overlays.set(env, overlay);
	putResource(overlay, kind, name, file, work);
}
function nameOf(fileName) {
	return fileName.endsWith(".jsonc") ? fileName.slice(0, -6) : fileName.slice(0, -5);
}
function putResource(map, kind, name, file, work) {
	const address = `${kind}/${name}`;
	const before = map.get(address);
	if (before) twice(file, before.file, work);
	else map.set(address, {
		address,
		kind,
		name,
		file
	});
}
function put(map, name, value, file, work) {
	const before = map.get(name);
	if (before) twice(file, before, work);
	else map.set(name, value);
}
function report$1(id, file, message, hint, work) {
	work.findings.push(finding(id, message, {
		hint,
		at: wholeFile(file.path)
	}));
}
function twice(file, before, work) {
	const message = `${quote(before.path)} has the same name`;
	const [at, also] = [wholeFile(file.path), wholeFile(before.path)];
	work.findings.push(finding("PHX012", message, {
		hint: "Keep one of the two files.",
		at,
		also
	}));
}
function badName(file, name, work) {
	report$1("PHX011", file, `the name ${quote(name)} cannot be used`, "Use letters, digits, \".\", \"_\" and \"-\", at most 100, and start with a letter or a digit.", work);
}
function outOfPlace(file, place, work) {
	report$1("PHX010", file, "nothing is read from here", `Move it to ${place}.`, work);
}
function strangeFolder(file, folder, parent, work) {
	if (work.strange.has(`${parent}${folder}`)) return;
	work.strange.add(`${parent}${folder}`);
	const known = parent === "" ? [
		...work.kinds,
		"base",
		"profiles",
		"environments"
	] : [...work.kinds];
	report$1("PHX009", file, `this version has no kind ${quote(folder)}, so the folder ${quote(`${parent}${folder}`)} is not read`, didYouMean(folder, known, "Remove it."), work);
}
function unknownBase(file, name, work) {
	report$1("PHX009", file, `this version has no kind ${quote(name)}, so this base has no effect`, didYouMean(name, [...work.kinds], "Remove it."), work);
}
// src/config/field-name.ts
/** Fields as people write them: `net0.ip`, `mounts["/data"].size`; and back. */
const PLAIN = /^[A-Za-z_][\w-]*$/;
/** A pointer as a field name; `the file` for the whole. */
function fieldName(path) {
	const parts = pointerSegments(path).map((segment, index) => {
		if (PLAIN.test(segment)) return index === 0 ? segment : `.${segment}`;
		return /^\d+$/.test(segment) ? `[${segment}]` : `[${JSON.stringify(segment)}]`;
	});
	return parts.length === 0 ? "the file" : parts.join("");
}
/**
* The pointer that a user means by `net0.ip`, `/net0/ip`, `mounts./data.size` or `raw.lxc.apparmor.profile`. Keys may
* hold dots, so the longest key that the documents have wins.
*/
function pointerOf(field, documents) {
	const known = documents.some((document) => startsWithKey(document, field));
	if (field.startsWith("/") && !known) return field;
	const segments = [];
	let rest = field.replace(/\["?([^"\]]*)"?\]/g, ".$1").replace(/^\./, "");
	let level = documents;
	while (rest !== "") {
		const key = level.flatMap((one) => isObject(one) ? Object.keys(one) : []).filter((key) => rest === key || rest.startsWith(`${key}.`)).sort((a, b) => b.length - a.length)[0] ?? rest.split(".", 1)[0] ?? rest;
		segments.push(key);
		level = level.flatMap((one) => isObject(one) ? [one[key]] : Array.isArray(one) ? [one[Number(key)]] : []);
		rest = rest.slice(key.length + 1);
	}
	return pointer(...segments);
}
function startsWithKey(document, field) {
	return isObject(document) && Object.keys(document).some((key) => key.startsWith("/") && field.startsWith(key));
}
// src/config/schema-at.ts
/** Questions to a JSON Schema, for hints: which keys stand at a place, and what they mean. Pure. */
/** All keys that may stand in the object at a path, those that are always refused left out. */
function keysAt(schema, segments) {
	const keys = /* @__PURE__ */ new Set();
	for (const place of placesAt(schema, segments)) for (const [key, inner] of Object.entries(place.properties ?? {})) if (!inner.not) keys.add(key);
	keys.delete("$schema");
	return [...keys];
}
/** The schema of the value at a pointer: the first that fits. */
function schemaAt(schema, path) {
	const places = placesAt(schema, pointerSegments(path));
	return places.find((place) => place.description !== void 0) ?? places[0];
}
function placesAt(schema, segments) {
	let places = alternatives(schema);
	for (const segment of segments) places = places.flatMap((place) => inner(place, segment)).flatMap(alternatives);
	return places;
}
function alternatives(schema) {
	return [schema, ...[
		...schema.anyOf ?? [],
		...schema.oneOf ?? [],
		...schema.allOf ?? []
	].flatMap(alternatives)];
}
function inner(schema, segment) {
	const own = schema.properties && Object.hasOwn(schema.properties, segment) ? schema.properties[segment] : void 0;
	if (own) return [own];
	const index = Number(segment);
	return [
		schema.prefixItems?.[index],
		schema.items,
		schema.additionalProperties
	].filter((one) => typeof one === "object");
}
// src/config/issues.ts
/**
* @param document what was parsed
* @param schema made only when something is wrong: it knows which keys there are and what they mean
*/
function issuesOf(error, document, schema) {
	return error.issues.flatMap((issue) => explained(issue, [], document, schema));
}
function explained(issue, above, document, schema) {
	const segments = [...above, ...issue.path].map(String);
	const path = pointer(...segments);
	switch (issue.code) {
		case "unrecognized_keys": return issue.keys.map((key) => unknownKey([...segments, key], schema));
		case "invalid_key": return [unusableKey(segments, issue.issues[0]?.message)];
		case "invalid_union": return fromUnion(issue, segments, document, schema);
		case "invalid_type":
		case "invalid_value":
		case "invalid_format":
		case "invalid_element":
		case "not_multiple_of":
		case "too_big":
		case "too_small":
		case "custom": return [wrongValue(issue, path, valueAt(document, path), schema)];
	}
}
function unknownKey(segments, schema) {
	const [key = "", parent] = [segments.at(-1), segments.slice(0, -1)];
	const where = parent.length === 0 ? "" : ` in ${fieldName(pointer(...parent))}`;
	return {
		id: "PHX301",
		message: `unknown key ${quote(key)}${where}`,
		hint: didYouMean(key, keysAt(schema(), parent), "Remove it."),
		path: pointer(...segments),
		what: "key"
	};
}
function unusableKey(segments, why) {
	const [key = "", parent] = [segments.at(-1), segments.slice(0, -1)];
	const own = why !== void 0 && !isDefault(why) ? `: it ${why}` : "";
	return {
		id: "PHX303",
		message: `${quote(key)} cannot be a key of ${fieldName(pointer(...parent))}${own}`,
		hint: "Correct the key.",
		path: pointer(...segments),
		what: "key"
	};
}
/** Of several shapes, the one that the value comes nearest to is explained. */
function fromUnion(issue, segments, document, schema) {
	const value = valueAt(document, pointer(...segments));
	const best = issue.errors.filter((errors) => !errors.some((one) => one.path.length === 0 && one.code === "invalid_type")).sort((a, b) => a.length - b.length)[0];
	if (best) return best.flatMap((one) => explained(one, segments, document, schema));
	const types = issue.errors.flatMap((errors) => errors.flatMap((one) => one.code === "invalid_type" ? [one.expected] : []));
	return [wrongType(pointer(...segments), value, types.length > 0 ? [...new Set(types.map(typeName))].join(" or ") : "something else", schema)];
}
function wrongValue(issue, path, value, schema) {
	const own = isDefault(issue.message) ? null : issue.message;
	const about = schemaAt(schema(), path)?.description;
	if (value === void 0 && issue.code === "invalid_type") {
		const hint = sentences("Add it to the file, its profiles or its base", about);
		return {
			id: "PHX304",
			message: `${fieldName(path)} is missing`,
			hint,
			path,
			what: "value"
		};
	}
	if (issue.code === "invalid_type" && own === null) return wrongType(path, value, typeName(issue.expected), schema);
	if (own !== null && !/^(must|may|is|has|needs) /.test(own)) {
		const refused = issue.code === "invalid_type";
		const message = `${fieldName(path)}: ${own}`;
		return {
			id: refused ? "PHX301" : "PHX303",
			message,
			hint: "Change or remove it.",
			path,
			what: refused ? "key" : "value"
		};
	}
	const expected = own ?? expectation(issue);
	const advice = issue.code === "invalid_value" ? choice(issue.values.map(String), value) : instruction(expected);
	return {
		id: "PHX303",
		message: `${fieldName(path)} ${expected}, not ${shown(path, value)}`,
		hint: sentences(advice, about),
		path,
		what: "value"
	};
}
function wrongType(path, value, expected, schema) {
	return {
		id: "PHX302",
		message: `${fieldName(path)} must be ${expected}, not ${shown(path, value)}`,
		hint: sentences(typeHint(expected, value), schemaAt(schema(), path)?.description),
		path,
		what: "value"
	};
}
function choice(options, value) {
	const near = typeof value === "string" ? nearest(value, options) : null;
	return near === null ? "Choose one of these" : `Did you mean ${quote(near)}?`;
}
/** `must be a DNS name` → `Write a DNS name`. */
function instruction(expected) {
	return expected.startsWith("must be ") ? `Write ${expected.slice(8)}` : "Correct it";
}
/** What to do, and then what the field is. */
function sentences(advice, about) {
	const end = /[.?!]$/.test(advice) ? "" : ".";
	return about === void 0 ? `${advice}${end}` : `${advice}${end} ${about}`;
}
function typeHint(expected, value) {
	if (typeof value === "string" && /number/.test(expected)) return "Write it without quotes";
	if (typeof value === "string" && /true or false/.test(expected)) return "Write true or false, without quotes";
	if (expected === "a text") return "Put it in double quotes";
	if (expected === "a list") return "Put it in square brackets";
	return `Write ${expected}`;
}
function expectation(issue) {
	switch (issue.code) {
		case "too_small": return `must be ${counted(issue.origin, `at least ${issue.minimum}`)}`;
		case "too_big": return `must be ${counted(issue.origin, `at most ${issue.maximum}`)}`;
		case "invalid_value": {
			const all = issue.values.map((one) => typeof one === "string" ? quote(one) : String(one));
			return `must be ${all.length > 2 ? `one of ${all.join(", ")}` : all.join(" or ")}`;
		}
		case "invalid_format": return issue.format === "regex" ? `must match ${issue.pattern}` : `must be a valid ${issue.format}`;
		case "not_multiple_of": return `must be a multiple of ${issue.divisor}`;
		case "invalid_type":
		case "unrecognized_keys":
		case "invalid_union":
		case "invalid_key":
		case "invalid_element":
		case "custom": return "must be something else";
	}
}
function counted(origin, limit) {
	if (origin === "string") return `${limit} characters long`;
	return origin === "array" || origin === "set" ? `a list of ${limit}` : limit;
}
const TYPES = {
	string: "a text",
	number: "a number",
	int: "a whole number",
	boolean: "true or false",
	array: "a list",
	tuple: "a list",
	object: "an object",
	record: "an object",
	null: "null",
	never: "absent"
};
function typeName(expected) {
	return TYPES[expected] ?? expected;
}
/** The value as it stands, short; what may be a secret by its name is not repeated. */
function shown(path, value) {
	if (value === void 0) return "absent";
	if (/pass|secret|token|key/i.test(path)) return "what stands there";
	if (Array.isArray(value)) return "a list";
	if (isObject(value)) return "an object";
	return typeof value === "string" ? quote(value, 60) : JSON.stringify(value);
}
/** zod's own messages, which are replaced; those of our schemas are kept. */
function isDefault(message) {
	return /^(Invalid |Too (small|big)|Unrecognized key|Expected )/.test(message);
}
// src/config/read-settings.ts
const STAND_IN = settingsSchema.parse({
	name: "unnamed",
	nodes: {}
});
/** By parsed file: an unchanged file gives the same object, so that equal settings are identical. */
const known$1 = /* @__PURE__ */ new WeakMap();
function readSettings(tree, file, twin) {
	if (!file) {
		const missing = finding("PHX001", "there is no phoenix.json", {
			hint: "Write one, such as { \"name\": \"lab\", \"nodes\": { \"pve1\": {} } }, or run `phoenix init`.",
			at: wholeFile("phoenix.json")
		});
		return {
			settings: STAND_IN,
			valid: false,
			findings: [missing]
		};
	}
	const { value, findings } = parseFile(file, twin);
	if (!value) return {
		settings: STAND_IN,
		valid: false,
		findings
	};
	const { settings, issues } = known$1.get(value) ?? check(value);
	const placed = issues.map((issue) => finding(issue.id, issue.message, {
		hint: issue.hint,
		at: nearestPositionOf(tree, file.path, issue.path, issue.what)
	}));
	return {
		settings: settings ?? STAND_IN,
		valid: settings !== null,
		findings: [...findings, ...placed]
	};
}
function check(value) {
	const parsed = settingsSchema.safeParse(value);
	const checked = parsed.success ? {
		settings: parsed.data,
		issues: []
	} : {
		settings: null,
		issues: issuesOf(parsed.error, value, schemaOfSettings)
	};
	known$1.set(value, checked);
	return checked;
}
// src/config/accepts.ts
/** Whether a schema takes a value, asked for thousands of files: only what is there is looked at, and the same value once. */
const known = /* @__PURE__ */ new WeakMap();
/**
* Exactly `schema.safeParse(value).success`. zod asks the schema of every key, there or not, and a container has a
* hundred keys of which a file names ten; so objects, records and unions are asked part by part, and zod itself only
* about what is left, and about whatever is not taken at once.
*/
function accepts(schema, value) {
	let verdict = known.get(schema);
	if (!verdict) {
		verdict = verdictOf(schema);
		known.set(schema, verdict);
	}
	return verdict(value);
}
function verdictOf(schema) {
	const whole = (value) => safeParse(schema, value).success;
	const parts = byParts(schema instanceof ZodOptional ? schema.def.innerType : schema);
	return parts ? (value) => parts(value) || whole(value) : remembering(whole);
}
/** Says yes only where zod does; null for a schema that has to be asked as a whole. */
function byParts(schema) {
	if (!(schema instanceof ZodType) || schema.def.checks && schema.def.checks.length > 0) return null;
	if (schema instanceof ZodObject) return schema.def.catchall instanceof ZodNever ? strictObject(schema) : null;
	if (schema instanceof ZodRecord) return schema.keyType instanceof ZodString ? record(schema) : null;
	if (!(schema instanceof ZodUnion) || schema instanceof ZodXor) return null;
	const options = schema.options.map(verdictOf);
	return (value) => options.some((option) => option(value));
}
function strictObject({ def: { shape } }) {
	const entries = Object.entries(shape);
	const required = entries.filter(([, one]) => !(one instanceof ZodOptional)).map(([key]) => key);
	const keys = new Map(entries.map(([key, one]) => [key, lazily(one)]));
	return (value) => {
		if (!isObject(value)) return false;
		for (const key of required) if (value[key] === void 0) return false;
		for (const key of Object.keys(value)) if (!keys.get(key)?.(value[key])) return false;
		return true;
	};
}
function record({ keyType, valueType }) {
	const [takesKey, takesValue] = [verdictOf(keyType), verdictOf(valueType)];
	return (value) => {
		if (!isObject(value)) return false;
		return Object.keys(value).every((key) => takesKey(key) && takesValue(value[key]));
	};
}
/** Most of a hundred keys are never asked for. */
function lazily(schema) {
	let verdict;
	return (value) => (verdict ??= verdictOf(schema))(value);
}
/** Values of one key that are kept in mind: bridges, sizes and tags repeat; numbers of guests and addresses do not. */
const MOST_VALUES = 64;
function remembering(verdict) {
	const answers = /* @__PURE__ */ new Map();
	const ofTexts = /* @__PURE__ */ new Map();
	const remembered = (known, key, value) => {
		let answer = known.get(key);
		if (answer === void 0) {
			answer = verdict(value);
			if (known.size < MOST_VALUES) known.set(key, answer);
		}
		return answer;
	};
	return (value) => typeof value === "object" && value !== null ? remembered(ofTexts, JSON.stringify(value), value) : remembered(answers, value, value);
}
// src/config/references.ts
/** `${self.net0.address}`, `${lxc/db.net0.address}`, `${secret:…}`: found, checked, and replaced where git knows the value. */
/** Top-level keys whose values may hold references; options of features and health checks will join them. */
const ALLOWED = /* @__PURE__ */ new Set(["env"]);
/** `$${` stands for a literal `${`. */
const TOKEN = /\$\$\{|\$\{([^{}]*)\}|\$\{/g;
/** Replaces every reference of a resource; pure. */
function replaceReferences(input) {
	const work = {
		input,
		refersTo: /* @__PURE__ */ new Set(),
		issues: []
	};
	return {
		merged: replaceIn(input.merged, [], work),
		refersTo: [...work.refersTo].sort(),
		issues: work.issues
	};
}
function replaceIn(value, path, work) {
	if (typeof value === "string") return value.includes("${") ? replaceText(value, path, work) : value;
	if (Array.isArray(value)) return value.map((one, index) => replaceIn(one, [...path, index], work));
	if (!isObject(value)) return value;
	const copy = {};
	for (const key of Object.keys(value)) copy[key] = replaceIn(value[key], [...path, key], work);
	return copy;
}
function replaceText(text, segments, work) {
	const path = pointer(...segments);
	return text.replace(TOKEN, (token, inside) => {
		if (token === "$${") return "${";
		const answer = inside === void 0 ? unclosed(text) : answerTo(inside.trim(), segments, path, work);
		if (typeof answer === "string") return answer;
		if (answer) work.issues.push({
			...answer,
			path,
			what: "value"
		});
		return token;
	});
}
const problem = (id, message, hint) => ({
	id,
	message,
	hint
});
const LITERAL = "Write $${ where the text itself shall hold ${.";
function unclosed(text) {
	return problem("PHX401", `the reference in ${quote(text)} has no closing "}"`, `Close it. ${LITERAL}`);
}
/** The value, what is wrong, or null where another finding already says it. */
function answerTo(name, segments, path, work) {
	if (segments.length !== 2 || !ALLOWED.has(String(segments[0]))) {
		const hint = `References are allowed in the values of ${[...ALLOWED].map((key) => quote(key)).join(", ")} only. ${LITERAL}`;
		return problem("PHX402", `${fieldName(path)} holds the reference ${quote(`\${${name}}`)}`, hint);
	}
	if (name.startsWith("secret:")) return problem("PHX406", `secrets such as ${quote(`\${${name}}`)} cannot be executed by this version yet`, "Remove it; let the software in the guest read its secret itself until a later version.");
	const target = targetOf(name, work.input);
	if (!target) {
		const hint = `Write \${self.net0.address} or \${lxc/NAME.net0.address}. ${LITERAL}`;
		return problem("PHX401", `the reference ${quote(`\${${name}}`)} cannot be understood`, hint);
	}
	const { address, field } = target;
	if (!work.input.addresses.has(address)) {
		const hint = didYouMean(address, [...work.input.addresses.keys()], "Name a resource of this estate.");
		return problem("PHX403", `there is no resource ${quote(address)}`, hint);
	}
	if (address !== work.input.self) work.refersTo.add(address);
	const outputs = work.input.outputsOf(address);
	if (!outputs) return null;
	const value = Object.hasOwn(outputs, field) ? outputs[field] : void 0;
	if (value === void 0) {
		const hint = didYouMean(field, Object.keys(outputs), "It has no values to refer to.");
		return problem("PHX404", `${address} has no value ${quote(field)}`, hint);
	}
	if (value === null) return problem("PHX405", `the value ${quote(field)} of ${address} is only known after an apply`, "Give it a fixed value in git, such as a static address, and refer to that.");
	return value;
}
/** Names may hold dots, so the longest address that exists wins. */
function targetOf(name, input) {
	if (name.startsWith("self.")) return {
		address: input.self,
		field: name.slice(5)
	};
	if (!/^[a-z]+\/[^\s/]+\.[^\s]+$/.test(name)) return null;
	for (let dot = name.lastIndexOf("."); dot > 0; dot = name.lastIndexOf(".", dot - 1)) {
		const address = name.slice(0, dot);
		if (input.addresses.has(address)) return {
			address,
			field: name.slice(dot + 1)
		};
	}
	const words = name.split(".");
	const cut = Math.max(1, words.length - 2);
	return {
		address: words.slice(0, cut).join("."),
		field: words.slice(cut).join(".")
	};
}
// src/config/resolved.ts
const homes = /* @__PURE__ */ new WeakMap();
/** The kind of a loaded resource; undefined for one that was made otherwise. */
function homeOf(resource) {
	return homes.get(resource);
}
/** What a clean resource asked of others; it may be used again while the answers are the same. */
const asked = /* @__PURE__ */ new WeakMap();
/** Every resource that is right in itself. */
function resolveDrafts(context) {
	const resources = /* @__PURE__ */ new Map();
	const referring = [];
	for (const draft of context.drafts.values()) {
		const resource = reused(draft, context) ?? checked(draft, context, {
			merged: draft.merged,
			quiet: draft.refers
		});
		if (resource) resources.set(draft.address, resource);
		if (draft.refers) referring.push(draft);
	}
	for (const draft of referring) {
		const replaced = replaceReferences({
			self: draft.address,
			merged: draft.merged,
			addresses: context.drafts,
			outputsOf: (address) => {
				const other = resources.get(address);
				return other && context.drafts.get(address)?.kind.outputs(other.spec);
			}
		});
		report(draft, draft.merged, replaced.issues.map(found), context);
		const { merged, refersTo } = replaced;
		const resource = checked(draft, context, {
			merged,
			refersTo,
			spoiled: replaced.issues.map((issue) => issue.path)
		});
		if (resource) resources.set(draft.address, resource);
		else resources.delete(draft.address);
	}
	return resources;
}
function reused(draft, context) {
	const answers = draft.twin && context.reuse ? asked.get(draft.twin) : void 0;
	if (!draft.twin || !answers) return null;
	for (const [address, merged] of answers) if ((context.drafts.get(address)?.merged ?? null) !== merged) return null;
	asked.set(draft.twin, answers);
	return draft.twin;
}
function checked(draft, context, round) {
	const { merged, refersTo = [], spoiled = [] } = round;
	const { kind } = draft;
	const findings = [];
	const isAccepted = accepts(kind.schema, merged);
	if (!isAccepted) {
		const error = kind.schema.safeParse(merged).error;
		for (const issue of issuesOf(error, merged, () => schemaOfKind(kind))) {
			if (issue.id === "PHX304" && !draft.complete) continue;
			if (!spoiled.includes(issue.path)) findings.push(found(withNearName(issue, draft, context)));
		}
	}
	let spec = null;
	const answers = /* @__PURE__ */ new Map();
	if (isAccepted && draft.complete && context.settings) {
		const { address, name } = draft;
		const mergedOf = (other) => {
			const answer = context.drafts.get(other)?.merged ?? null;
			answers.set(other, answer);
			return answer;
		};
		const resolved = kind.resolve({
			address,
			name,
			merged,
			isAccepted: true,
			settings: context.settings,
			mergedOf
		});
		findings.push(...resolved.findings);
		spec = resolved.spec;
	}
	if (!round.quiet) report(draft, merged, findings, context);
	if (spec === null) return null;
	const { address, name, file, contributions } = draft;
	const parts = {
		address,
		kind: kind.kind,
		name,
		file,
		contributions,
		merged,
		spec
	};
	const resource = refersTo.length > 0 ? {
		...parts,
		refersTo
	} : parts;
	homes.set(resource, {
		kind,
		sets: draft.sets
	});
	if (findings.length === 0 && !draft.refers) asked.set(resource, answers);
	return resource;
}
function found(issue) {
	return {
		...issue,
		severity: FINDINGS[issue.id].severity
	};
}
/** A slip in the name of an overlay makes a new resource, of which nearly everything is missing. */
function withNearName(issue, draft, context) {
	if (!draft.overlayOnly || issue.id !== "PHX304") return issue;
	const others = [...context.drafts.values()].filter((other) => !other.overlayOnly).map((other) => other.address);
	const name = nearest(draft.address, others);
	if (name === null) return issue;
	return {
		...issue,
		hint: `Only this environment has ${draft.address}; did you mean ${quote(name)}? ${issue.hint}`
	};
}
function report(draft, merged, findings, context) {
	for (const { path, what, ...finding } of findings) {
		const at = placeOfField(context.tree, {
			...draft,
			merged
		}, draft.sets, path, what ?? "value");
		context.findings.push({
			...finding,
			at
		});
	}
}
// src/config/estate.ts
/** Parses, merges, checks and resolves all files of a tree. What is wrong stands in `findings`, of all files at once. */
function loadEstate(tree, { env, kinds, previous }) {
	const byName = new Map(kinds.map((kind) => [kind.kind, kind]));
	const layout = layOut(tree, new Set(byName.keys()));
	const findings = [...tree.findings, ...layout.findings];
	const twinOf = (path) => previous?.tree.files.get(path);
	for (const file of tree.files.values()) findings.push(...parseFile(file, twinOf(file.path)).findings);
	const read = readSettings(tree, layout.settings, layout.settings ? twinOf(layout.settings.path) : void 0);
	findings.push(...read.findings);
	if (env !== null && !layout.overlays.has(env)) findings.push(unknownEnvironment(env, layout));
	const stack = {
		tree,
		layout,
		findings,
		orders: /* @__PURE__ */ new Map(),
		foundations: /* @__PURE__ */ new Map(),
		used: /* @__PURE__ */ new Set(),
		twinOf
	};
	const drafts = draftsOf({
		stack,
		kinds: byName,
		env,
		previous
	});
	const settings = read.valid ? read.settings : null;
	const resources = resolveDrafts({
		tree,
		drafts,
		settings,
		reuse: previous !== void 0 && previous.settings === settings && previous.env === env,
		findings
	});
	if (settings) findings.push(...betweenResources({
		tree,
		settings,
		drafts,
		resources
	}));
	findings.push(...unusedProfiles(stack));
	return {
		tree,
		env,
		settings: read.settings,
		resources,
		findings: inOrder(findings)
	};
}
function unknownEnvironment(env, layout) {
	return finding("PHX207", `there is no environment ${quote(env)}`, { hint: didYouMean(env, [...layout.overlays.keys()], "Leave --env out: this estate has no environments.") });
}
function unusedProfiles({ layout, used }) {
	return [...layout.profiles].filter(([name]) => !used.has(name)).map(([name, file]) => finding("PHX206", `nothing extends the profile ${quote(name)}`, {
		hint: "Name it in \"extends\", or remove the file.",
		at: wholeFile(file.path)
	}));
}
/** By place, then id, then text; each once: a fault of a base is found in every resource on it. */
function inOrder(findings) {
	if (findings.length < 2) return findings;
	const spoiled = new Set(findings.filter((one) => one.id.startsWith("PHX10")).map((one) => placeKey(one.at)));
	const kept = findings.filter((one) => !one.id.startsWith("PHX30") || !spoiled.has(placeKey(one.at)));
	return [...new Map(kept.map((one) => [keyOf(one), one]))].sort(([a], [b]) => a < b ? -1 : 1).map(([, one]) => one);
}
function keyOf({ at, id, message, also }) {
	return [
		placeKey(at),
		id,
		message,
		placeKey(also)
	].join("\0");
}
function placeKey(at) {
	if (!at) return "";
	return [
		at.file,
		String(at.line).padStart(7, "0"),
		String(at.column).padStart(7, "0")
	].join("\0");
}
// src/config/entries.ts
/** `.` and `..`, separators, control characters, text direction marks, and what was not UTF-8. */
const UNUSABLE_NAME = /^\.\.?$|[/\\\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff\ufffd]/;
const UNREAD_FORMAT = /\.(ya?ml|json5|hjson|toml|json|jsonc)$/i;
/** Folders of later versions, and the one for generated schemas. */
const UNUSED = /* @__PURE__ */ new Set(["features", "vault"]);
const IGNORED = /* @__PURE__ */ new Set(["schemas"]);
/** What to do with the entry `name` of the folder `parent` (`''` is the configs folder itself). */
function judgeEntry(parent, name, type) {
	if (UNUSABLE_NAME.test(name)) return finding("PHX004", `the name ${quote(name)} in ${parent === "" ? "the configs folder" : parent} cannot be used`, {
		hint: "Rename it: letters, digits, \".\", \"_\" and \"-\" are enough.",
		at: parent === "" ? void 0 : wholeFile(parent)
	});
	const path = parent === "" ? name : `${parent}/${name}`;
	const at = wholeFile(path);
	switch (type) {
		case "link": return finding("PHX003", "symbolic links are never followed", {
			hint: "Put the file itself here; share parts between files with a profile.",
			at
		});
		case "other": return finding("PHX006", "this is neither a file nor a folder", {
			hint: "Remove it from the configs folder.",
			at
		});
		case "folder": return judgeFolder(parent, name, path, at);
		case "file":
			if (name.endsWith(".json") || name.endsWith(".jsonc")) return name.startsWith(".") ? "skip" : "read";
			if (name.startsWith(".") || !UNREAD_FORMAT.test(name)) return "skip";
			return finding("PHX007", "Phoenix reads .json and .jsonc only, so this file has no effect", {
				hint: "Rewrite it as .json or .jsonc, or move it out of the configs folder.",
				at
			});
	}
}
function judgeFolder(parent, name, path, at) {
	if (name.startsWith(".")) return "skip";
	if (parent === "") {
		if (IGNORED.has(name)) return "skip";
		if (UNUSED.has(name)) return finding("PHX013", `this version does not use the folder "${name}"`, {
			hint: "Leave it for a later version, or remove it.",
			at
		});
	}
	if (path.split("/").length > 64) return finding("PHX005", `folders are nested more than 64 levels deep`, {
		hint: "A resource stands at KIND/NAME.json; remove the folder.",
		at
	});
	return "enter";
}
function tooLarge(path) {
	return finding("PHX002", "the file is larger than 1 MiB", {
		hint: "Config of one resource is small; move data out of the configs folder.",
		at: wholeFile(path)
	});
}
function notText(path) {
	return finding("PHX008", "the file is not UTF-8 text", {
		hint: "Save it as UTF-8.",
		at: wholeFile(path)
	});
}
function unreadable(path, why) {
	return finding("PHX014", `it cannot be read: ${why}`, {
		hint: "Give the user that runs Phoenix permission to read it.",
		at: wholeFile(path)
	});
}
// src/sources/budget.ts
/** Bounds on a whole tree: a small git object can stand for more files than any machine can hold. */
const MAX_ENTRIES = 2e5;
const MAX_BYTES = 268435456;
function newBudget(folder) {
	return {
		folder,
		entries: MAX_ENTRIES,
		bytes: MAX_BYTES
	};
}
/** @throws PhoenixError `UNREADABLE` when the tree is larger than Phoenix reads. */
function spend(budget, entries, bytes) {
	budget.entries -= entries;
	budget.bytes -= bytes;
	if (budget.entries >= 0 && budget.bytes >= 0) return;
	const limit = budget.entries < 0 ? "200,000 entries" : "256 MiB";
	throw new PhoenixError("UNREADABLE", `the folder ${budget.folder} holds more than ${limit}`, { hint: "Keep only config in it." });
}
// src/sources/disk.ts
/** The configs folder as it stands on disk. Links are never followed, and no large file is held in memory. */
/** A link put in place of a file between the listing and the reading is refused too, and a pipe does not block. */
const OPEN_FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
/**
* Reads all config files below a folder.
* @throws PhoenixError `UNREADABLE` when the folder itself cannot be listed.
*/
function readDiskTree(folder) {
	const root = normalize(folder).replace(/(?<=.)\/+$/, "");
	const files = /* @__PURE__ */ new Map();
	const findings = [];
	const buffer = Buffer.allocUnsafe(1048577);
	const budget = newBudget(root);
	const readFolder = (path, entries) => {
		for (const entry of entries) {
			spend(budget, 1, 0);
			const verdict = judgeEntry(path, entry.name, typeOf(entry));
			if (verdict === "skip") continue;
			if (typeof verdict === "object") {
				findings.push(verdict);
				continue;
			}
			const inner = path === "" ? entry.name : `${path}/${entry.name}`;
			if (verdict === "enter") {
				const listed = list(join(root, inner));
				if (Array.isArray(listed)) readFolder(inner, listed);
				else findings.push(unreadable(inner, listed.message));
			} else {
				const text = readText(root, inner, buffer);
				if (typeof text === "string") {
					spend(budget, 0, text.length);
					files.set(inner, {
						path: inner,
						text
					});
				} else findings.push(text);
			}
		}
	};
	const top = list(root);
	if (!Array.isArray(top)) throw noFolder(folder, top);
	readFolder("", top);
	return {
		root,
		revision: null,
		files,
		findings
	};
}
function list(folder) {
	try {
		return readdirSync(folder, { withFileTypes: true }).sort((a, b) => a.name < b.name ? -1 : 1);
	} catch (error) {
		return error;
	}
}
function typeOf(entry) {
	if (entry.isFile()) return "file";
	if (entry.isDirectory()) return "folder";
	return entry.isSymbolicLink() ? "link" : "other";
}
function readText(root, path, buffer) {
	let fd;
	try {
		fd = openSync(join(root, path), OPEN_FLAGS);
		const size = readSync(fd, buffer, 0, buffer.length, 0);
		if (size > 1048576) return tooLarge(path);
		return isUtf8(buffer.subarray(0, size)) ? buffer.toString("utf8", 0, size) : notText(path);
	} catch (error) {
		return unreadable(path, error.message);
	} finally {
		if (fd !== void 0) closeSync(fd);
	}
}
const NO_FOLDER_HINT = "Name the folder with --configs DIR, or make a first estate with `phoenix init`.";
function noFolder(folder, cause) {
	if (cause.code === "ENOENT" || cause.code === "ENOTDIR") return new PhoenixError("UNREADABLE", `there is no folder ${quote(folder)}`, { hint: NO_FOLDER_HINT });
	const message = `the folder ${quote(folder)} cannot be read: ${cause.message}`;
	return new PhoenixError("UNREADABLE", message, {
		hint: "Check its permissions.",
		cause
	});
}
// src/sources/git-command.ts
/** How git is started: argument vectors only, in a clean environment, with nothing that a repository can switch on. */
/** Variables that git and its transports need; everything else, GIT_DIR of a surrounding hook above all, stays out. */
const PASSED = [
	"PATH",
	"HOME",
	"USER",
	"LOGNAME",
	"TMPDIR",
	"XDG_CONFIG_HOME",
	"SSH_AUTH_SOCK",
	"HTTP_PROXY",
	"HTTPS_PROXY",
	"NO_PROXY",
	"ALL_PROXY",
	"http_proxy",
	"https_proxy",
	"no_proxy",
	"all_proxy",
	"SSL_CERT_FILE",
	"SSL_CERT_DIR",
	"GIT_SSL_CAINFO",
	"GIT_SSH_COMMAND",
	"GIT_CONFIG_GLOBAL",
	"GIT_CONFIG_SYSTEM",
	"GIT_CONFIG_NOSYSTEM"
];
const FIXED = {
	LC_ALL: "C",
	GIT_OPTIONAL_LOCKS: "0",
	GIT_TERMINAL_PROMPT: "0",
	GIT_NO_REPLACE_OBJECTS: "1",
	GIT_PAGER: "cat"
};
/** Settings of a repository that start programs or hold large files in memory are overruled. */
const SAFE = [
	"--no-pager",
	"--literal-pathspecs",
	...[
		"core.fsmonitor=false",
		"core.hooksPath=/dev/null",
		"protocol.ext.allow=never"
	].flatMap((s) => ["-c", s]),
	...[
		"core.bigFileThreshold=1m",
		"gc.auto=0",
		"maintenance.auto=false",
		"log.showSignature=false"
	].flatMap((s) => ["-c", s])
];
const LOCAL_TIMEOUT_MS = 6e4;
const MAX_OUTPUT_BYTES = 67108864;
/** Starts git with pipes to all three streams. */
function startGit(folder, args) {
	const env = { ...FIXED };
	for (const name of PASSED) {
		const value = process.env[name];
		if (value !== void 0) env[name] = value;
	}
	return spawn("git", [...SAFE, ...args], {
		cwd: folder,
		env,
		stdio: [
			"pipe",
			"pipe",
			"pipe"
		]
	});
}
/**
* Runs git to its end. An exit code other than 0 is the caller's to judge.
* @throws PhoenixError `GIT` when git is not installed, does not end in time, or the folder is no repository.
*/
function runGit(folder, args, timeout = LOCAL_TIMEOUT_MS) {
	return new Promise((resolve, reject) => {
		const child = startGit(folder, args);
		const [out, err] = [[], []];
		let size = 0;
		const stop = (why) => {
			child.kill("SIGKILL");
			reject(new PhoenixError("GIT", `git ${args[0]} ${why}`, { hint: "Run it by hand to see what it waits for." }));
		};
		const timer = setTimeout(() => stop(`did not end within ${timeout / 1e3} s`), timeout);
		const take = (chunks) => (chunk) => {
			chunks.push(chunk);
			size += chunk.length;
			if (size > MAX_OUTPUT_BYTES) stop("printed more than 64 MiB");
		};
		child.stdout?.on("data", take(out));
		child.stderr?.on("data", take(err));
		child.stdin?.on("error", () => void 0);
		child.stdin?.end();
		child.on("error", (error) => {
			clearTimeout(timer);
			reject(gitMissing(folder, error));
		});
		child.on("close", (code) => {
			clearTimeout(timer);
			const result = {
				exit: code ?? -1,
				stdout: Buffer.concat(out).toString(),
				stderr: Buffer.concat(err).toString()
			};
			const refused = result.exit === 0 ? null : repositoryError(folder, result.stderr);
			if (refused) reject(refused);
			else resolve(result);
		});
	});
}
/** What git prints. @throws PhoenixError `GIT` also when git ends with another code than 0 */
async function gitOutput(folder, args, timeout) {
	const { exit, stdout, stderr } = await runGit(folder, args, timeout);
	if (exit !== 0) throw gitFailed(args[0] ?? "", stderr);
	return stdout;
}
function gitFailed(command, stderr) {
	return new PhoenixError("GIT", `git ${command} failed: ${gitSaid(stderr)}`, { hint: "Run the same by hand in the repository to see more." });
}
/** spawn says ENOENT for a missing program and for a missing folder alike. */
function gitMissing(folder, cause) {
	return new PhoenixError("GIT", `git could not be started in ${quote(folder)}: ${cause.message}`, {
		hint: "Install git 2.36 or newer, and check that the folder exists.",
		cause
	});
}
/** What git's own words say about the repository as a whole; null when they are about something else. */
function repositoryError(folder, stderr) {
	if (/not a git repository/i.test(stderr)) return new PhoenixError("GIT", `${quote(folder)} is not inside a git repository`, { hint: "Run Phoenix in a clone of the repository that holds the configs folder." });
	const owner = /dubious ownership in repository at '([^']*)'/.exec(stderr);
	if (owner) return new PhoenixError("GIT", `git refuses the repository ${quote(owner[1] ?? folder)}: another user owns it`, { hint: `Run Phoenix as the owner, or trust the folder: git config --global --add safe.directory ${owner[1]}` });
	return null;
}
/** The last lines of what git said, for a message. */
function gitSaid(stderr) {
	const lines = stderr.trim().split("\n").filter(Boolean);
	return lines.length === 0 ? "git gave no reason" : lines.slice(-2).map((line) => quote(line, 200).slice(1, -1)).join("; ");
}
// src/sources/git-objects.ts
/** Trees of estates with many files are larger than any file may be. */
const MAX_TREE_BYTES = 67108864;
const LF = 10;
var GitObjects = class {
	#folder;
	#child = null;
	#batches = [];
	#header = "";
	#incoming = null;
	#stderr = "";
	constructor(folder) {
		this.#folder = folder;
	}
	/**
	* Reads objects by name (`SHA`, `REV^{commit}`, `SHA:path`); `consume` is called once for each, in order, with
	* null for a missing one. Names come from callers who have checked them: no newline, no leading `-`.
	*/
	read(names, consume) {
		if (names.length === 0) return Promise.resolve();
		return new Promise((resolve, reject) => {
			const child = this.#start();
			this.#batches.push({
				consume,
				resolve,
				reject,
				count: names.length,
				done: 0
			});
			hold(child, true);
			child.stdin?.write(`contents ${names.join("\ncontents ")}\nflush\n`);
		});
	}
	close() {
		this.#child?.kill();
		this.#child = null;
	}
	#start() {
		if (this.#child) return this.#child;
		const child = startGit(this.#folder, [
			"cat-file",
			"--batch-command",
			"--buffer"
		]);
		this.#child = child;
		this.#header = "";
		this.#incoming = null;
		this.#stderr = "";
		child.stdout?.on("data", (chunk) => {
			try {
				this.#take(chunk);
			} catch (error) {
				this.#fail(child, error);
			}
		});
		child.stderr?.on("data", (chunk) => this.#stderr = (this.#stderr + chunk.toString()).slice(-4096));
		child.stdin?.on("error", () => void 0);
		child.on("error", (error) => this.#fail(child, gitMissing(this.#folder, error)));
		child.on("close", () => this.#fail(child, this.#ended()));
		return child;
	}
	#ended() {
		const known = repositoryError(this.#folder, this.#stderr);
		if (known) return known;
		const tooOld = this.#stderr.includes("usage: git cat-file");
		return new PhoenixError("GIT", tooOld ? "this git is too old" : `git cat-file ended: ${gitSaid(this.#stderr)}`, { hint: tooOld ? "Install git 2.36 or newer." : "Check the repository with `git fsck`." });
	}
	#fail(child, error) {
		if (this.#child !== child) return;
		this.#child = null;
		child.kill();
		const batches = this.#batches;
		this.#batches = [];
		for (const batch of batches) batch.reject(error);
	}
	#take(chunk) {
		let at = 0;
		while (at < chunk.length) if (this.#incoming === null) {
			const end = chunk.indexOf(LF, at);
			this.#header += chunk.toString("latin1", at, end === -1 ? chunk.length : end);
			if (end === -1) return;
			at = end + 1;
			this.#begin();
		} else at = this.#continue(this.#incoming, chunk, at);
	}
	/** Header: `OID TYPE SIZE`, or `NAME missing`, `NAME ambiguous`. */
	#begin() {
		const words = this.#header.split(" ");
		this.#header = "";
		const [oid, type, size] = [
			words[0],
			words[1],
			Number(words[2])
		];
		if (words.length !== 3 || oid === void 0 || type === void 0 || !Number.isInteger(size)) {
			this.#deliver(null);
			return;
		}
		const keep = size <= (type === "blob" ? MAX_FILE_BYTES : MAX_TREE_BYTES);
		this.#incoming = {
			oid,
			type,
			size,
			left: size + 1,
			parts: keep ? [] : null
		};
	}
	#continue(object, chunk, at) {
		const end = Math.min(chunk.length, at + object.left);
		object.left -= end - at;
		object.parts?.push(chunk.subarray(at, end));
		if (object.left > 0) return end;
		this.#incoming = null;
		const { oid, type, size, parts } = object;
		const whole = parts && (parts.length === 1 ? parts[0] : Buffer.concat(parts));
		this.#deliver({
			oid,
			type,
			content: whole && whole.subarray(0, size)
		});
		return end;
	}
	#deliver(object) {
		const batch = this.#batches[0];
		if (!batch) throw new PhoenixError("GIT", "git cat-file answered more than was asked");
		batch.consume(object, batch.done);
		batch.done += 1;
		if (batch.done < batch.count) return;
		this.#batches.shift();
		if (this.#batches.length === 0 && this.#child) hold(this.#child, false);
		batch.resolve();
	}
};
/** While nothing is asked, the process must not keep Phoenix alive. */
function hold(child, busy) {
	for (const one of [
		child,
		child.stdin,
		child.stdout,
		child.stderr
	]) {
		const handle = one;
		if (busy) handle?.ref?.();
		else handle?.unref?.();
	}
}
// src/sources/revision.ts
/** Names of commits that come from users and events, checked before they reach git. */
const SHA = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const MAX_LENGTH = 250;
/**
* `:` would name a file, `..` a range, `@{` a day of this clone; git reads a leading `-` as an option; blanks and control
* characters are in no name.
*/
const REFUSED = /^-|[\u0000-\u0020\u007f-\u009f:?*[\\]|\.\.|@\{/;
function isSha(text) {
	return SHA.test(text);
}
/** @throws PhoenixError `GIT` for a text that cannot name a commit. */
function checkRevision(text) {
	if (text !== "" && text.length <= MAX_LENGTH && !REFUSED.test(text)) return text;
	throw new PhoenixError("GIT", `${quote(text)} cannot name a commit`, { hint: "Give a branch, a tag or a commit id, such as origin/main." });
}
/** @throws PhoenixError `GIT` for anything but a full commit id. */
function checkSha(text) {
	if (isSha(text)) return text;
	throw new PhoenixError("GIT", `${quote(text)} is not a full commit id`, { hint: "Give all 40 characters." });
}
/** Names of branches and remotes: the strict part of what git allows. */
const REF_NAME = /^[A-Za-z0-9_][A-Za-z0-9._/+@#-]*$/;
/** @throws PhoenixError `GIT` for a text that cannot name a branch or a remote. */
function checkRefName(text, what) {
	if (text.length <= MAX_LENGTH && REF_NAME.test(text) && !text.includes("..")) return text;
	throw new PhoenixError("GIT", `${quote(text)} cannot name a ${what}`, { hint: `Give the ${what} as git lists it.` });
}
// src/sources/git-remote.ts
/** What a repository asks of its remote: the only two questions to git that use the network. */
const TIMEOUT_MS = 3e5;
/** The commit of a branch at the remote, now; null when it has no such branch. */
async function tipAtRemote(top, branch, remote) {
	const ref = `refs/heads/${checkRefName(branch, "branch")}`;
	const line = (await gitOutput(top, [
		"ls-remote",
		"--",
		checkRefName(remote, "remote"),
		ref
	], TIMEOUT_MS)).split("\n").find((one) => one.endsWith(`\t${ref}`));
	return line === void 0 ? null : checkSha(line.slice(0, line.indexOf("	")));
}
/** Fetches one commit. @param depth commits of its history; null for all, which a complete clone needs to stay one */
async function fetchCommit(top, sha, depth, remote) {
	const cut = depth === null ? [] : [`--depth=${Math.max(1, Math.floor(depth))}`];
	const { exit, stderr } = await runGit(top, [
		"fetch",
		...[
			"--quiet",
			"--no-tags",
			"--no-recurse-submodules",
			"--no-write-fetch-head"
		],
		...cut,
		"--",
		checkRefName(remote, "remote"),
		checkSha(sha)
	], TIMEOUT_MS);
	if (exit !== 0) throw gitFailed("fetch", stderr);
}
// src/sources/git-tree.ts
/** The configs folder at a commit: tree objects walked level by level, every blob and folder read once for all commits. */
function emptyCache() {
	return {
		folders: /* @__PURE__ */ new Map(),
		files: /* @__PURE__ */ new Map()
	};
}
const MODES = {
	"40000": "folder",
	"100644": "file",
	"100755": "file",
	"100664": "file",
	"120000": "link"
};
/**
* Reads all config files below a tree object.
* @param name what names the tree, such as `SHA:configs`
* @returns null when there is no such tree
*/
async function readFolder(objects, name, root, cache) {
	const top = newFolder();
	const budget = newBudget(root);
	let found = null;
	let folders = [];
	let blobs = [];
	const fill = (content, oidBytes, path, into) => fillFolder({
		content,
		oidBytes,
		path,
		into,
		cache,
		budget,
		folders,
		blobs
	});
	await objects.read([name], (object) => {
		if (!object) return;
		found = object.type === "tree" ? "tree" : "other";
		if (object.type === "tree" && object.content) fill(object.content, object.oid.length / 2, "", top);
	});
	if (found === null) return null;
	if (found !== "tree") top.findings.push(finding("PHX003", `${root} is not a folder in git`, { hint: "Commit the configs folder itself, not a link to it." }));
	while (folders.length + blobs.length > 0) {
		const [wantedFolders, wantedBlobs] = [folders, blobs];
		folders = [];
		blobs = [];
		const wanted = [...wantedFolders, ...wantedBlobs];
		await objects.read(wanted.map((one) => one.oid), (object, index) => {
			const { path, into, oid } = wanted[index];
			if (!object) into.findings.push(unreadable(path, `git does not have the object ${oid}`));
			else if (index < wantedFolders.length) {
				if (object.content) fill(object.content, object.oid.length / 2, path, into);
				else into.findings.push(unreadable(path, "it has too many entries"));
			} else {
				spend(budget, 0, object.content?.length ?? 0);
				takeFile({
					content: object.content,
					oid,
					path,
					into,
					cache
				});
			}
		});
	}
	const files = /* @__PURE__ */ new Map();
	const findings = [];
	gather(top, files, findings);
	return {
		files,
		findings
	};
}
function newFolder() {
	return {
		files: [],
		folders: [],
		findings: []
	};
}
/** A tree object is a row of `MODE NAME\0OID`, the id in bytes. */
function fillFolder(work) {
	const { content, oidBytes, path, into, cache } = work;
	for (let at = 0; at < content.length;) {
		const space = content.indexOf(32, at);
		const end = content.indexOf(0, space);
		const mode = content.toString("latin1", at, space);
		const name = content.toString("utf8", space + 1, end);
		const oid = content.toString("hex", end + 1, end + 1 + oidBytes);
		at = end + 1 + oidBytes;
		spend(work.budget, 1, 0);
		const verdict = judgeEntry(path, name, MODES[mode] ?? "other");
		if (verdict === "skip") continue;
		if (typeof verdict === "object") {
			into.findings.push(verdict);
			continue;
		}
		const inner = path === "" ? name : `${path}/${name}`;
		const key = `${oid} ${inner}`;
		if (verdict === "enter") {
			const known = cache.folders.get(key);
			const folder = known ?? newFolder();
			into.folders.push(folder);
			if (known) continue;
			cache.folders.set(key, folder);
			work.folders.push({
				oid,
				path: inner,
				into: folder
			});
		} else {
			const known = cache.files.get(key);
			if (known) into.files.push(known);
			else work.blobs.push({
				oid,
				path: inner,
				into
			});
		}
	}
}
function takeFile(work) {
	const { content, oid, path, into, cache } = work;
	if (content === null) into.findings.push(tooLarge(path));
	else if (!isUtf8(content)) into.findings.push(notText(path));
	else {
		const file = {
			path,
			text: content.toString("utf8"),
			oid
		};
		cache.files.set(`${oid} ${path}`, file);
		into.files.push(file);
	}
}
function gather(folder, files, findings) {
	for (const file of folder.files) files.set(file.path, file);
	findings.push(...folder.findings);
	for (const inner of folder.folders) gather(inner, files, findings);
}
// src/sources/git.ts
/** What Phoenix needs to know of a git repository: trees of commits, and how commits relate. Nothing is checked out. */
/**
* The repository that a folder belongs to. No process is started before the first question.
* @throws PhoenixError `GIT` when the folder is in no repository.
*/
function openRepository(folder) {
	for (let top = real(folder);; top = dirname(top)) {
		const bare = existsSync(join(top, "HEAD")) && existsSync(join(top, "objects")) && existsSync(join(top, "refs"));
		if (existsSync(join(top, ".git")) || bare) return new GitRepository(top);
		if (dirname(top) !== top) continue;
		throw new PhoenixError("GIT", `${quote(folder)} is not inside a git repository`, { hint: "Run Phoenix in a clone of the repository that holds the configs folder." });
	}
}
function real(folder) {
	try {
		return realpathSync(folder);
	} catch {
		throw new PhoenixError("UNREADABLE", `there is no folder ${quote(folder)}`, { hint: NO_FOLDER_HINT });
	}
}
var GitRepository = class {
	/** The top folder, absolute. */
	top;
	#objects;
	#commits = /* @__PURE__ */ new Map();
	#ancestry = /* @__PURE__ */ new Map();
	#cache = emptyCache();
	/** Trees are read one after the other: a cached folder may still be filling. */
	#reading = Promise.resolve();
	constructor(top) {
		this.top = top;
		this.#objects = new GitObjects(top);
	}
	/** Ends the process that reads objects. A repository may be used again afterwards. */
	close() {
		this.#objects.close();
	}
	/** A folder of the working tree as git names it: relative to the top, with `/`. */
	pathOf(folder) {
		const path = relative(this.top, existsSync(folder) ? realpathSync(folder) : resolve(folder)).split(sep).join("/");
		if (path !== ".." && !path.startsWith("../")) return path;
		throw new PhoenixError("GIT", `${quote(folder)} is outside the repository ${quote(this.top)}`, { hint: "Keep the configs folder in the repository." });
	}
	/**
	* The configs folder at a commit. A commit without that folder gives a tree without files.
	* @param root the folder, relative to the top: `configs`
	*/
	tree(revision, root) {
		const tree = this.#reading.then(() => this.#tree(revision, root));
		this.#reading = tree.catch(() => this.#cache = emptyCache());
		return tree;
	}
	async #tree(revision, root) {
		const folder = posix.normalize(root).replace(/^\.?\/|\/$/g, "");
		if (folder.startsWith("../") || /[\u0000-\u001f]/.test(folder)) throw new PhoenixError("GIT", `${quote(root)} is no folder of the repository`, { hint: "Give it as git does: configs" });
		const { sha } = await this.commit(revision);
		const found = await readFolder(this.#objects, `${sha}:${folder === "." ? "" : folder}`, root, this.#cache);
		return {
			root,
			revision: sha,
			files: found?.files ?? /* @__PURE__ */ new Map(),
			findings: found?.findings ?? []
		};
	}
	/** The full id of a commit. @throws PhoenixError `GIT` when git does not know it. */
	async resolve(revision) {
		return (await this.commit(revision)).sha;
	}
	/** Whether the commit is here: a shallow clone lacks old ones. */
	async has(sha) {
		return await this.#find(checkSha(sha)) !== null;
	}
	/** @throws PhoenixError `GIT` when git does not know the revision. */
	async commit(revision) {
		const commit = await this.#find(checkRevision(revision));
		if (commit) return commit;
		throw new PhoenixError("GIT", `git does not know the revision ${quote(revision)}`, { hint: isSha(revision) ? "The clone may be shallow: check out with fetch-depth: 0, or fetch the commit." : "Fetch it first, or check its name with `git branch -a`." });
	}
	async parents(revision) {
		return (await this.commit(revision)).parents;
	}
	async #find(revision) {
		const known = this.#commits.get(revision);
		if (known) return known;
		let commit = null;
		await this.#objects.read([`${revision}^{commit}`], (object) => {
			if (object?.type === "commit" && object.content) commit = {
				sha: object.oid,
				parents: parentsIn(object.content.toString())
			};
		});
		if (commit && isSha(revision)) this.#commits.set(revision, commit);
		return commit;
	}
	/**
	* The commits after `from` up to `to` along first parents, oldest first: what was pushed or merged in between.
	* @param path only those that change something there
	* @throws PhoenixError `GIT` when the history between them is not all here.
	*/
	async firstParents(from, to, path) {
		const [start, end] = [await this.resolve(from), await this.resolve(to)];
		const args = [
			"rev-list",
			"--first-parent",
			"--reverse",
			end,
			`^${start}`,
			"--"
		];
		const commits = linesOf(await gitOutput(this.top, args));
		await this.#mustBeWhole(commits[0]);
		return path === void 0 || commits.length === 0 ? commits : linesOf(await gitOutput(this.top, [...args, path]));
	}
	/**
	* The commit on the first-parent line of `to` that last added a file, and those after it, oldest first. Empty when
	* `to` does not have the file.
	* @param path after the adding commit, only those that change something there
	* @throws PhoenixError `GIT` when the clone is too shallow to tell.
	*/
	async commitsSinceAdded(file, to, path) {
		const end = await this.resolve(to);
		const log = [
			"log",
			...[
				"--first-parent",
				"--diff-merges=first-parent",
				"--no-renames",
				"--diff-filter=A",
				"--max-count=1"
			],
			"--no-ext-diff",
			"--format=%H",
			end,
			"--",
			file
		];
		const added = linesOf(await gitOutput(this.top, log))[0];
		if (added === void 0) return [];
		await this.#mustBeWhole(added);
		return [added, ...await this.firstParents(added, end, path)];
	}
	/** Where a shallow clone ends, git takes the last commit for the first one there ever was. */
	async #mustBeWhole(oldest) {
		const before = oldest === void 0 ? void 0 : (await this.parents(oldest))[0];
		if (before === void 0 || await this.has(before)) return;
		throw new PhoenixError("GIT", `the history before ${oldest} is not in this clone`, { hint: "Check out with fetch-depth: 0." });
	}
	/** Whether `old` is `young` or an ancestor of it; null when a shallow clone does not tell. */
	async isAncestor(old, young) {
		const [a, b] = [await this.resolve(old), await this.resolve(young)];
		if (a === b) return true;
		const key = `${a} ${b}`;
		const known = this.#ancestry.get(key);
		if (known !== void 0) return known;
		const { exit, stderr } = await runGit(this.top, [
			"merge-base",
			"--is-ancestor",
			a,
			b
		]);
		if (exit > 1) throw gitFailed("merge-base", stderr);
		const answer = exit === 0 ? true : await this.isShallow() ? null : false;
		this.#ancestry.set(key, answer);
		return answer;
	}
	/** The newest commit that both have; null when they have none. */
	async mergeBase(one, other) {
		const { exit, stdout, stderr } = await runGit(this.top, [
			"merge-base",
			await this.resolve(one),
			await this.resolve(other)
		]);
		if (exit > 1) throw gitFailed("merge-base", stderr);
		return exit === 0 ? stdout.trim() : null;
	}
	/** The branch that is checked out (null: none is) and its commit. */
	async head() {
		const { exit, stdout } = await runGit(this.top, [
			"symbolic-ref",
			"--quiet",
			"--short",
			"HEAD"
		]);
		return {
			branch: exit === 0 ? stdout.trim() : null,
			sha: await this.resolve("HEAD")
		};
	}
	async isShallow() {
		return (await gitOutput(this.top, ["rev-parse", "--is-shallow-repository"])).trim() === "true";
	}
	/** The commit of a branch at the remote, now; null when it has no such branch. Asks over the network. */
	remoteTip(branch, remote = "origin") {
		return tipAtRemote(this.top, branch, remote);
	}
	/** Gets a commit that a shallow clone lacks, with `depth` commits of its history; nothing happens when it is here. */
	async fetch(sha, depth = 1, remote = "origin") {
		if (await this.has(sha)) return;
		await fetchCommit(this.top, sha, await this.isShallow() ? depth : null, remote);
		this.#ancestry.clear();
		if (!await this.has(sha)) throw gitFailed("fetch", `the remote sent no commit ${sha}`);
	}
};
function linesOf(text) {
	return text.split("\n").filter(Boolean);
}
function parentsIn(commit) {
	const parents = [];
	for (const line of commit.split("\n")) {
		if (line === "") break;
		if (line.startsWith("parent ")) parents.push(line.slice(7));
	}
	return parents;
}
// src/commands/workspace.ts
/** The estate that a command works on: a configs folder on disk, and the repository it stands in, if any. */
function repositoryOf(configs) {
	try {
		return openRepository(configs);
	} catch (error) {
		if (error instanceof PhoenixError && error.code === "GIT") return null;
		throw error;
	}
}
function openWorkspace({ configs, env }) {
	const repository = repositoryOf(configs);
	let previous;
	const load = (tree) => {
		previous = loadEstate(tree, {
			env: env ?? null,
			kinds,
			...previous ? { previous } : {}
		});
		return previous;
	};
	return {
		configs,
		repository,
		onDisk: () => load(readDiskTree(configs)),
		at: async (revision) => {
			if (!repository) throw new PhoenixError("GIT", `${configs} is not in a git repository, so there is no revision ${revision}`, { hint: "run `git init` and commit, or plan against the nodes with --live" });
			return load(await repository.tree(revision, repository.pathOf(configs)));
		},
		close: () => repository?.close()
	};
}
/** The estate, or an error that carries everything found wrong with it. */
function sound(estate) {
	const errors = estate.findings.filter((finding) => finding.severity === "error");
	if (errors.length === 0) return estate;
	const where = estate.tree.revision ? ` at ${estate.tree.revision.slice(0, 7)}` : "";
	const count = errors.length === 1 ? "1 error" : `${errors.length} errors`;
	throw new PhoenixError("CONFIG_INVALID", `${estate.tree.root}${where} has ${count}; nothing was done`, { findings: estate.findings });
}
export { notText as a, homeOf as c, didYouMean as d, placeOfField as f, MAX_FILE_BYTES as g, quote as h, judgeEntry as i, fieldName as l, nearestPositionOf as m, sound as n, tooLarge as o, chainOf as p, runGit as r, loadEstate as s, openWorkspace as t, pointerOf as u };
