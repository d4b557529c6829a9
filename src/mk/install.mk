# install DESTDIR= PREFIX=: binaries, manual pages, content, templates, assets, ways to publish.

PREFIX ?= /usr/local
install: all web ## copy binaries, manual pages, content, templates and assets below DESTDIR/PREFIX; and wasm's, if made
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/sbin
	install -m 755 $(B)/cee $(DESTDIR)$(PREFIX)/bin/
	install -m 755 $(B)/cee-search $(DESTDIR)$(PREFIX)/sbin/
	for page in src/man/*.[1-8]; do \
		dir=$(DESTDIR)$(PREFIX)/share/man/man$${page##*.}; \
		install -d $$dir && install -m 644 $$page $$dir/ || exit 1; \
	done
	install -d $(DESTDIR)$(PREFIX)/share/cee/publish
	install -m 755 src/pkg/publish/hook src/pkg/publish/*.sh $(DESTDIR)$(PREFIX)/share/cee/publish/
	install -m 644 src/pkg/publish/ci.yml src/pkg/publish/cee-release.* $(DESTDIR)$(PREFIX)/share/cee/publish/
	if [ -f $(WASM)/assets/search.wasm ]; then \
		install -d $(DESTDIR)$(PREFIX)/share/cee/static-search && \
		install -m 644 $(WASM)/assets/* $(DESTDIR)$(PREFIX)/share/cee/static-search/; \
	fi
	for tree in content templates $(WEB); do \
		to=$(DESTDIR)$(PREFIX)/share/cee/$${tree##*/}; \
		(cd $$tree && find . -type d -name node_modules -prune -o -type f -print) | \
		while read -r f; do \
			install -D -m 644 $$tree/$$f $$to/$$f || exit 1; \
		done; \
	done

.PHONY: install
