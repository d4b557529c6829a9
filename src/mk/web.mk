# The style sheet, script, images and fonts of the site, made once from src/web into build/assets.
# npm fetches the U.S. Web Design System and sass for that; nothing it fetches leaves build/.

WEB := build/assets
WEB_STAMP := build/web/stamp
WEB_SOURCES := $(wildcard src/web/*) src/mk/web.sh

web: $(WEB_STAMP) ## make build/assets: style sheet, script, images, fonts
	@:

# What somebody took away is made again.
$(WEB_STAMP): $(WEB_SOURCES) $(if $(wildcard $(WEB)/style.css),,web-again)
	@src/mk/web.sh src/web build/web $(WEB)
	@touch $@

.PHONY: web web-again
