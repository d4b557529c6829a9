// visible.js - `visible.js ROUNDS CEE PAGE URL-PATH OPTION...`: how long until an edit of PAGE is seen through `cee serve`.
//
// Prints milliseconds from the end of the write to the end of the first answer that has it, a line each.  The page is
// put back.
'use strict';
const fs = require('fs'), http = require('http');
const { spawn } = require('child_process');

const [rounds, cee, page, at, ...options] = process.argv.slice(2);
const text = fs.readFileSync(page, 'utf8');
const server = spawn(cee, ['serve', '--port', '0', ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
const agent = new http.Agent({ keepAlive: true });
const get = (url) => new Promise((done, fail) => http.get(url, { agent }, (r) => {
	let body = '';
	r.setEncoding('utf8').on('data', (s) => { body += s; }).on('end', () => done(body));
}).on('error', fail));
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const limit = setTimeout(() => { throw new Error('nothing was seen in time'); }, 300000);

async function main() {
	let said = '', url;
	server.stdout.setEncoding('utf8').on('data', (s) => { said += s; });
	while (!(url = said.match(/http:\/\/\S*[0-9]/)))
		await pause(20);
	url = url[0] + at;
	while (!/built in|without search|error/.test(said)) // the search's first index, which takes a processor
		await pause(50);
	for (let i = 0; i < Number(rounds); i++) {
		const mark = `Seen at once, ${process.pid} ${i}.`;
		fs.writeFileSync(page, `${text}\n${mark}\n`);
		const start = performance.now();
		while (!(await get(url)).includes(mark))
			await pause(1);
		console.log((performance.now() - start).toFixed(1));
		await pause(300);
	}
}

process.on('exit', () => { fs.writeFileSync(page, text); server.kill(); });
main().then(() => { clearTimeout(limit); process.exit(0); }, (e) => { console.error(e); process.exit(1); });
