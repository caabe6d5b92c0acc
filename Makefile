# Footnote: what to do here. 'make help' lists it.

# Swift's own libraries are linked into the tool: it starts twice as fast and needs no Swift.
release := swift build -c release --product footnote --static-swift-stdlib
tool := .build/release/footnote

PREFIX ?= /usr/local
destination := $(DESTDIR)$(PREFIX)
demo_index := .build/demo.index

# The suites of `make soak` and `make sanitize` whose names match this, or the targets of `make fuzz`;
# all where it is empty.
ONLY ?=
# Executions of each target of `make fuzz`.
RUNS ?= 100000

.PHONY: help demo test soak fuzz sanitize build install man format clean packages test-packages

help:
	@echo "make demo      build, index Data/ and answer three questions with attribution"
	@echo "make test      run every test and the style checks"
	@echo "make soak      run the tests with their large counts, for hours (ONLY=<names>)"
	@echo "make fuzz      fuzz every place where bytes come in (RUNS=<executions>, ONLY=<targets>)"
	@echo "make sanitize  run the tests under the address and the thread sanitizer (ONLY=<names>)"
	@echo "make build     build the tool in release, .build/release/footnote"
	@echo "make install   install the tool, its manual and completions (PREFIX=$(PREFIX))"
	@echo "make man       write Documentation/footnote.1 anew"
	@echo "make format    format the Swift sources"
	@echo "make clean     remove what was built"

packages:
	@Scripts/install-packages

test-packages:
	@Scripts/install-packages tests

demo: build
	@rm -rf $(demo_index)
	@Scripts/demo $(tool) $(demo_index)

test: test-packages
	swift build --build-tests
	Scripts/test
	Scripts/check-style

# Optimised, and with the insides of the rooms open to the tests. Seeds are printed.
soak: test-packages
	swift build -c release -Xswiftc -enable-testing --build-tests
	FOOTNOTE_SOAK=1 swift test -c release -Xswiftc -enable-testing --skip-build \
	  $(if $(ONLY),--filter '$(ONLY)')

fuzz: packages
	swift build -c release --sanitize fuzzer --product Fuzzer --scratch-path .build/fuzzing
	RUNS='$(RUNS)' ONLY='$(ONLY)' Scripts/fuzz

sanitize: packages
	ONLY='$(ONLY)' Scripts/sanitize

build: packages
	$(release)

install: build
	install -d $(destination)/bin $(destination)/share/man/man1
	install -d $(destination)/share/bash-completion/completions
	install -d $(destination)/share/zsh/site-functions
	install -d $(destination)/share/fish/vendor_completions.d
	install -m 755 $(tool) $(destination)/bin/footnote
	install -m 644 Documentation/footnote.1 $(destination)/share/man/man1/footnote.1
	$(tool) completion bash > $(destination)/share/bash-completion/completions/footnote
	$(tool) completion zsh > $(destination)/share/zsh/site-functions/_footnote
	$(tool) completion fish > $(destination)/share/fish/vendor_completions.d/footnote.fish

man: build
	$(tool) help --man > Documentation/footnote.1

format:
	swift format --in-place --parallel --recursive Package.swift Sources Tests

clean:
	rm -rf .build
