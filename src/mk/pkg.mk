# Packages: what leaves this tree.

DEPS_DEB := build-essential debhelper dpkg-dev fonttools python3-brotli
VERSION = $(shell src/pkg/version.sh)

deps-deb:
	@src/mk/deps.sh $(DEPS_BUILD) $(DEPS_DEB)

deb: deps-deb ## build the Debian packages into build/deb (VERSION= for another version)
	@mkdir -p build
	@src/pkg/deb.sh build/deb $(VERSION) >build/deb.log 2>&1 || { tail -30 build/deb.log >&2; exit 1; }
	@ls build/deb/*.deb

dist: ## make build/cee-VERSION.tar.gz, which builds without git
	@src/pkg/tree.sh build/dist/cee-$(VERSION) $(VERSION)
	@tar -C build/dist --sort=name --mtime=@$$(src/pkg/version.sh epoch) --owner=0 --group=0 \
		--numeric-owner --mode=u=rwX,go=rX -cf - cee-$(VERSION) | gzip -9n >build/cee-$(VERSION).tar.gz
	@rm -rf build/dist
	@echo build/cee-$(VERSION).tar.gz

sbom: all ## write build/cee.cdx.json, the bill of materials (CycloneDX)
	@node src/pkg/sbom.js $(VERSION) $$(src/pkg/version.sh epoch) $(B)/cee $(B)/cee-search >build/cee.cdx.json.tmp
	@mv build/cee.cdx.json.tmp build/cee.cdx.json
	@echo "build/cee.cdx.json: $$(grep -c bom-ref build/cee.cdx.json) components"

# TRACKER=FILE: the data of Debian's security tracker, else it is fetched anew.
cves: sbom ## known faults in what we load, by Debian's security tracker (fetches 70 MB)
	@[ -n "$(TRACKER)" ] || curl -fsS --compressed -o build/tracker.json https://security-tracker.debian.org/tracker/data/json || \
		{ echo "the tracker cannot be reached, so nothing is known: make cves TRACKER=FILE with its data" >&2; exit 2; }
	@node src/pkg/cves.js build/cee.cdx.json $(or $(TRACKER),build/tracker.json)

# Each part alone: tests/e2e/packages.sh deb | dist | reproducible | container
test-packages: deps-deb ## install, upgrade, remove the packages in bare machines (root; half an hour)
	@src/mk/deps.sh debootstrap lintian jq iproute2
	@tests/e2e/packages.sh $(PARTS)

test-fleet: all web ## four machines and a balancer in network namespaces, under load (root; five minutes)
	@src/mk/deps.sh haproxy rsync nginx-light curl iproute2
	@tests/e2e/fleet.sh

.PHONY: deps-deb deb dist sbom cves test-packages test-fleet
