# Debian packages, installed on demand without letting any of them start a service.

DEPS_BUILD := gcc make pkg-config libc6-dev libcmark-dev libyaml-dev libsqlite3-dev \
	libmicrohttpd-dev libseccomp-dev libutf8proc-dev nettle-dev libxxhash-dev libstemmer-dev libbrotli-dev zlib1g-dev tzdata \
	wordnet-base nodejs npm
DEPS_TEST := libcmocka-dev nginx-light busybox curl bash sqlite3 jq libxml2-utils mandoc \
	util-linux procps patch systemd chromium default-jre-headless git rsync faketime
# What tests/e2e/servers.sh runs the shipped configurations in.
DEPS_SERVERS := nginx-light libnginx-mod-http-brotli-static apache2 lighttpd lighttpd-modules-lua caddy curl nodejs
# What goes wrong in tests/faults, and what tests/load measures with.
DEPS_FAULTS := faketime nodejs sqlite3 curl util-linux libseccomp-dev
DEPS_LOAD := nginx-light wrk curl jq bc procps bsdextrautils
# What `make wasm` compiles with.
DEPS_WASM := clang lld wasi-libc libclang-rt-14-dev-wasm32
DEPS_FUZZ := clang libclang-rt-14-dev
DEPS_LINT := $(DEPS_FUZZ) clang-format clang-tidy cppcheck valgrind

deps-run:
	@src/mk/deps.sh $(DEPS_BUILD) $(if $(SMOKE),curl)

deps-test:
	@src/mk/deps.sh $(DEPS_BUILD) $(DEPS_TEST)

deps-servers:
	@src/mk/deps.sh $(DEPS_BUILD) $(DEPS_SERVERS)

deps-faults:
	@src/mk/deps.sh $(DEPS_BUILD) $(DEPS_FAULTS)

deps-load:
	@src/mk/deps.sh $(DEPS_BUILD) $(DEPS_LOAD)

deps-wasm:
	@src/mk/deps.sh $(DEPS_BUILD) $(DEPS_WASM)

deps-fuzz:
	@src/mk/deps.sh $(DEPS_BUILD) $(DEPS_FUZZ)

deps-lint:
	@src/mk/deps.sh $(DEPS_BUILD) $(DEPS_TEST) $(DEPS_WASM) $(DEPS_LINT)

deps: deps-lint ## install every Debian package that building, testing and linting need

.PHONY: deps deps-faults deps-load deps-run deps-test deps-servers deps-wasm deps-fuzz deps-lint
