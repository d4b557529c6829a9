// live.js - in the preview: reload when the site changed, keep the strip of the page up to date.  See live.h.
(function () {
	"use strict";
	const self = document.querySelector('script[src="/_live/live.js"]');
	const here = location.pathname + location.search;
	const scrollKey = "live-scroll:" + here;
	const closedKey = "live-closed";
	const said = new Map(); // what each part said when it came
	let events = null;

	const strip = () => document.getElementById("live-strip");
	const parts = (root) => root.querySelectorAll("[data-live-part]");

	function reload() {
		sessionStorage.setItem(scrollKey, scrollX + " " + scrollY);
		location.reload();
	}

	// What its reader has closed stays closed until it says something else.
	function keepClosed(part) {
		const closes = part.querySelector("details[data-live-closes]");

		if (closes === null)
			return;
		closes.open = sessionStorage.getItem(closedKey) !== closes.textContent;
		closes.addEventListener("toggle", () => {
			if (closes.open)
				sessionStorage.removeItem(closedKey);
			else
				sessionStorage.setItem(closedKey, closes.textContent);
		});
	}

	function show(html) {
		const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("live-strip");
		const old = strip();

		if (fresh === null || old === null)
			return;
		if ("liveLate" in old.dataset && fresh.dataset.liveBuild !== old.dataset.liveBuild) {
			reload();
			return;
		}
		for (const part of parts(fresh)) {
			const name = part.dataset.livePart;
			const now = old.querySelector('[data-live-part="' + name + '"]');

			if (now === null || said.get(name) === part.innerHTML)
				continue;
			said.set(name, part.innerHTML);
			now.replaceChildren(...part.childNodes);
			keepClosed(now);
		}
	}

	async function refresh(event) {
		self.dataset.generation = event.data;
		if (strip() === null) {
			reload();
			return;
		}
		const reply = await fetch("/_live/strip?p=" + encodeURIComponent(location.pathname));

		if (reply.ok)
			show(await reply.text());
	}

	function changed(event) {
		if (strip() !== null && "liveLate" in strip().dataset)
			refresh(event);
		else
			reload();
	}

	// Hidden tabs do not listen: browsers open only six connections to one HTTP/1.1 server.
	function listen() {
		if (events !== null)
			events.close();
		events = null;
		if (document.visibilityState !== "visible")
			return;
		events = new EventSource("/_live/events?g=" + self.dataset.generation);
		events.addEventListener("reload", changed);
		events.addEventListener("notice", refresh);
	}

	const kept = sessionStorage.getItem(scrollKey);
	if (kept !== null) {
		sessionStorage.removeItem(scrollKey);
		scrollTo(...kept.split(" ").map(Number));
	}
	if (strip() !== null)
		for (const part of parts(strip())) {
			said.set(part.dataset.livePart, part.innerHTML);
			keepClosed(part);
		}
	document.addEventListener("keydown", (event) => {
		if (event.key === "Escape" && strip() !== null)
			for (const closes of strip().querySelectorAll("details[data-live-closes]"))
				closes.open = false;
	});
	document.addEventListener("visibilitychange", listen);
	listen();
})();
