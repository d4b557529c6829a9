# Compilers, warnings and hardening for each MODE (release, debug, asan, analyze, cov).

CC ?= gcc
ifeq ($(origin CC),default)
CC := gcc
endif
WERROR ?= -Werror

WARN := -Wall -Wextra -Wpedantic $(WERROR) -Wshadow -Wconversion -Wcast-qual -Wwrite-strings \
	-Wstrict-prototypes -Wmissing-prototypes -Wundef -Wvla -Wformat=2 -Wswitch-enum \
	-Wnull-dereference -Wimplicit-fallthrough

HARDEN := -O3 -g -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fstack-clash-protection -fPIE
MODE_CFLAGS_release := $(HARDEN)
MODE_LDFLAGS_release := -pie -Wl,-z,relro,-z,now,-z,noexecstack
# Small constants give bugs a chance.
MODE_CFLAGS_debug := -Og -g -DARENA_BLOCK=64
MODE_CFLAGS_asan := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined \
	-fno-sanitize-recover=all -DARENA_BLOCK=64
MODE_LDFLAGS_asan := -fsanitize=address,undefined
# Libraries for the fuzz targets; the targets themselves add libFuzzer.
MODE_CFLAGS_fuzz := -O1 -g -fsanitize=fuzzer-no-link,address,undefined \
	-fno-sanitize-recover=all -DARENA_BLOCK=64
MODE_CFLAGS_analyze := -O1 -fanalyzer
MODE_CFLAGS_cov := -O0 -g --coverage
MODE_LDFLAGS_cov := --coverage

CPPFLAGS_ALL := -Isrc -D_GNU_SOURCE $(CPPFLAGS)
# No folder of the builder's in what is built: two places give the same bytes.
PREFIX_MAP := -ffile-prefix-map=$(CURDIR)=.

CFLAGS_ALL := -std=c11 $(PREFIX_MAP) $(WARN) $(MODE_CFLAGS_$(MODE)) -pthread $(CFLAGS)
LDFLAGS_ALL := $(MODE_LDFLAGS_$(MODE)) -Wl,--as-needed -pthread $(LDFLAGS)

# What each layer needs from outside, by pkg-config name.
PKG_base := libutf8proc nettle
PKG_markup := libcmark
PKG_model := yaml-0.1
PKG_render := libbrotlienc zlib
PKG_db := sqlite3
PKG_net := libmicrohttpd libseccomp
# libstemmer ships no pkg-config file.
LIBS_words := -lstemmer
pkg-libs = $(shell pkg-config --libs $(foreach l,$(1),$(PKG_$(l))) 2>/dev/null) $(foreach l,$(1),$(LIBS_$(l))) -lm
