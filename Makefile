# extract: names, amounts, dates and events of news, as a timeline. `make help` lists the targets.
B       ?= build
PREFIX  ?= /usr/local
DESTDIR ?=
CFLAGS  ?= -O2 -g
override CFLAGS += -std=c11 -Wall -Wextra -Wconversion -Iinclude -Isrc -MMD -MP -fPIC
LIBS    := -lpcre2-32 -lpcre2-8 -lutf8proc -lcjson -lyaml -luchardet -lxxhash -lm -lpthread
VERSION := $(shell sed -n 's/^.define EXTRACT_VERSION "\(.*\)"/\1/p' include/extract.h)

LIB_OBJ := $(patsubst src/%.c,$B/%.o,$(filter-out $(wildcard src/cli/*.c),$(wildcard src/*.c src/*/*.c)))
CLI_OBJ := $(patsubst src/%.c,$B/%.o,$(wildcard src/cli/*.c))

all: $B/extract                 ## build the program
$B/extract: $(CLI_OBJ) $B/libextract.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)
$B/libextract.a: $(LIB_OBJ)
	@rm -f $@
	$(AR) rcs $@ $^
$B/libextract.so: $(LIB_OBJ)
	$(CC) $(CFLAGS) $(LDFLAGS) -shared -Wl,-soname,libextract.so.0 -o $@ $^ $(LIBS)
$B/%.o: src/%.c Makefile
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -c -o $@ $<
# The cache of the compiled model is for programs that compile it alike.
$B/model/model.o: override CFLAGS += -DMODEL_SOURCES='"$(shell cat src/model/*.[ch] | cksum | cut -d" " -f1)"'
$B/model/model.o: $(wildcard src/model/*.[ch])
$B/data_dir.o: override CFLAGS += -DEXTRACT_DATA_DIR='"$(PREFIX)/share/extract"'
$B/data_dir.o: $B/prefix
$B/prefix: FORCE
	@mkdir -p $B; echo '$(PREFIX)' | cmp -s - $@ || echo '$(PREFIX)' > $@
FORCE:
-include $(LIB_OBJ:.o=.d) $(CLI_OBJ:.o=.d)

# --- what is needed -----------------------------------------------------------------------------------------------
# Debian packages; why each is needed is in README.md. What is there already is left alone.
DEPS      := gcc make pkg-config libpcre2-dev libutf8proc-dev libcjson-dev libyaml-dev libuchardet-dev libxxhash-dev
TEST_DEPS := libcmocka-dev bats jq opencc python3 python3-jsonschema clang libclang-rt-14-dev
deps:                           ## install the Debian packages that building needs
	@tests/install-packages.sh $(DEPS)
test-deps: deps                 ## install those that the tests need besides
	@tests/install-packages.sh $(TEST_DEPS)

demo: deps                      ## build, and show the timeline of an example article
	@$(MAKE) --no-print-directory -s all
	@mkdir -p $B/demo
	$B/extract --format text tests/articles/demo.txt
	$B/extract --pretty -o $B/demo/events.json tests/articles/demo.txt
	@echo; echo "$B/demo/events.json holds the same as JSON."

# --- tests ----------------------------------------------------------------------------------------------------------
test: test-deps                 ## run every test
	@tests/run.sh
golden: all                     ## compare the articles in tests/articles with what comes out; WRITE=1 takes it over
	tests/articles/compare.py --binary $B/extract $(if $(WRITE),--write)
fuzz: test-deps                 ## fuzz the readers of documents, rules, gazetteers and merged JSON for SECONDS each (600)
	@tests/fuzz/run.sh $(or $(SECONDS),600)
bench: all                      ## speed and memory, each beside a reference run in the same minute
	@tests/bench.sh $B/extract

ablation: all                   ## what each gazetteer and rule file earns on the development corpora; FILES=… for some of them
	@tests/ablation.py --binary $B/extract $(FILES)

tune: $B/tune                   ## learn rules/learnt.weights.tsv from the development corpora; OUT=… for another file
	tests/tune/learn.sh $B/tune $(or $(OUT),rules/learnt.weights.tsv)
$B/tune: tests/tune/tune.c $B/libextract.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

silence: all                    ## how often names are found in sentences of the development corpora that hold none; SHOW=N for examples
	@tests/silence.py --binary $B/extract --show $(or $(SHOW),0)

bcubed: all                     ## who is who in the golden articles, against chains annotated by hand; ERRORS=1 shows what is wrong
	@tests/bcubed.py --binary $B/extract $(if $(ERRORS),--errors)

merge: all                      ## measure --merge: pairs of articles, chains of events and timelines of the development corpora; ERRORS=N for examples
	@tests/merge.py --binary $B/extract --errors $(or $(ERRORS),0)

bench-peers: all                ## names, beside the programs that a user would pick instead
	@tests/install-packages.sh python3-jieba
	@command -v npm > /dev/null || tests/install-packages.sh nodejs npm
	@npm install --silent --no-fund --no-audit --prefix $B/peers compromise@14.17.0
	@tests/peers/bench.py --binary $B/extract

# --- installing -------------------------------------------------------------------------------------------------------
install: all $B/libextract.so   ## install program, library, header, rules, gazetteers and manual page below PREFIX
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib/pkgconfig $(DESTDIR)$(PREFIX)/include \
		$(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/extract
	install -m 755 $B/extract $(DESTDIR)$(PREFIX)/bin/extract
	install -m 644 $B/libextract.a $(DESTDIR)$(PREFIX)/lib/libextract.a
	install -m 755 $B/libextract.so $(DESTDIR)$(PREFIX)/lib/libextract.so.0
	ln -sf libextract.so.0 $(DESTDIR)$(PREFIX)/lib/libextract.so
	install -m 644 include/extract.h $(DESTDIR)$(PREFIX)/include/extract.h
	install -m 644 src/cli/extract.1 $(DESTDIR)$(PREFIX)/share/man/man1/extract.1
	sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@VERSION@|$(VERSION)|' -e 's|@LIBS@|$(LIBS)|' src/extract.pc.in \
		> $(DESTDIR)$(PREFIX)/lib/pkgconfig/extract.pc
	for kind in rules gazetteers; do (cd $$kind && find . -name '*.yaml' -o -name '*.tsv' -o -name '*.md') | while read -r file; do \
		install -D -m 644 "$$kind/$$file" "$(DESTDIR)$(PREFIX)/share/extract/$$kind/$$file"; done; done

help:                           ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "%-12s %s\n", $$1, $$2}' Makefile
clean:                          ## remove what was built
	rm -rf build
.PHONY: all deps test-deps demo test golden ablation tune silence bcubed merge bench-peers fuzz bench install help clean FORCE
