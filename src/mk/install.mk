# install DESTDIR= PREFIX=: binaries and manual pages.

PREFIX ?= /usr/local
install: all ## copy binaries, manual pages, content and templates below DESTDIR/PREFIX
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/sbin
	install -m 755 $(B)/cee $(DESTDIR)$(PREFIX)/bin/
	install -m 755 $(B)/cee-search $(DESTDIR)$(PREFIX)/sbin/
	for page in src/man/*.[1-8]; do \
		dir=$(DESTDIR)$(PREFIX)/share/man/man$${page##*.}; \
		install -d $$dir && install -m 644 $$page $$dir/ || exit 1; \
	done
	for tree in content templates; do \
		(cd $$tree && find . -type d -name node_modules -prune -o -type f -print) | \
		while read -r f; do \
			install -D -m 644 $$tree/$$f $(DESTDIR)$(PREFIX)/share/cee/$$tree/$$f || exit 1; \
		done; \
	done

.PHONY: install
