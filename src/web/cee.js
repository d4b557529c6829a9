// cee.js - what script adds to pages that work without it.  Hooks are data-cee-* attributes:
//
//   input[data-cee-combobox]   suggestions while typing, from /api/v1/suggest
//   [data-cee-copy="#id"]      copies that element's text or value; "" the page's address
//   [data-cee-print]           prints the page
//   input[data-cee-filter=id]  shows only those items of #id that hold every word typed:
//                              [data-cee-item], else li; a [data-cee-group] left empty goes too
//   form[data-cee-feedback]    is sent in place; its value is the thanks to show
//   h1[data-cee-answer]        has the focus when the page is an answer
//   [hidden][data-cee-script]  is shown, for it needs script; so are copy and print buttons
//   [data-cee-static]          stands on a page that is a file, and on a form of one: what it is asked, and no
//                              responder answers, is answered here
//   [data-cee-offline]         is shown where browsers can keep the site; its button has it kept, or not
(() => {
'use strict';

const all = (selector, run) => document.querySelectorAll(selector).forEach(run);

function make(name, attributes, text) {
	const e = document.createElement(name);
	for (const a in attributes)
		e.setAttribute(a, attributes[a]);
	if (text !== undefined)
		e.textContent = text;
	return e;
}

// A line that screen readers speak when it changes.
const speaker = (className) => make('div', { role: 'status', class: className });

// ---- Search without a responder: a release that was built so has /search.json, which names a worker
// (search-worker.js) that answers as the responder would.  It is fetched when somebody searches and nobody
// else answers; then it answers all that this page asks.

const TEXTS = {
	en: {
		loading: (mb) => `Loading the search: ${mb} MB, once. Your browser keeps it.`,
		unpacking: 'Getting the search ready\u2026',
		failed: 'The search could not be loaded. Reload the page to try again; the lists below lead to the same Centers.',
		ask: (mb) => `${mb} MB are kept on this device until you remove them.`,
		keep: 'Keep the site on this device', remove: 'Remove it from this device',
		keeping: 'Fetching the site\u2026', kept: 'The site is kept on this device and answers without a network.',
		removed: 'Nothing is kept on this device.', not_kept: 'The site could not be kept. Try again later.',
		kinds: { product: 'Goods', code: 'Tariff codes', center: 'Centers', question: 'Questions' },
		none: 'No suggestions.', some: (n) => `${n} ${n === 1 ? 'suggestion' : 'suggestions'}.`,
		copied: 'Copied.', selected: 'Selected: press Ctrl+C or Command+C to copy.',
		shown: (n, of) => `${n} of ${of} shown`,
		thanks: 'Thank you.', not_sent: 'That could not be sent just now.',
	},
	es: {
		loading: (mb) => `Cargando la b\u00fasqueda: ${mb} MB, una sola vez. Su navegador la guarda.`,
		unpacking: 'Preparando la b\u00fasqueda\u2026',
		failed: 'No se pudo cargar la b\u00fasqueda. Vuelva a cargar la p\u00e1gina; las listas de abajo llevan a los mismos Centros.',
		ask: (mb) => `Se guardan ${mb} MB en este dispositivo hasta que los quite.`,
		keep: 'Guardar el sitio en este dispositivo', remove: 'Quitarlo de este dispositivo',
		keeping: 'Descargando el sitio\u2026', kept: 'El sitio est\u00e1 guardado en este dispositivo y responde sin red.',
		removed: 'No hay nada guardado en este dispositivo.', not_kept: 'No se pudo guardar el sitio. Int\u00e9ntelo m\u00e1s tarde.',
		kinds: { product: 'Mercanc\u00edas', code: 'C\u00f3digos arancelarios', center: 'Centros', question: 'Preguntas' },
		none: 'No hay sugerencias.', some: (n) => `${n} ${n === 1 ? 'sugerencia' : 'sugerencias'}.`,
		copied: 'Copiado.', selected: 'Seleccionado: pulse Ctrl+C o Comando+C para copiar.',
		shown: (n, of) => `Se muestran ${n} de ${of}`,
		thanks: 'Gracias.', not_sent: 'No se pudo enviar en este momento.',
	},
};
const texts = TEXTS[document.documentElement.lang] || TEXTS.en;
const inMB = (bytes) => (bytes / 1e6).toFixed(1);

// What the release says of itself; null where it has no search for browsers.
let listing;
const published = () => {
	listing = listing || fetch('/search.json', { credentials: 'omit', cache: 'no-cache' })
		.then((reply) => reply.ok ? reply.json() : null).catch(() => null);
	return listing;
};

const here = {
	worker: null,	// Promise of it; null: not asked for yet
	waiting: new Map(),	// by number: what to do with a reply
	asked: 0,
	active: false,	// it answers: nobody else is asked any more

	// Resolves when the worker answers; false where there is none.  Shows how far it is below ELEMENT.
	start(element) {
		this.worker = this.worker || this.load(element);
		return this.worker;
	},

	async load(element) {
		const what = await published();

		if (!what || typeof Worker !== 'function' || typeof WebAssembly !== 'object')
			return false;
		const box = make('div', { class: 'cee-loading' });
		const says = make('p', { role: 'status' }, texts.loading(inMB(what.module.bytes + what.pack.bytes)));
		const bar = make('progress', { max: 1, value: 0, 'aria-label': says.textContent });
		box.append(says, bar);
		if (element)
			element.after(box); // what is being typed stays where it is
		const worker = new Worker(what.worker);
		return new Promise((done) => {
			worker.addEventListener('error', () => worker.onmessage({ data: { failed: 'no worker' } }));
			worker.onmessage = ({ data }) => {
				if (data.id !== undefined) {
					const reply = this.waiting.get(data.id);
					this.waiting.delete(data.id);
					reply(data);
				} else if (data.of) {
					bar.value = data.loaded / data.of;
				} else if (data.unpacking) {
					says.textContent = texts.unpacking;
					bar.removeAttribute('value');
				} else if (data.ready) {
					box.remove();
					this.active = true;
					done(worker);
				} else {
					bar.remove();
					says.textContent = texts.failed;
					this.worker = null;
					done(false);
				}
			};
		});
	},

	// The reply to a request: { status, headers, body }; throws when there is none.
	async ask(url, method = 'GET', type = '', body = undefined) {
		const worker = await this.worker;
		const id = ++this.asked;

		if (!worker)
			throw new Error('no search');
		return new Promise((done, no) => {
			this.waiting.set(id, (reply) => reply.failed ? no(new Error(reply.failed)) : done(reply));
			worker.postMessage({ id, method, type, body, path: decodeURIComponent(url.pathname),
				query: url.search.slice(1) });
		});
	},
};

const OURS = /^(\/[a-z]{2})?\/(find|account|contact)\/$/;
const isOurs = (url) => url.origin === location.origin && OURS.test(url.pathname);

// Show a reply as the page at URL, which the browser has not gone to.
function showReply(url, reply, push) {
	const type = reply.headers['content-type'] || '';
	const file = /filename="([^"]*)"/.exec(reply.headers['content-disposition'] || '');

	if (file) {
		const link = make('a', { href: URL.createObjectURL(new Blob([reply.body], { type })), download: file[1] });
		link.click();
		setTimeout(() => URL.revokeObjectURL(link.href), 60000);
		return;
	}
	const page = new DOMParser().parseFromString(new TextDecoder().decode(reply.body), 'text/html');
	if (push)
		history.pushState({ cee: true }, '', url);
	document.title = page.title;
	document.documentElement.lang = page.documentElement.lang;
	document.body.replaceChildren(...page.body.childNodes);
	// Nobody here could take what they send.
	all('form[data-cee-feedback]', (form) => form.remove());
	enhance();
	const target = document.getElementById(url.hash.slice(1)) || document.querySelector('h1');
	if (target) {
		target.tabIndex = -1;
		target.scrollIntoView();
		target.focus();
	}
}

// Send FORM, or go to URL, here.
async function answerHere(url, push, form, button) {
	let reply;

	if (form && form.method === 'post') {
		const data = new FormData(form);
		if (button && button.name)
			data.append(button.name, button.value);
		const request = new Response(data);
		reply = await here.ask(url, 'POST', request.headers.get('Content-Type'), await request.arrayBuffer());
	} else {
		reply = await here.ask(url);
	}
	showReply(url, reply, push);
}

// Does a responder answer?
async function isAnswered() {
	const reply = await fetch('/api/v1/centers', { credentials: 'omit' }).catch((e) => e);

	return reply.ok && /json/.test(reply.headers.get('Content-Type'));
}

document.addEventListener('submit', (event) => {
	const form = event.target;
	const url = new URL(form.action, location.href);

	if (event.defaultPrevented || !isOurs(url) || form.dataset.ceeSent !== undefined ||
	    !(here.active || 'ceeStatic' in form.dataset))
		return;
	event.preventDefault();
	if (form.method !== 'post')
		url.search = `?${new URLSearchParams(new FormData(form))}`;
	const button = event.submitter;
	(async () => {
		if (!here.active && (await isAnswered() || !await here.start(form)))
			throw new Error('nothing to do here');
		await answerHere(url, true, form, button);
	})().catch(() => { // as without script
		form.dataset.ceeSent = '';
		form.requestSubmit(button);
	});
});

document.addEventListener('click', (event) => {
	const link = event.target.closest && event.target.closest('a[href]');

	if (!here.active || !link || event.defaultPrevented || event.button !== 0 || link.target || link.download ||
	    event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
		return;
	const url = new URL(link.href);
	if (!isOurs(url) || !url.search || (url.pathname === location.pathname && url.search === location.search))
		return;
	event.preventDefault();
	answerHere(url, true).catch(() => location.assign(url));
});

addEventListener('popstate', () => {
	const url = new URL(location.href);

	if (here.active && isOurs(url) && url.search)
		answerHere(url, false).catch(() => location.reload());
	else if (here.active)
		location.reload();
});

// A page that is a file and was asked something: its own text is for when nobody answers.
async function answerFile() {
	const url = new URL(location.href);
	const rest = document.querySelector('[data-cee-static]');

	if (!rest || !isOurs(url) || !new URLSearchParams(url.search).get('q'))
		return;
	if (await here.start(document.querySelector('main h1')))
		await answerHere(url, false);
}

// ---- The site without a network: a service worker that the visitor asks for (offline-worker.js).

async function offline(section) {
	const button = make('button', { type: 'button', class: 'usa-button usa-button--outline' });
	const says = make('p', { role: 'status' });
	const hint = make('p', { class: 'usa-hint' });
	const worker = () => navigator.serviceWorker.getRegistration('/');
	const what = await published();

	if (!what || !navigator.serviceWorker || !isSecureContext)
		return;
	const show = async (text) => {
		const kept = await worker();
		button.textContent = kept ? texts.remove : texts.keep;
		button.disabled = false;
		says.textContent = text !== undefined ? text : kept ? texts.kept : '';
	};
	hint.textContent = texts.ask(inMB(what.keep_bytes));
	button.addEventListener('click', async () => {
		const kept = await worker();
		button.disabled = true;
		if (kept) {
			await kept.unregister();
			for (const name of await caches.keys())
				await caches.delete(name);
			await show(texts.removed);
			return;
		}
		says.textContent = texts.keeping;
		try {
			const made = await navigator.serviceWorker.register('/offline.js', { scope: '/' });
			const one = made.installing || made.waiting || made.active;
			await new Promise((done, no) => {
				const look = () => one.state === 'activated' ? done() : one.state === 'redundant' && no();
				one.addEventListener('statechange', look);
				look();
			});
			await show();
		} catch (e) {
			await show(texts.not_kept);
		}
	});
	section.append(hint, button, says);
	section.hidden = false;
	await show();
}

// ---- Suggestions: the ARIA 1.2 editable combobox with a list, chosen by hand.

const KINDS = texts.kinds;
const WAIT_MS = 120;	// after the last key
const SPEAK_MS = 600;	// so that the count does not talk over the letters
const GIVE_UP = 3;	// failures in a row

function combobox(input, number) {
	const form = input.form;
	const list = make('div', { role: 'listbox', id: `cee-list-${number}`, class: 'cee-suggest',
		'aria-label': 'Suggestions', hidden: '' });
	const status = speaker('cee-sr-only');
	let options = [];	// { element, text, kind, url }, as shown
	let active = -1;	// index into options; -1: the input itself
	let shown = '';		// the text that the list is for
	let asking = null;	// AbortController of the request under way
	let timer = 0, speech = 0, failures = 0, composing = false;

	const isOpen = () => !list.hidden;
	const dropRequest = () => {
		clearTimeout(timer);
		if (asking)
			asking.abort();
		asking = null;
	};

	function mark(i) {
		if (active >= 0)
			options[active].element.setAttribute('aria-selected', 'false');
		active = i;
		if (i < 0) {
			input.removeAttribute('aria-activedescendant');
			return;
		}
		options[i].element.setAttribute('aria-selected', 'true');
		input.setAttribute('aria-activedescendant', options[i].element.id);
		options[i].element.scrollIntoView({ block: 'nearest' }); // at 400% little fits the window
	}

	function place() {
		list.style.top = `${input.offsetTop + input.offsetHeight}px`;
		list.style.left = `${input.offsetLeft}px`;
		list.style.width = `${input.offsetWidth}px`;
	}

	function open() {
		place();
		list.hidden = false;
		input.setAttribute('aria-expanded', 'true');
	}

	function close() {
		mark(-1);
		list.hidden = true;
		input.setAttribute('aria-expanded', 'false');
		clearTimeout(speech);
		status.textContent = '';
	}

	function speak(text) {
		clearTimeout(speech);
		speech = setTimeout(() => { status.textContent = text; }, SPEAK_MS);
	}

	function choose(option) {
		dropRequest();
		close();
		if (option.kind !== 'product') {
			location.assign(option.url);
			return;
		}
		input.value = option.text;
		form.requestSubmit();
	}

	function show(text, rows) {
		const groups = new Map();
		mark(-1);
		options = [];
		shown = text;
		list.replaceChildren();
		for (const row of rows)
			groups.set(row.kind, [...(groups.get(row.kind) || []), row]);
		for (const [kind, members] of groups) {
			const name = `cee-list-${number}-${kind}`;
			const group = make('div', { role: 'group', 'aria-labelledby': name });
			group.append(make('div', { role: 'presentation', id: name, class: 'cee-suggest__kind' },
				KINDS[kind] || kind));
			for (const row of members) {
				const element = make('div', { role: 'option', class: 'cee-suggest__option',
					id: `cee-list-${number}-${options.length}`, 'aria-selected': 'false' }, row.text);
				const option = { element, text: row.text, kind, url: row.url };
				element.addEventListener('click', () => choose(option));
				options.push(option);
				group.append(element);
			}
			list.append(group);
		}
		list.scrollTop = 0;
		if (!options.length) {
			close();
			speak(texts.none);
			return;
		}
		open();
		speak(texts.some(options.length));
	}

	// No service to ask: a plain input again.
	function giveUp() {
		close();
		for (const a of ['role', 'aria-autocomplete', 'aria-expanded', 'aria-controls'])
			input.removeAttribute(a);
		failures = GIVE_UP;
	}

	// From the responder; from here where none answers and the release has a search for browsers.
	async function suggestions(text, signal) {
		const url = new URL(`/api/v1/suggest?q=${encodeURIComponent(text)}${
				document.documentElement.lang === 'es' ? '&lang=es' : ''}`, location.href);

		if (!here.active) {
			const reply = await fetch(url, { signal, credentials: 'omit' }).catch((e) => e);
			if (reply.ok && /json/.test(reply.headers.get('Content-Type')))
				return reply.json();
			if (signal.aborted || !await published())
				throw new Error(reply.status);
		}
		await here.start(form);
		return JSON.parse(new TextDecoder().decode((await here.ask(url)).body));
	}

	async function ask() {
		const text = input.value.trim();
		const mine = new AbortController();

		dropRequest();
		asking = mine;
		try {
			const rows = (await suggestions(text, mine.signal)).suggestions;
			// Only the last question counts, and only while its text still stands there.
			if (asking !== mine || input.value.trim() !== text)
				return;
			failures = 0;
			asking = null;
			if (document.activeElement === input)
				show(text, rows);
		} catch (e) {
			if (asking !== mine)
				return;
			asking = null;
			close();
			if (++failures >= GIVE_UP || e.message === '404')
				giveUp();
		}
	}

	function typed() {
		const text = input.value.trim();

		if (composing || failures >= GIVE_UP)
			return;
		dropRequest();
		mark(-1);
		if (text.length < 2 || text.length > 100) {
			shown = '';
			close();
		} else if (text !== shown || !isOpen()) {
			timer = setTimeout(ask, WAIT_MS);
		}
	}

	function move(step) {
		const n = options.length + 1; // the input is a stop of its own

		dropRequest(); // the list must not change under somebody who is in it
		mark((active + 1 + step + n) % n - 1);
	}

	function key(event) {
		if (event.isComposing || composing || event.ctrlKey || event.metaKey)
			return;
		switch (event.key) {
		case 'ArrowDown':
		case 'ArrowUp':
			if (failures >= GIVE_UP)
				return;
			event.preventDefault();
			if (event.altKey && isOpen())
				event.key === 'ArrowUp' && close();
			else if (isOpen())
				move(event.key === 'ArrowDown' ? 1 : -1);
			else if (options.length && shown && shown === input.value.trim())
				open();
			else if (input.value.trim().length > 1)
				ask();
			return;
		case 'Enter':
			dropRequest();
			if (isOpen() && active >= 0) {
				event.preventDefault();
				choose(options[active]);
			} else {
				close();
			}
			return;
		case 'Escape':
			dropRequest();
			if (isOpen()) {
				event.preventDefault();
				close();
			} else if (input.value) {
				event.preventDefault();
				input.value = shown = '';
			}
			return;
		case 'ArrowLeft':
		case 'ArrowRight':
		case 'Home':
		case 'End':
			mark(-1);
		}
	}

	for (const [a, v] of [['role', 'combobox'], ['aria-autocomplete', 'list'],
		['aria-expanded', 'false'], ['aria-controls', list.id], ['autocomplete', 'off']])
		input.setAttribute(a, v);
	input.after(list, status); // the input stays where it is: moving it would lose the focus
	input.addEventListener('input', typed);
	input.addEventListener('keydown', key);
	input.addEventListener('blur', () => { dropRequest(); close(); });
	input.addEventListener('compositionstart', () => { composing = true; dropRequest(); close(); });
	input.addEventListener('compositionend', () => { composing = false; typed(); });
	list.addEventListener('mousedown', (event) => event.preventDefault()); // keeps the focus
	form.addEventListener('submit', () => { dropRequest(); close(); });
	addEventListener('resize', () => isOpen() && place());
	if (document.activeElement === input && input.value !== input.defaultValue)
		typed(); // typed before this script came
}

// ---- Copy and print

function selectAll(element) {
	if ('select' in element)
		element.select();
	else
		getSelection().selectAllChildren(element);
}

async function copy(target) {
	const text = !target ? location.href.split('#')[0] : 'value' in target ? target.value : target.innerText;

	try {
		await navigator.clipboard.writeText(text);
		return texts.copied;
	} catch (e) { // not allowed, or not a secure connection
		if (!target)
			return text;
		selectAll(target);
		return document.execCommand('copy') ? texts.copied : texts.selected;
	}
}

function copies(button) {
	const status = speaker('cee-copied');
	const target = button.dataset.ceeCopy;

	button.after(status);
	button.hidden = false;
	button.addEventListener('click', async () => {
		status.textContent = '';
		const said = await copy(target ? document.querySelector(target) : null);
		status.textContent = said;
	});
}

function prints(button) {
	button.hidden = false;
	button.addEventListener('click', () => print());
}

// ---- Filter

const fold = (text) => text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f\u2019']/g, '');

function filters(input) {
	const root = document.getElementById(input.dataset.ceeFilter);
	const status = speaker('cee-filter-status');

	if (!root)
		return;
	const marked = root.querySelectorAll('[data-cee-item]');
	const items = [...(marked.length ? marked : root.querySelectorAll('li'))]
		.map((element) => ({ element, text: fold(element.textContent) }));
	function filter() {
		const words = fold(input.value).split(/\s+/).filter(Boolean);
		let n = 0;

		for (const item of items) {
			item.element.hidden = !words.every((w) => item.text.includes(w));
			n += !item.element.hidden;
		}
		root.querySelectorAll('[data-cee-group]').forEach((group) => {
			group.hidden = !items.some((i) => !i.element.hidden && group.contains(i.element));
		});
		status.textContent = words.length ? texts.shown(n, items.length) : '';
	}
	input.after(status);
	input.addEventListener('input', filter);
	if (input.value)
		filter(); // the browser put it back
}

// ---- "Was this right?"

function feedback(form) {
	form.addEventListener('submit', async (event) => {
		const fields = new URLSearchParams(new FormData(form));
		const button = event.submitter;
		const status = speaker('cee-thanks');
		let sent = false;

		event.preventDefault();
		if (button && button.name)
			fields.set(button.name, button.value);
		form.after(status); // before its text, or it is not spoken
		try {
			sent = (await fetch(form.action, { method: 'POST', body: fields, credentials: 'omit' })).ok;
		} catch (e) {
			// said below
		}
		form.hidden = true;
		status.textContent = sent ? form.dataset.ceeFeedback || texts.thanks : texts.not_sent;
		status.tabIndex = -1;
		status.focus(); // the button that had it is gone
	});
}

// ---- All of it, for the page as it came and for each that takes its place

function enhance() {
	all('[data-cee-copy]', copies);
	all('[data-cee-print]', prints);
	all('input[data-cee-filter]', filters);
	all('form[data-cee-feedback]', feedback);
	all('[data-cee-script]', (element) => { element.hidden = false; });
	all('input[data-cee-combobox]', combobox);
	all('[data-cee-offline]', offline);
}

enhance();
answerFile();

// An answer is read from its heading; whoever comes back or reloads stays where they were.
all('h1[data-cee-answer]', (heading) => {
	const visit = performance.getEntriesByType('navigation')[0];

	if (location.hash || !visit || visit.type !== 'navigate' || document.activeElement !== document.body)
		return;
	heading.tabIndex = -1;
	heading.focus();
});
})();
