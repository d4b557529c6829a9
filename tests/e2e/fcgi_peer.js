#!/usr/bin/env node
/*
 * fcgi_peer.js - a FastCGI web server's side, ordinary or hostile, for tests.  Own code, so that it
 * judges the responder by the specification and not by the responder.
 *
 *	fcgi_peer.js ADDRESS get PATH [QUERY]		one request; prints header and body
 *	fcgi_peer.js ADDRESS post PATH TYPE [FILE]	with a body from FILE or standard input
 *	fcgi_peer.js ADDRESS keep N PATH [QUERY]	N requests on one kept connection
 *	fcgi_peer.js ADDRESS parallel N PATH [QUERY]	N connections at once
 *	fcgi_peer.js ADDRESS bytewise PATH [QUERY]	a request sent byte by byte
 *	fcgi_peer.js ADDRESS values			what GET_VALUES is answered
 *	fcgi_peer.js ADDRESS params N			N bytes of parameters, then what is answered
 *	fcgi_peer.js ADDRESS half N SECONDS		N half requests, held open; prints how many
 *							the responder closed by then
 *	fcgi_peer.js ADDRESS garbage N [SEED]		N connections of random records; prints how
 *							many were closed or answered
 *	fcgi_peer.js ADDRESS abort PATH			a request that is aborted
 *	fcgi_peer.js ADDRESS load N FILE [SECONDS]	N kept connections ask the lines of FILE, each
 *							"PATH?QUERY", for that time, or until standard input
 *							ends; prints how often each thing happened
 *	fcgi_peer.js ADDRESS bodies N SECONDS PATH TYPE FILE	N bodies sent at once but for their ends, which come
 *							after that time; prints what was answered
 *	fcgi_peer.js ADDRESS flood N SECONDS		N at a time connect, send a part of a request and
 *							hold on; who loses the connection comes again
 *	fcgi_peer.js ADDRESS slow N SECONDS PATH [QUERY]	N connections that send a byte now and then, and N
 *							that take the answers to many requests as slowly;
 *							prints how many the responder closed by then
 *
 * ADDRESS is a Unix socket's path or HOST:PORT.  Exit 0 when the responder answered by the
 * protocol, 1 when it did not (said on standard error), 2 for wrong usage.
 */
"use strict";

const crypto = require("crypto");
const fs = require("fs");
const net = require("net");

const BEGIN = 1, ABORT = 2, END = 3, PARAMS = 4, STDIN = 5, STDOUT = 6, STDERR = 7;
const GET_VALUES = 9, GET_VALUES_RESULT = 10, UNKNOWN = 11;
const WAIT_MS = 15000;	/* without an answer, the responder has failed */

function record(type, id, content = Buffer.alloc(0), padding = 0) {
	const header = Buffer.from([1, type, id >> 8, id & 255, content.length >> 8,
		content.length & 255, padding, 0]);
	return Buffer.concat([header, content, Buffer.alloc(padding, 0xaa)]);
}

function stream(type, id, data) {
	const out = [];
	for (let at = 0; at < data.length; at += 65535)
		out.push(record(type, id, data.subarray(at, at + 65535), at % 7));
	out.push(record(type, id));
	return Buffer.concat(out);
}

function length(n) {
	if (n < 128)
		return Buffer.from([n]);
	const b = Buffer.alloc(4);
	b.writeUInt32BE((n | 0x80000000) >>> 0);
	return b;
}

function pairs(object) {
	return Buffer.concat(Object.entries(object).map(([name, value]) => {
		const n = Buffer.from(name), v = Buffer.from(value);
		return Buffer.concat([length(n.length), length(v.length), n, v]);
	}));
}

function begin(id, keep) {
	return record(BEGIN, id, Buffer.from([0, 1, keep ? 1 : 0, 0, 0, 0, 0, 0]));
}

/* What a web server passes, and some that the responder has no use for. */
function environment(method, path, query, more = {}) {
	return {
		GATEWAY_INTERFACE: "CGI/1.1", SERVER_SOFTWARE: "fcgi_peer", REQUEST_METHOD: method,
		QUERY_STRING: query || "", DOCUMENT_URI: path, SCRIPT_NAME: path,
		REQUEST_URI: encodeURI(path) + (query ? "?" + query : ""), CONTENT_LENGTH: "",
		SERVER_PROTOCOL: "HTTP/1.1", HTTP_HOST: "localhost", ...more,
	};
}

function request(id, keep, params, body = Buffer.alloc(0)) {
	return Buffer.concat([begin(id, keep), stream(PARAMS, id, pairs(params)),
		stream(STDIN, id, body)]);
}

/* A connection that reads records; every promise fails when the time is up. */
class Peer {
	constructor(address) {
		const tcp = /^(?:\[([^\]]+)\]|([^/:]+)):(\d+)$/.exec(address);
		this.socket = net.connect(tcp ? { host: tcp[1] || tcp[2], port: +tcp[3] }
			: { path: address });
		this.bytes = Buffer.alloc(0);
		this.closed = false;
		this.wake = () => {};
		this.socket.setNoDelay(true);
		this.socket.on("data", (b) => { this.bytes = Buffer.concat([this.bytes, b]); this.wake(); });
		this.socket.on("error", (e) => { this.error = e; });
		this.socket.on("close", () => { this.closed = true; this.wake(); });
	}

	send(bytes) {
		return new Promise((done) => {
			if (this.closed || this.socket.destroyed)
				return done();
			const end = () => { this.socket.removeListener("close", end); done(); };
			this.socket.once("close", end);
			this.socket.write(bytes, end);
		});
	}

	/* True when CONDITION came to hold, false when time was up. */
	until(condition, ms = WAIT_MS) {
		return new Promise((done) => {
			let timer;
			const look = () => {
				if (!condition())
					return;
				clearTimeout(timer);
				this.wake = () => {};
				done(true);
			};
			timer = setTimeout(() => { this.wake = () => {}; done(false); }, ms);
			this.wake = look;
			look();
		});
	}

	/* The next record; null when the responder has closed. */
	async record() {
		const size = () => 8 + this.bytes.readUInt16BE(4) + this.bytes[6];
		const whole = () => this.bytes.length >= 8 && this.bytes.length >= size();
		if (!await this.until(() => this.closed || whole()))
			throw new Error("no answer in time");
		if (!whole()) {
			if (this.bytes.length > 0)
				throw new Error("closed in the middle of a record");
			return null;
		}
		const b = this.bytes;
		if (b[0] !== 1)
			throw new Error(`record of version ${b[0]}`);
		this.bytes = b.subarray(size());
		return { type: b[1], id: b.readUInt16BE(2), content: b.subarray(8, 8 + b.readUInt16BE(4)) };
	}

	/* A whole answer to request ID: { out, err, status }. */
	async answer(id) {
		const out = [], err = [];
		let ended = false;
		for (;;) {
			const r = await this.record();
			if (r === null)
				throw this.error || new Error("closed before END_REQUEST");
			if (r.id !== id)
				throw new Error(`record for request ${r.id}, expected ${id}`);
			if (r.type === STDOUT && !ended) {
				out.push(r.content);
				ended = r.content.length === 0;
			} else if (r.type === STDERR) {
				err.push(r.content);
			} else if (r.type === END && r.content.length === 8) {
				return { out: Buffer.concat(out), err: Buffer.concat(err),
					status: r.content[4], ended };
			} else {
				throw new Error(`unexpected record of type ${r.type}`);
			}
		}
	}

	end() {
		this.socket.destroy();
	}
}

/* One complete answer, checked: the body is as long as its header says. */
function check(answer, head) {
	const at = answer.out.indexOf("\r\n\r\n");
	if (answer.status !== 0 || !answer.ended)
		throw new Error(`protocol status ${answer.status}`);
	if (at < 0 || !/^Status: \d{3} /.test(answer.out.toString("latin1")))
		throw new Error("no CGI header");
	const said = /^content-length: (\d+)$/im.exec(answer.out.subarray(0, at).toString("latin1"));
	if (!head && said && +said[1] !== answer.out.length - at - 4)
		throw new Error(`body of ${answer.out.length - at - 4} bytes, header says ${said[1]}`);
	return answer.out;
}

async function single(address, bytes, id, pieces) {
	const peer = new Peer(address);
	if (pieces)
		for (const b of bytes)
			await peer.send(Buffer.from([b]));
	else
		await peer.send(bytes);
	const out = check(await peer.answer(id));
	if (!await peer.until(() => peer.closed))
		throw new Error("a connection that is not kept stays open");
	peer.end();
	return out;
}

/* Numbers that are the same for a seed (xorshift). */
function random(seed) {
	let x = seed >>> 0 || 1;
	return (n) => {
		x ^= x << 13; x >>>= 0;
		x ^= x >>> 17;
		x ^= x << 5; x >>>= 0;
		return x % n;
	};
}

function garbage(next) {
	const out = [];
	for (let i = 0, n = 1 + next(12); i < n; i++) {
		const content = Buffer.from(Array.from({ length: next(40) }, () => next(256)));
		const r = record(next(4) ? 1 + next(11) : next(256), next(3), content, next(9));
		if (next(6) === 0)
			r[next(r.length)] = next(256);
		out.push(next(3) ? r : begin(1, next(2) === 1));
	}
	const all = Buffer.concat(out);
	return all.subarray(0, next(5) ? all.length : next(all.length + 1));
}

const commands = {
	async get(address, path, query) {
		process.stdout.write(await single(address, request(1, false,
			environment("GET", path, query)), 1));
	},

	async post(address, path, type, file) {
		const body = fs.readFileSync(file || 0);
		process.stdout.write(await single(address, request(1, false, environment("POST", path, "",
			{ CONTENT_TYPE: type, CONTENT_LENGTH: String(body.length) }), body), 1));
	},

	async keep(address, n, path, query) {
		const peer = new Peer(address);
		for (let i = 1; i <= +n; i++) {
			await peer.send(request(i % 65535 + 1, true, environment("GET", path, query)));
			check(await peer.answer(i % 65535 + 1));
		}
		if (peer.closed)
			throw new Error("a kept connection was closed");
		peer.end();
		console.log(`${n} answered on one connection`);
	},

	async parallel(address, n, path, query) {
		const bytes = request(1, false, environment("GET", path, query));
		await Promise.all(Array.from({ length: +n }, () => single(address, bytes, 1)));
		console.log(`${n} answered`);
	},

	async bytewise(address, path, query) {
		process.stdout.write(await single(address, request(513, false,
			environment("GET", path, query)), 513, true));
	},

	async values(address) {
		const peer = new Peer(address);
		await peer.send(record(GET_VALUES, 0,
			pairs({ FCGI_MAX_CONNS: "", FCGI_MAX_REQS: "", FCGI_MPXS_CONNS: "" })));
		const r = await peer.record();
		if (r === null || r.type !== GET_VALUES_RESULT || r.id !== 0)
			throw new Error("no GET_VALUES_RESULT");
		for (let b = r.content; b.length > 0; b = b.subarray(2 + b[0] + b[1]))
			console.log(`${b.subarray(2, 2 + b[0])}=${b.subarray(2 + b[0], 2 + b[0] + b[1])}`);
		await peer.send(record(200, 0));
		const u = await peer.record();
		if (u === null || u.type !== UNKNOWN || u.content[0] !== 200)
			throw new Error("no UNKNOWN_TYPE for type 200");
		peer.end();
	},

	async params(address, n) {
		const env = environment("GET", "/", "", { HTTP_LONG: "x".repeat(+n) });
		process.stdout.write(await single(address, request(1, true, env), 1));
	},

	async half(address, n, seconds) {
		const bytes = request(1, true, environment("GET", "/", ""));
		const peers = Array.from({ length: +n }, () => new Peer(address));
		await Promise.all(peers.map((p, i) => p.send(bytes.subarray(0, i * 7 % (bytes.length - 8)))));
		await new Promise((done) => setTimeout(done, +seconds * 1000));
		console.log(`${peers.filter((p) => p.closed).length} of ${n} closed`);
		peers.forEach((p) => p.end());
	},

	async garbage(address, n, seed) {
		const next = random(+seed || 1);
		let closed = 0, answered = 0;
		for (let i = 0; i < +n; i++) {
			const peer = new Peer(address);
			await peer.send(garbage(next));
			peer.socket.end();	/* what is unfinished stays so: the responder may close */
			if (!await peer.until(() => peer.closed))
				throw new Error("a peer that has ended is kept");
			closed++;
			answered += peer.bytes.length > 0 ? 1 : 0;
			peer.end();
		}
		console.log(`${closed} closed, ${answered} of them answered first`);
	},

	async abort(address, path) {
		const peer = new Peer(address);
		await peer.send(Buffer.concat([begin(1, false), record(PARAMS, 1,
			pairs(environment("POST", path, ""))), record(ABORT, 1)]));
		const r = await peer.record();
		if (r === null || r.type !== END || r.content[4] !== 0)
			throw new Error("an aborted request is not ended");
		if (!await peer.until(() => peer.closed))
			throw new Error("a connection that is not kept stays open");
		peer.end();
		console.log("ended");
	},
};

/* How often each thing happened. */
function tally() {
	const counts = new Map();
	return {
		add(what) { counts.set(what, (counts.get(what) || 0) + 1); },
		print() { for (const [what, n] of [...counts].sort()) console.log(`${what} ${n}`); },
	};
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/*
 * One kept connection that asks LINES in turn until state.over.  Counted: the status; "refused", no connection could be
 * made; "cut", a fresh connection ended before the answer did; "differs", a release answered a question in
 * another way than before.  A kept connection may end between two requests: then one asks again, as web servers do.
 */
async function visitor(address, lines, at, state) {
	const { counts, seen } = state;
	let peer = null, fresh = true;
	for (let i = at; !state.over; i++) {
		const line = lines[i % lines.length], cut = line.indexOf("?");
		const [path, query] = cut < 0 ? [line, ""] : [line.slice(0, cut), line.slice(cut + 1)];
		const began = Date.now();
		for (;;) {
			if (peer === null) {
				peer = new Peer(address);
				fresh = true;
			}
			try {
				await peer.send(request(1, true, environment("GET", path, query)));
				const out = check(await peer.answer(1)).toString("latin1");
				const status = out.slice(8, 11), tag = /^ETag: "([^"]*)"/im.exec(out);
				counts.add(status);
				if (status === "200" && tag) {
					const key = `${tag[1]} ${line}`;
					const sum = crypto.createHash("sha1").update(out).digest("hex");
					state.releases.add(tag[1]);
					if (seen.has(key) && seen.get(key) !== sum)
						counts.add("differs");
					seen.set(key, sum);
				}
				fresh = false;
				state.slowest = Math.max(state.slowest, Date.now() - began);
				break;
			} catch (e) {
				const refused = peer.error && /ENOENT|ECONNREFUSED|EAGAIN/.test(peer.error.code);
				peer.end();
				peer = null;
				if (refused) {
					counts.add("refused");
					await pause(20);
				} else if (fresh) {
					counts.add("cut");
				}
				if (state.over || (fresh && !refused))
					break;
			}
		}
	}
	if (peer)
		peer.end();
}

Object.assign(commands, {
	async load(address, n, file, seconds) {
		const lines = fs.readFileSync(file, "utf8").split("\n").filter((l) => l !== "");
		const state = { over: false, counts: tally(), seen: new Map(), releases: new Set(), slowest: 0 };
		if (seconds)
			setTimeout(() => { state.over = true; }, +seconds * 1000);
		else
			process.stdin.on("end", () => { state.over = true; }).resume();
		await Promise.all(Array.from({ length: +n }, (_, i) => visitor(address, lines, i * 7, state)));
		state.counts.print();
		console.log(`releases ${state.releases.size}`);
		console.log(`slowest_ms ${state.slowest}`);
		process.exit(0);
	},

	async bodies(address, n, seconds, path, type, file) {
		const body = fs.readFileSync(file), counts = tally();
		const bytes = request(1, false, environment("POST", path, "",
			{ CONTENT_TYPE: type, CONTENT_LENGTH: String(body.length) }), body);
		const began = Date.now(), peers = Array.from({ length: +n }, () => new Peer(address));
		await Promise.all(peers.map((p) => p.send(bytes.subarray(0, -8))));
		await pause(+seconds * 1000);
		await Promise.all(peers.map(async (p) => {
			try {
				await p.send(bytes.subarray(-8));
				counts.add(check(await p.answer(1)).toString("latin1").slice(8, 11));
			} catch (e) {	/* a request has ten seconds to arrive */
				counts.add(Date.now() - began < 10000 ? "cut" : "late");
			}
			p.end();
		}));
		counts.print();
	},

	async flood(address, n, seconds) {
		const bytes = request(1, true, environment("GET", "/find/", "q=socks"));
		const next = random(7), end = Date.now() + +seconds * 1000;
		let came = 0, held = 0;
		await Promise.all(Array.from({ length: +n }, async () => {
			while (Date.now() < end) {
				const peer = new Peer(address);
				await peer.send(bytes.subarray(0, next(bytes.length - 8)));
				if (!peer.error)
					came++;
				await peer.until(() => peer.closed, Math.max(1, end - Date.now()));
				held += peer.closed ? 0 : 1;
				const refused = Boolean(peer.error);
				peer.end();
				if (refused)	/* no room: try again soon */
					await pause(200 + next(200));
			}
		}));
		console.log(`${came} came in, ${held} held on to the end`);
		process.exit(0);
	},

	async slow(address, n, seconds, path, query) {
		const bytes = request(1, true, environment("GET", path, query));
		const many = Buffer.concat(Array.from({ length: 200 }, () => bytes));
		const writers = Array.from({ length: +n }, () => new Peer(address));
		const readers = Array.from({ length: +n }, () => new Peer(address));
		readers.forEach((p) => { p.socket.pause(); p.socket.write(many); });
		const end = Date.now() + +seconds * 1000;
		for (let i = 0; Date.now() < end; i++) {
			await pause(200);
			writers.forEach((p) => p.closed || p.socket.write(bytes.subarray(i, i + 1)));
		}
		readers.forEach((p) => { p.socket.resume(); });	/* what had ended shows now */
		await pause(200);
		console.log(`${writers.filter((p) => p.closed).length} of ${n} slow writers closed`);
		console.log(`${readers.filter((p) => p.closed).length} of ${n} slow readers closed`);
		process.exit(0);
	},
});

const needed = { values: 0, bodies: 5, flood: 2, half: 2, keep: 2, load: 2, parallel: 2, post: 2, slow: 3 };
const [address, name, ...rest] = process.argv.slice(2);
if (!Object.hasOwn(commands, name || "") || rest.length < (needed[name] ?? 1)) {
	process.stderr.write("usage: fcgi_peer.js ADDRESS COMMAND ARGUMENT... (see the head of the file)\n");
	process.exit(2);
}
commands[name](address, ...rest).catch((e) => {
	process.stderr.write(`fcgi_peer.js: ${name}: ${e.message}\n`);
	process.exit(1);
});
