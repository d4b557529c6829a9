#!/usr/bin/env node
/*
 * editor.js - does what content/README.md says: every example of every task, literally, over a copy of
 * the content.
 *
 *	editor.js GUIDE CONTENT SITE CEE [TASK]	SITE: a built site of CONTENT; all is copied
 *
 * An example is a fenced block.  Its first line says what it is:
 *	markdown FILE		a new file, whole
 *	yaml FILE: find		what stands in FILE, once; the next ": write" takes its place
 *	yaml FILE: add		lines to put at the end of FILE
 *	console			commands after "$ ", each with what it answers; "..." is anything, on a
 *				line of its own any number of lines
 * Each task begins with an untouched copy.  At its end the content must be sound.
 */
"use strict";

const { execFileSync, spawn, spawnSync } = require("child_process");
const fs = require("fs");
const os = require("os");
const path = require("path");

const [guide, content, site, cee] = process.argv.slice(2, 6).map((p) => path.resolve(p));
const only = process.argv[6];
const text = fs.readFileSync(guide, "utf8");
const env = { ...process.env };
const START = Date.UTC(2026, 10, 21, 14) / 1000;
let passed = 0, failed = 0;

function check(good, what) {
	if (good)
		passed++;
	else {
		failed++;
		console.log(`FAIL ${what}`);
	}
}

/* The tasks: title, and the blocks with their lines. */
function parse() {
	const tasks = [];
	let block = null;

	for (const [i, line] of text.split("\n").entries()) {
		if (block !== null) {
			if (line === "```")
				block = null;
			else
				block.lines.push(line);
		} else if (line.startsWith("```")) {
			const m = /^```(\w+)(?: ([^:]+)(?:: (find|write|add))?)?$/.exec(line);

			check(m !== null, `line ${i + 1}: what block is "${line}"?`);
			block = { line: i + 1, kind: m[1], file: m[2], how: m[3] || "new", lines: [] };
			tasks[tasks.length - 1].blocks.push(block);
		} else if (line.startsWith("## ")) {
			tasks.push({ title: line.slice(3), blocks: [], prose: [] });
		} else if (tasks.length > 0) {
			tasks[tasks.length - 1].prose.push(line);
		}
	}
	check(block === null, "a block is not closed");
	return tasks;
}

function slug(title) {
	return title.toLowerCase().replace(/[^a-z0-9]+/g, "-");
}

function says(want, got) {
	return new RegExp(`^${want.split("...").map((s) => s.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(".*")}$`).test(got);
}

/* A line "..." stands for any number of lines: a build that changed a name lists thousands. */
function matches(want, got) {
	let w = 0, g = 0, rest = -1, from = 0;

	while (g < got.length) {
		if (w < want.length && want[w] === "...") {
			rest = ++w;
			from = g;
		} else if (w < want.length && says(want[w], got[g])) {
			w++;
			g++;
		} else if (rest >= 0) {
			w = rest;
			g = ++from;
		} else {
			return false;
		}
	}
	return want.slice(w).every((l) => l === "...");
}

const commands = execFileSync(cee, ["help"], { encoding: "utf8" }).split("\n")
	.map((l) => /^ {2}([a-z]+) /.exec(l)).filter((m) => m !== null).map((m) => m[1]);

/* A server is watched until it serves, then stopped. */
function serve(dir) {
	return new Promise((resolve) => {
		const child = spawn(cee, ["serve", "--port", "0"], { cwd: dir, env });
		let out = "";
		const heard = (data) => {
			out += data;
			if (/serving on/.test(out))
				child.kill("SIGINT");
		};

		child.stdout.on("data", heard);
		child.stderr.on("data", heard);
		child.on("close", (status) => resolve({ status, out: out.replace(/127\.0\.0\.1:\d+/, "127.0.0.1:8080") }));
	});
}

async function run(dir, line) {
	const command = line.split(" ").slice(0, 2);

	/* A minute goes by between two commands: releases are told apart by their time. */
	env.SOURCE_DATE_EPOCH = String(Number(env.SOURCE_DATE_EPOCH) + 60);

	if (command[1] === "serve")
		return serve(dir);
	if (command[1] === "publish") {
		const list = execFileSync(cee, ["releases"], { cwd: dir, encoding: "utf8" });

		line = line.replace("ID", /^ {2}(\S+)/m.exec(list)[1]);
	}
	/* Copies that are compressed say nothing of what an editor does, and take long. */
	line = line.replace(/^cee build/, "cee build --no-compress").replace(/^cee/, cee);
	if (!/['"]/.test(line))
		line = line.replace(/ (\S*#\S*)/g, " '$1'");
	const r = spawnSync("sh", ["-c", `${line} 2>&1`], { cwd: dir, env, encoding: "utf8" });

	return { status: r.status, out: r.stdout };
}

async function console_block(dir, task, block) {
	const steps = [];

	for (const line of block.lines) {
		if (line.startsWith("$ "))
			steps.push({ command: line.slice(2), want: [] });
		else
			steps[steps.length - 1].want.push(line.trimEnd());
	}
	for (const s of steps) {
		const words = s.command.split(" ");
		const where = `${task.title}, line ${block.line}: ${s.command}`;

		if (words[0] === "cee" && !commands.includes(words[1])) {
			console.log(`skipped: ${where}: there is no cee ${words[1]}`);
			continue;
		}
		if (s.command.includes("gaps.txt")) /* what a server kept: six wordings, on two days */
			fs.writeFileSync(path.join(dir, "gaps.txt"), ["2026-11-19", "2026-11-20"]
				.map((d) => `${d} p 3f9a5c0d7e11b204 - stand up trike\n`.repeat(3)).join(""));
		const r = await run(dir, s.command);
		const got = r.out.split("\n").map((l) => l.trimEnd());
		const wrong = s.want.some((l) => / error: /.test(l));

		while (got.length > 0 && got[got.length - 1] === "")
			got.pop();
		check(matches(s.want, got), `${where}: said\n${r.out}`);
		check(wrong ? r.status === 1 : [0, 3, 4, 5].includes(r.status), `${where}: exit ${r.status}`);
	}
}

async function example(dir, task, block, found) {
	const file = block.file && path.join(dir, block.file);
	const body = block.lines.join("\n");
	const where = `${task.title}, line ${block.line}`;

	if (block.kind === "console")
		return console_block(dir, task, block);
	if (block.how === "new") {
		check(!fs.existsSync(file), `${where}: ${block.file} is there already`);
		fs.writeFileSync(file, `${body}\n`);
	} else if (block.how === "add") {
		fs.appendFileSync(file, `${body}\n`);
	} else if (block.how === "find") {
		found.text = body;
		check(fs.readFileSync(file, "utf8").split(body).length === 2,
			`${where}: ${block.file} has not exactly one such text`);
	} else {
		fs.writeFileSync(file, fs.readFileSync(file, "utf8").replace(found.text, () => body));
	}
}

/* The guide's own links, and what `cee help` prints of it. */
function read(tasks) {
	const names = tasks.map((t) => slug(t.title));

	for (const [, anchor] of text.matchAll(/\]\(#([^)]*)\)/g))
		check(names.includes(anchor), `a link leads to #${anchor}`);
	for (const [i, t] of tasks.entries()) {
		const r = spawnSync(cee, ["help", names[i]], { encoding: "utf8" });

		check(r.status === 0, `cee help ${names[i]}: exit ${r.status}`);
		check(r.stdout.startsWith(`${t.title}\n\n`), `cee help ${names[i]} begins with its title`);
		const said = r.stdout.split("\n");
		const lines = [...t.prose, ...t.blocks.flatMap((b) => b.lines.map((l) => (l === "" ? l : `    ${l}`)))];

		for (const line of lines)
			check(said.includes(line), `cee help ${names[i]} lacks "${line}"`);
	}
}

async function main() {
	const tasks = parse();

	read(tasks);
	env.SOURCE_DATE_EPOCH = String(START);
	for (const t of tasks) {
		if (t.blocks.length === 0 || (only !== undefined && slug(t.title) !== only))
			continue;
		const dir = fs.mkdtempSync(path.join(os.tmpdir(), "cee-editor-"));
		const found = {};

		try {
			fs.cpSync(content, path.join(dir, "content"), { recursive: true });
			for (const link of ["templates", "build"])
				fs.symlinkSync(path.resolve(link), path.join(dir, link));
			execFileSync("cp", ["-al", site, path.join(dir, "site")]);
			for (const b of t.blocks)
				await example(dir, t, b, found);
			const r = spawnSync(cee, ["check"], { cwd: dir, env, encoding: "utf8" });

			check(r.status === 0, `${t.title}: afterwards cee check says\n${r.stderr}`);
		} finally {
			fs.rmSync(dir, { recursive: true, force: true });
		}
	}
	console.log(`${passed} passed, ${failed} failed`);
	process.exit(failed > 0 || passed === 0 ? 1 : 0);
}

main();
