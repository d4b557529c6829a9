#!/usr/bin/env node
/*
 * gaps.js - the parts of gaps.sh that are no shell's work.
 *
 *	gaps.js without WORDS.tsv FROM TO		a copy of the content without the planted words
 *	gaps.js day WORDS.tsv PEOPLE.tsv GOLD.tsv DAY N SOCKET...	one day's searches
 *	gaps.js failing WORDS.tsv SOCKET		the planted words that are not answered with confidence
 *	gaps.js judge WORDS.tsv REPORT.json FAILING	are they found, are the headings right?
 *	gaps.js paste REPORT.json CONTENT		write each proposal where it says
 *	gaps.js held REPORT.json INDEX CEE		how many wordings have the heading that was pasted, of how many
 *	gaps.js absent PEOPLE.tsv FILE...		nothing of these people in the files
 */
"use strict";

const fs = require("fs");
const net = require("net");
const path = require("path");

const rows = (file) => fs.readFileSync(file, "utf8").split("\n")
	.filter((l) => l !== "" && !l.startsWith("#")).map((l) => l.split("\t"));
const planted = (file) => rows(file).map(([word, right, asked]) =>
	({ word, right: right.split("|"), asked: asked.split("|") }));

/* Numbers that are the same for a seed. */
function random(seed) {
	let x = seed >>> 0 || 1;
	return (n) => {
		x ^= x << 13; x >>>= 0;
		x ^= x >>> 17;
		x ^= x << 5; x >>>= 0;
		return x % n;
	};
}

/* In prose the word becomes "thing"; a name that holds it goes. */
function without(words, from, to) {
	const any = new RegExp("\\b[a-z]*(" + words.map((w) => w.word.replace(/(es|s)$/, "")).join("|") + ")[a-z]*", "gi");
	const name = (n) => n.search(any) < 0;
	fs.cpSync(from, to, { recursive: true });
	for (const file of fs.readdirSync(to, { recursive: true }).filter((f) => f.endsWith(".md"))) {
		const at = path.join(to, file);
		if (!fs.existsSync(at))
			continue; /* went with its English file */
		const scope = file.startsWith("scopes/");
		const out = [];
		if (file.startsWith("answers/") && /^ +- .*$/gm[Symbol.match](fs.readFileSync(at, "utf8"))?.some((l) => !name(l))) {
			fs.unlinkSync(at); /* pinned */
			fs.rmSync(at.replace(/\.md$/, ".es.md"), { force: true });
			continue;
		}
		for (const line of fs.readFileSync(at, "utf8").split("\n")) {
			if (line.search(any) < 0) {
				out.push(line);
			} else if (scope && /^- also:/.test(line)) {
				continue;
			} else if (scope && line.startsWith("- ")) {
				const [, head, rest] = /^(- (?:es: |brand: |cas: |\d[\d.]*: )?)(.*)$/.exec(line);
				const kept = rest.split(", ").filter(name);
				if (kept.length > 0)
					out.push(head + kept.join(", "));
			} else if (/^(heading|url|slug|sources?|center|redirect_from):/.test(line) || line.includes("](")) {
				out.push(line.replace(/\]\([^)]*\)|[^\][()]+/g, (p) => p.startsWith("](") ? p : p.replace(any, "thing")));
			} else {
				out.push(line.replace(any, "thing"));
			}
		}
		fs.writeFileSync(at, out.join("\n"));
	}
}

function length(n) {
	if (n < 128)
		return Buffer.from([n]);
	const b = Buffer.alloc(4);
	b.writeUInt32BE((n | 0x80000000) >>> 0);
	return b;
}

function record(type, content) {
	return Buffer.concat([Buffer.from([1, type, 0, 1, content.length >> 8, content.length & 255, 0, 0]), content]);
}

function request(method, uri, query, body) {
	const env = { REQUEST_METHOD: method, DOCUMENT_URI: uri, QUERY_STRING: query,
		CONTENT_TYPE: body === "" ? "" : "application/x-www-form-urlencoded", CONTENT_LENGTH: String(body.length) };
	const params = Buffer.concat(Object.entries(env).flatMap(([k, v]) =>
		[length(k.length), length(Buffer.byteLength(v)), Buffer.from(k), Buffer.from(v)]));
	return Buffer.concat([record(1, Buffer.from([0, 1, 1, 0, 0, 0, 0, 0])), record(4, params), record(4, Buffer.alloc(0)),
		...(body === "" ? [] : [record(5, Buffer.from(body))]), record(5, Buffer.alloc(0))]);
}

/* All REQUESTS on one kept connection, one after the other; how many got 200 or 204. */
function ask(address, requests) {
	return new Promise((done, failed) => {
		const socket = net.connect({ path: address });
		let bytes = Buffer.alloc(0), next = 0, good = 0, out = "";
		const more = () => {
			if (next === requests.length) {
				socket.destroy();
				return done(good);
			}
			out = "";
			socket.write(requests[next++]);
		};
		socket.on("error", failed);
		socket.on("close", () => failed(new Error("closed")));
		socket.on("connect", more);
		socket.on("data", (b) => {
			bytes = Buffer.concat([bytes, b]);
			for (;;) {
				if (bytes.length < 8)
					return;
				const n = bytes.readUInt16BE(4), size = 8 + n + bytes[6];
				if (bytes.length < size)
					return;
				const type = bytes[1];
				if (type === 6 && out.length < 20)
					out += bytes.subarray(8, 8 + n).toString("latin1");
				bytes = bytes.subarray(size);
				if (type === 3) {
					good += /^Status: 20[04]/.test(out) ? 1 : 0;
					more();
				}
			}
		});
	});
}

async function day(words, people, gold, which, total, sockets) {
	const next = random(1000 + which);
	const list = [];
	const find = (q, page) => list.push(request("GET", page ? "/find/" : "/api/v1/find",
		"q=" + encodeURIComponent(q).replace(/%20/g, "+"), ""));
	for (const w of words)
		for (const [i, q] of w.asked.entries())
			for (let n = i === 0 ? 3 : 2; n > 0; n--)
				find(next(4) === 0 ? q.toUpperCase() : q, next(3) === 0);
	/* Each of these people on one or two days, the nine times of one of them on two. */
	for (const [i, [times, q]] of people.entries())
		for (let n = 0; n < +times; n++)
			if ((i + n % 2) % 7 === which - 1)
				find(q, n % 2 === 0);
	/* Wrong answers, said so: of every third word, by two visitors a day who know their Center. */
	for (const w of words.filter((_, i) => i % 3 === 0)) {
		const codes = JSON.parse(await body(sockets[0], request("GET", "/api/v1/codes", "c=" + w.right[0], "")));
		const form = `q=${encodeURIComponent(w.asked[0])}&right=no&center=${codes.codes[0].center}`;
		for (let n = 0; n < 2; n++)
			list.push(request("POST", "/api/v1/feedback", "", form));
	}
	for (let n = 0; n < 2; n++)
		list.push(request("POST", "/api/v1/feedback", "", "q=rubber+bungee+mat&right=no&center=base-metals"));
	while (list.length < total) /* what everybody asks: few of them often, many seldom */
		find(gold[Math.min(next(gold.length), next(gold.length), next(gold.length))][0], next(10) === 0);
	for (let i = list.length; i-- > 1;) {
		const j = next(i + 1);
		[list[i], list[j]] = [list[j], list[i]];
	}
	const parts = Array.from({ length: 2 * sockets.length }, (_, k) => list.filter((_, i) => i % (2 * sockets.length) === k));
	const good = await Promise.all(parts.map((p, i) => ask(sockets[i % sockets.length], p)));
	console.log(good.reduce((a, b) => a + b, 0));
}

/* The planted words that the site does not answer with confidence in every wording. */
async function failing(words, socket) {
	for (const w of words) {
		for (const q of w.asked) {
			const text = await body(socket, request("GET", "/api/v1/find", "q=" + encodeURIComponent(q), ""));
			const a = JSON.parse(text);
			if (!["very-likely", "exact"].includes(a.label)) {
				console.log(w.word);
				break;
			}
		}
	}
}

function body(socket, bytes) {
	return new Promise((done, failed) => {
		const s = net.connect({ path: socket });
		let b = Buffer.alloc(0), out = Buffer.alloc(0);
		s.on("error", failed);
		s.on("connect", () => s.write(bytes));
		s.on("data", (more) => {
			b = Buffer.concat([b, more]);
			while (b.length >= 8 && b.length >= 8 + b.readUInt16BE(4) + b[6]) {
				const n = b.readUInt16BE(4);
				if (b[1] === 6)
					out = Buffer.concat([out, b.subarray(8, 8 + n)]);
				if (b[1] === 3) {
					s.destroy();
					return done(out.toString("utf8").split("\r\n\r\n").slice(1).join(""));
				}
				b = b.subarray(8 + n + b[6]);
			}
		});
	});
}

/* For the half that cee gaps was tuned on, the other, both.  All must be found, and for four of five the first heading,
 * the one that is proposed, must be right: what comes second and third is no proposal. */
function judge(words, file, failed) {
	const report = JSON.parse(fs.readFileSync(file, "utf8"));
	const only = new Set(fs.readFileSync(failed, "utf8").split("\n"));
	const half = (name) => ({ name, n: 0, found: 0, first: 0, three: 0 });
	const halves = [half("tuned"), half("untuned"), half("both")];
	for (const [i, w] of words.entries()) {
		if (!only.has(w.word))
			continue;
		const group = report.groups.find((g) => g.wordings.some((x) => w.asked.includes(x.text)));
		const said = group ? group.headings.map((c) => c.heading) : [];
		for (const h of [halves[i < words.length / 2 ? 0 : 1], halves[2]]) {
			h.n++;
			h.found += group ? 1 : 0;
			h.first += w.right.includes(said[0]) ? 1 : 0;
			h.three += said.some((s) => w.right.includes(s)) ? 1 : 0;
		}
		if (!w.right.includes(said[0]))
			console.error(`${w.word}: ${group ? said.join(" ") : "not found"}, right is ${w.right.join(" or ")}`);
	}
	const percent = (n, h) => `${n} (${Math.floor(100 * n / h.n)}%)`;
	for (const h of halves)
		console.log(`${h.name}: ${h.n} planted, ${h.found} found; the right heading first ${percent(h.first, h)}, ` +
			`among three ${percent(h.three, h)}`);
	const both = halves[2];
	process.exit(both.n >= 30 && both.found === both.n && both.first >= 0.8 * both.n ? 0 : 1);
}

function paste(file, content) {
	const lines = new Map();
	for (const g of JSON.parse(fs.readFileSync(file, "utf8")).groups.filter((x) => x.paste !== null)) {
		const c = g.headings[0], at = path.join(content, path.basename(path.dirname(c.file)), path.basename(c.file));
		lines.set(at, [...(lines.get(at) || []), [c.line, g.paste]]);
	}
	for (const [at, all] of lines) {
		const text = fs.readFileSync(at, "utf8").split("\n");
		all.sort((a, b) => b[0] - a[0]);
		for (const [line, what] of all)
			text.splice(line, 0, ...(text[line - 1].startsWith("- ") ? [what] : ["", what]));
		fs.writeFileSync(at, text.join("\n"));
	}
	console.log(lines.size);
}

/* What was typed, and of it what could be a person's: the third column, else each part with three digits. */
function absent(people, files) {
	const text = files.map((f) => fs.readFileSync(f, "latin1").toLowerCase()).join("\n")
		.replace(/^(\d{4}-\d\d-\d\d \S) [0-9a-f]{16} /gm, "$1 ").replace(/^\d{4}-\d\d-\d\d /gm, "");
	let bad = 0;
	for (const [, q, private_] of people) {
		const digits = q.toLowerCase().split(/[^a-z0-9]+/).filter((p) => /\d{3}/.test(p));
		for (const p of [q.toLowerCase(), ...digits, ...(private_ || "").split(" ").filter((x) => x !== "")])
			if (text.includes(p)) {
				console.error(`"${p}" is in the store`);
				bad++;
			}
	}
	process.exit(bad > 0 ? 1 : 0);
}

/* Does the site answer each group's commonest wording with the proposed heading, once it is pasted? */
function held(file, index, cee) {
	const { spawnSync } = require("child_process");
	let n = 0, good = 0;
	for (const g of JSON.parse(fs.readFileSync(file, "utf8")).groups.filter((x) => x.paste !== null && x.missing !== null)) {
		const out = spawnSync(cee, ["find", "--json", "--index", index, g.wordings[0].text], { encoding: "utf8" });
		const a = JSON.parse(out.stdout);
		n++;
		if (a.headings.length > 0 && a.headings[0].code === g.headings[0].heading)
			good++;
		else
			console.error(`${g.wordings[0].text}: ${a.headings.map((h) => h.code).join(" ")}, pasted under ${g.headings[0].heading}`);
	}
	console.log(`${good} ${n}`);
}

const [command, ...args] = process.argv.slice(2);
const commands = {
	without: () => without(planted(args[0]), args[1], args[2]),
	day: () => day(planted(args[0]), rows(args[1]), rows(args[2]).slice(1), +args[3], +args[4], args.slice(5)),
	failing: () => failing(planted(args[0]), args[1]),
	judge: () => judge(planted(args[0]), args[1], args[2]),
	paste: () => paste(args[0], args[1]),
	held: () => held(args[0], args[1], args[2]),
	absent: () => absent(rows(args[0]), args.slice(1)),
};
Promise.resolve(commands[command]()).catch((e) => {
	console.error(`gaps.js: ${command}: ${e.stack}`);
	process.exit(1);
});
