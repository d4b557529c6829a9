// mustache-random.js DRIVER [CASES [SEED]]: random templates and data against npm mustache 4.2.0.
//
// Left out, because npm mustache differs there from the specification or from what we chose:
//   - "/", "`" and "=", which it escapes too: it is given our escape function instead
//   - dotted names whose first part stands in an inner context as well: it goes on searching
//   - {{.}} directly inside a section over true: it does not push true; and over a map: it prints
//     [object Object]
//   - null items of lists (it throws), the numbers 0 and NaN (false in JavaScript), "length"
//   - several tags and nothing else on one line: it takes all of them for standalone
//   - a partial that begins an otherwise used line: it repeats the indentation; lines of white
//     space alone in an indented partial: it indents them; partials of several lines inside a line
//   - inheritance and dynamic names, which it does not have
'use strict';

const mustache = require('mustache');
const { render, judge } = require('./mustache-driver.js');

const driver = process.argv[2];
const count = Number(process.argv[3] || 800);
let state = Number(process.argv[4] || 20261121);

// mulberry32: small, and the same everywhere.
function random() {
	state = (state + 0x6D2B79F5) | 0;
	let t = Math.imul(state ^ (state >>> 15), 1 | state);
	t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
	return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const below = (n) => Math.floor(random() * n);
const pick = (list) => list[below(list.length)];
const chance = (p) => random() < p;

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' };
const escape = (s) => String(s).replace(/[&<>"']/g, (c) => ENTITIES[c]);

const TEXTS = ['a', 'tea & <b>', 'say "hi"', 'it\'s', '', '0', 'x}}y{{z', 'line\nbreak', 'ñandú', ' ', '=/`'];
const KEYS = ['alpha', 'beta', 'gamma', 'delta'];
const NAMES = [...KEYS, 'missing', 'none', 'yes', 'no', 'empty', 'words', 'rows', 'deep.one.two',
	'deep.missing', 'deep.one.two.three', 'box.alpha', 'count'];

const someMap = () => Object.fromEntries(KEYS.filter(() => chance(0.6)).map((k) => [k, pick(TEXTS)]));
const someData = () => ({
	...someMap(), none: null, yes: true, no: false, empty: [], count: 1 + below(99),
	words: Array.from({ length: below(4) }, () => pick(TEXTS)),
	rows: Array.from({ length: below(4) }, someMap),
	deep: { one: { two: pick(TEXTS) } }, box: someMap(),
});

// A template under construction: DELIMS change, IN_WORDS is true where {{.}} is a string.
class Maker {
	constructor(partials) {
		this.open = '{{';
		this.close = '}}';
		this.partials = partials;
		this.inWords = false;
	}
	tag(body) {
		const pad = chance(0.2) ? ' ' : '';
		return this.open + pad + body + pad + this.close;
	}
	variable() {
		const name = this.inWords && chance(0.4) ? '.' : pick(NAMES.filter((n) =>
			!['words', 'rows', 'empty', 'box', 'deep'].includes(n)));
		if (chance(0.15))
			return `${this.open}{${name}}${this.close}`;
		return this.tag((chance(0.2) ? '&' : '') + name);
	}
	word() {
		return pick(['text', '<p>', '}', '{ x', 'é', ' - ', '#', '/x', ';']);
	}
	// A line has text, so that no tag on it is standalone.
	inline(depth) {
		const parts = [this.word()];
		for (let i = below(4); i >= 0; i--) {
			const r = random();
			if (r < 0.5) {
				parts.push(this.variable());
			} else if (r < 0.65) {
				parts.push(this.word());
			} else if (r < 0.75) {
				parts.push(this.tag('! note ' + below(9)));
			} else if (r < 0.8 && this.partials.some((p) => p.oneLine)) {
				parts.push(this.variable(),
					this.tag('>' + pick(this.partials.filter((p) => p.oneLine)).name));
			} else if (depth > 0) {
				parts.push(this.section((inner) => inner.inline(depth - 1), ''));
			}
		}
		return parts.join('');
	}
	section(body, newline, indent = '') {
		const name = this.inWords && chance(0.1) ? '.' : pick([...NAMES, 'words', 'rows', 'box']);
		const inverted = chance(0.25);
		const was = this.inWords;
		// Strings are pushed by both; true and maps are not asked for {{.}}.
		if (!inverted)
			this.inWords = ['words', '.', ...KEYS].includes(name);
		else
			this.inWords = false;
		const opening = this.tag((inverted ? '^' : '#') + name);
		const content = body(this);
		const closing = this.tag('/' + name);
		this.inWords = was;
		return indent + opening + newline + content + indent + closing + newline;
	}
	lines(depth, newline) {
		let out = '';
		for (let i = 1 + below(4); i > 0; i--) {
			const indent = pick(['', '', '  ', '\t', '    ']);
			const r = random();
			if (r < 0.45) {
				out += indent + this.inline(depth) + newline;
			} else if (r < 0.5) {
				out += newline;
			} else if (r < 0.58) {
				out += indent + this.tag('! alone') + newline;
			} else if (r < 0.62) {
				const [open, close] = pick([['{{', '}}'], ['<%', '%>'], ['[[', ']]'], ['|', '|']]);
				out += `${indent}${this.open}=${open} ${close}=${this.close}${newline}`;
				this.open = open;
				this.close = close;
			} else if (r < 0.75 && this.partials.length > 0) {
				out += indent + this.tag('>' + pick(this.partials).name) + newline;
			} else if (depth > 0) {
				out += this.section((inner) => inner.lines(depth - 1, newline), newline, indent);
			}
		}
		return out;
	}
}

function someCase(i) {
	const partials = [];
	const newline = chance(0.2) ? '\r\n' : '\n';
	// A partial may use those made before it, so that there are no loops.  "\r\n" alone on a line
	// of an indented partial is one more difference: templates with it have no partials.
	for (let k = newline === '\n' ? below(4) : 0; k > 0; k--) {
		const oneLine = chance(0.3);
		const maker = new Maker(oneLine ? [] : [...partials]);
		partials.push({ name: `part${k}`, oneLine,
			text: oneLine ? maker.inline(1) : maker.lines(2, newline) });
	}
	let template = new Maker(partials).lines(3, newline);
	if (chance(0.3))
		template = template.replace(/\r?\n$/, '');
	return { name: `random ${i}`, template, data: someData(),
		partials: Object.fromEntries(partials.map((p) => [p.name, p.text])) };
}

const cases = Array.from({ length: count }, (_, i) => someCase(i));
for (const c of cases)
	c.expected = mustache.render(c.template, c.data, c.partials, { escape });
const failed = judge(cases, render(driver, cases));
console.log(`${cases.length - failed} passed, ${failed} failed (npm mustache)`);
process.exit(failed > 0 || cases.length === 0 ? 1 : 0);
