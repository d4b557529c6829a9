// peers.js - other generators on the same pages and an equal layout, and an indexer of pages.
//
// What each wrote is held against the sources once: as many pages, each with the title and description of its front matter,
// the links of the layout, and as many headings, items, rows and links.  One that leaves something out is not compared.
'use strict';
const fs = require('fs'), path = require('path');
const { top, knobs, cpus, work, tools, run, version, fresh, drop } = require('./measure.js');

const modules = path.join(top, 'tests/bench/peers/node_modules');
const eleventy = path.join(modules, '.bin/eleventy'), pagefind = path.join(modules, '@pagefind/linux-x64/bin/pagefind_extended');
const has = { hugo: version('hugo', 'version'), jekyll: version('jekyll', '--version'), pandoc: version('pandoc', '--version'),
	eleventy: fs.existsSync(eleventy) ? version(eleventy, '--version') : null,
	pagefind: fs.existsSync(pagefind) ? version(pagefind, '--version') : null };
const PANDOC = 'pandoc, a process a page', PAGEFIND = 'pagefind, index only';
const WHOLE = 'every page has its title, description, layout, headings, lists, tables, links';
const names = ['hugo', 'jekyll', 'eleventy', PANDOC, PAGEFIND];

const layout = fs.readFileSync(path.join(top, 'tests/bench/layout.mustache'), 'utf8');
const variant = (title, description, body, date) => layout.replace(/\{\{page\.title\}\}/g, title)
	.replace('{{page.description}}', description).replace('{{$main}}{{{page.body}}}{{/main}}', body)
	.replace(/\{\{#page\.reviewed\}\}.*\{\{\/page\.reviewed\}\}/, date);

const generators = {
	hugo: {
		copy: 'content',
		files: { 'config.toml': 'baseURL = "https://bench.example/"\ntitle = "Bench"\n' +
				'disableKinds = ["taxonomy", "term", "RSS", "section", "home", "sitemap", "404"]\n',
			'layouts/_default/single.html': variant('{{ .Title }}', '{{ .Description }}', '{{ .Content }}',
				'{{ .Params.reviewed }}') },
		argv: (d, o) => ['hugo', '--quiet', '--source', d, '--destination', o],
	},
	jekyll: {
		copy: '.',
		files: { '_config.yml': 'title: Bench\npermalink: pretty\ndefaults:\n  - {scope: {path: ""}, values: {layout: page}}\n',
			'_layouts/page.html': variant('{{ page.title }}', '{{ page.description }}', '{{ content }}', '{{ page.reviewed }}') },
		argv: (d, o) => ['jekyll', 'build', '--quiet', '--disable-disk-cache', '--source', d, '--destination', o],
	},
	eleventy: {
		copy: '.',
		files: { '_includes/page.njk': variant('{{ title }}', '{{ description }}', '{{ content | safe }}', '{{ reviewed.toISOString() }}'),
			'eleventy.config.cjs': 'module.exports = (c) => { c.addGlobalData("layout", "page.njk"); c.setTemplateFormats(["md"]); };\n' },
		argv: (d, o) => [eleventy, '--quiet', '--config=eleventy.config.cjs', `--output=${o}`],
		inside: true,
	},
	[PANDOC]: {
		of: 'pandoc', most: 1000, copy: 'content',
		files: { 'page.html': variant('$title$', '$description$', '$body$', '$reviewed$') },
		argv: (d, o) => ['sh', '-c', `mkdir -p ${o} && cd ${d}/content && find . -name '*.md' | xargs -P ${cpus} -I{} sh -c ` +
			`'mkdir -p ${o}/$(dirname {}) && pandoc -f gfm+yaml_metadata_block -t html --wrap=none --template ../page.html {} -o ${o}/{}.html'`],
	},
};

function copy(name, g, pages) {
	const d = path.join(work, 'peers', name.replace(/\W+/g, '-'));
	fs.mkdirSync(d, { recursive: true });
	fs.cpSync(pages, path.join(d, g.copy), { recursive: true });
	fs.rmSync(path.join(d, g.copy, 'index.md'), { force: true });
	for (const [f, text] of Object.entries(g.files)) {
		fs.mkdirSync(path.dirname(path.join(d, f)), { recursive: true });
		fs.writeFileSync(path.join(d, f), text);
	}
	return d;
}

// What is missing in the output OUT for the sources PAGES; null: nothing.
function missing(out, pages) {
	if (!fs.existsSync(out))
		return 'nothing was written';
	const html = fs.readdirSync(out, { recursive: true }).filter((f) => f.endsWith('.html')).sort();
	const sources = fs.readdirSync(pages, { recursive: true }).filter((f) => /p\d+\.md$/.test(f)).sort();
	if (html.length !== sources.length)
		return `${html.length} pages of ${sources.length}`;
	for (const f of html) {
		const text = fs.readFileSync(path.join(out, f), 'utf8'), number = /p\d{6}/.exec(f)[0];
		const source = fs.readFileSync(path.join(pages, `s${number.slice(1, 5)}/${number}.md`), 'utf8');
		const title = /^title: (.*)$/m.exec(source)[1];
		const plain = text.replace(/<\/?strong>/g, ''); // pandoc reads front matter as Markdown, too
		const says = (t) => text.includes(t) || plain.includes(t.replace(/\*\*/g, ''));
		const checks = { 'title': says(`<title>${title}</title>`), 'first heading': says(`<h1>${title}</h1>`),
			'description': says(/^description: (.*)$/m.exec(source)[1]), 'layout': text.includes('<a href="/s0000/p000004/">Fifth</a>'),
			'headings': (text.match(/<h2/g) || []).length === (source.match(/^## /gm) || []).length,
			'list': (text.match(/<li>/g) || []).length - 5 === (source.match(/^- /gm) || []).length,
			'table': (text.match(/<tr/g) || []).length === (source.match(/^\|/gm) || []).length - (source.match(/^\| ---/gm) || []).length,
			'links': (text.match(/<a /g) || []).length - 6 === (source.match(/\]\(\/s/g) || []).length };
		const bad = Object.keys(checks).filter((k) => !checks[k]);
		if (bad.length > 0)
			return `${f} lacks: ${bad.join(', ')}`;
	}
	return null;
}

// The cases of N pages; what was found in each output goes to SEEN.checked.
function cases(n, pages, seen) {
	const list = [];
	seen.checked = {};
	for (const [name, g] of Object.entries(generators)) {
		if (!has[g.of || name] || n > (g.most || Infinity))
			continue;
		const d = copy(name, g, pages);
		list.push([name, () => {
			const out = fresh('out'), r = run(g.argv(d, out), g.inside ? { cwd: d } : {});
			seen.checked[name] ||= missing(out, pages) || WHOLE;
			drop(out);
			return r;
		}, Infinity, knobs.patience]);
	}
	if (has.pagefind) {
		const site = path.join(work, 'peers/site');
		run([path.join(tools, 'limit'), '-j', `${cpus}`, pages, site]);
		list.push([PAGEFIND, () => {
			const dir = fresh('out'), r = run([pagefind, '--silent', '--site', site, '--output-path', dir]);
			seen.pagefind_mib = fs.readdirSync(dir, { recursive: true }).map((f) => fs.statSync(path.join(dir, f)))
				.reduce((a, s) => a + (s.isFile() ? s.size : 0), 0) / 1048576;
			drop(dir);
			return r;
		}, Infinity, knobs.patience]);
	}
	return list;
}

module.exports = { names, has, cases, PAGEFIND, WHOLE };
