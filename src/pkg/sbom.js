// sbom.js VERSION EPOCH PROGRAM...: a bill of materials (CycloneDX 1.6, JSON) of what leaves this tree, on
// standard output: the programs; the Debian libraries that they load, with versions, from this machine's
// dpkg; the data that goes into the index; the npm packages of the lock files.  "excluded" are those that
// build or test and leave nothing in a release.  Same machine, same tree: same bytes.
'use strict';
const fs = require('fs');
const crypto = require('crypto');
const { execFileSync } = require('child_process');

const [version, epoch, ...programs] = process.argv.slice(2);
const run = (...command) => execFileSync(command[0], command.slice(1), { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
const components = new Map(), depends = new Map();
const add = (component) => { if (!components.has(component['bom-ref'])) components.set(component['bom-ref'], component); return component['bom-ref']; };
const needs = (from, to) => { if (!depends.has(from)) depends.set(from, new Set()); if (to) depends.get(from).add(to); };

// Debian packages
const debian = (name, more) => {
	const [pkg, source, sourceVersion, release, arch, homepage] = run('dpkg-query', '-W', '-f',
		'${binary:Package}\t${source:Package}\t${source:Version}\t${Version}\t${Architecture}\t${Homepage}\n', name).split('\n')[0].split('\t');
	const plain = pkg.replace(/:.*/, '');
	const purl = `pkg:deb/debian/${encodeURIComponent(plain)}@${encodeURIComponent(release)}?arch=${arch}&distro=debian-12`;
	return add({ type: 'library', 'bom-ref': purl, name: plain, version: release, scope: 'required', purl,
		...(homepage ? { externalReferences: [{ type: 'website', url: homepage }] } : {}),
		properties: [{ name: 'cee:source', value: `${source} ${sourceVersion}` }], ...more });
};
const owner = new Map();
const packageOf = (file) => {
	if (!owner.has(file)) {
		let found = null;
		for (const f of [file, fs.realpathSync(file), fs.realpathSync(file).replace(/^\/usr/, '')]) {
			try { found = run('dpkg-query', '-S', f).split('\n').find((l) => !l.startsWith('diversion')).replace(/: .*/, '').split(',')[0]; break; } catch { /* the next spelling */ }
		}
		if (!found) throw new Error(`no Debian package has ${file}`);
		owner.set(file, found);
	}
	return owner.get(file);
};
// What FILE names itself, of all that is loaded with it.
const libraries = (file) => {
	const loaded = new Map(run('ldd', file).split('\n').map((l) => l.match(/^\s*(\S+) => (\/\S+)/)).filter(Boolean).map((m) => [m[1], m[2]]));
	const named = run('readelf', '-d', file).split('\n').map((l) => l.match(/NEEDED.*\[(.*)\]/)).filter(Boolean).map((m) => m[1]);
	return named.filter((n) => loaded.has(n)).map((n) => loaded.get(n));
};
const walk = (ref, file, seen = new Set()) => {
	needs(ref);
	for (const lib of libraries(file)) {
		const to = debian(packageOf(lib));
		if (to !== ref) needs(ref, to);
		if (!seen.has(lib)) { seen.add(lib); walk(to, lib, seen); }
	}
};

const root = `pkg:generic/cee@${encodeURIComponent(version)}`;
needs(root);
for (const program of programs) {
	const name = program.replace(/.*\//, '');
	const ref = add({ type: 'application', 'bom-ref': `${root}#${name}`, name, version, scope: 'required',
		hashes: [{ alg: 'SHA-256', content: crypto.createHash('sha256').update(fs.readFileSync(program)).digest('hex') }],
		licenses: [{ license: { id: 'CC0-1.0' } }] });
	needs(root, ref);
	walk(ref, program);
}
// Words that the build reads and the index then holds.
const words = debian('wordnet-base', { type: 'data', licenses: [{ license: { name: 'WordNet 3.0' } }] });
needs(root, words);
needs(words);

// npm packages: of src/web the design system is in every release, in part; all the rest builds or tests.
const license = (text) => {
	if (!text) return {};
	if (/ (OR|AND|WITH) /.test(text)) return { licenses: [{ expression: text }] };
	return /^[A-Za-z0-9.+-]+$/.test(text) ? { licenses: [{ license: { id: text } }] } : { licenses: [{ license: { name: text } }] };
};
for (const [lock, shipped] of [['src/web', ['@uswds/uswds']], ['src/wasm', ['better-sqlite3', 'node-snowball']], ['tests/judges', []], ['tests/browser', []]]) {
	const packages = JSON.parse(fs.readFileSync(`${lock}/package-lock.json`, 'utf8')).packages;
	const refs = new Map();
	const rank = { required: 0, excluded: 1 };
	for (const [where, p] of Object.entries(packages)) {
		if (!where || p.link) continue;
		const name = where.replace(/.*node_modules\//, '');
		const purl = `pkg:npm/${name.replace('@', '%40')}@${encodeURIComponent(p.version)}`;
		const scope = shipped.includes(name) ? 'required' : 'excluded';
		const hash = (p.integrity || '').match(/^sha512-(.*)/);
		refs.set(where, add({ type: 'library', 'bom-ref': purl, ...(name[0] === '@' ? { group: name.split('/')[0], name: name.split('/')[1] } : { name }),
			version: p.version, scope, ...(hash ? { hashes: [{ alg: 'SHA-512', content: Buffer.from(hash[1], 'base64').toString('hex') }] } : {}),
			...license(p.license), purl, properties: [{ name: 'cee:lock', value: `${lock}/package-lock.json` }] }));
		if (rank[scope] < rank[components.get(purl).scope]) components.get(purl).scope = scope;
		needs(purl);
	}
	// As Node.js looks: in the folder's own node_modules, then in those above it.
	const find = (from, name) => {
		for (let at = from; ; at = at.replace(/(^|\/)node_modules\/(@[^/]+\/)?[^/]+$/, '')) {
			const ref = refs.get(`${at}${at ? '/' : ''}node_modules/${name}`);
			if (ref || !at) return ref;
		}
	};
	for (const [where, p] of Object.entries(packages)) {
		for (const name of Object.keys({ ...p.dependencies, ...p.optionalDependencies, ...p.peerDependencies })) {
			const to = find(where, name);
			if (to) needs(where ? refs.get(where) : root, to);
		}
	}
}

const by = (key) => (a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0);
process.stdout.write(JSON.stringify({
	$schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
	bomFormat: 'CycloneDX', specVersion: '1.6', version: 1,
	metadata: {
		timestamp: new Date(epoch * 1000).toISOString().replace('.000', ''),
		component: { type: 'application', 'bom-ref': root, name: 'cee', version, licenses: [{ license: { id: 'CC0-1.0' } }], purl: root },
	},
	components: [...components.values()].sort(by((c) => c['bom-ref'])),
	dependencies: [...depends].map(([ref, on]) => ({ ref, dependsOn: [...on].sort() })).sort(by((d) => d.ref)),
}, null, 1) + '\n');
