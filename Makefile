# extract: names, amounts, dates and events of news, as a timeline. `make help` lists the targets.
B       ?= build
PREFIX  ?= /usr/local
CFLAGS  ?= -O2 -g
override CFLAGS += -std=c11 -Wall -Wextra -Wconversion -Iinclude -Isrc -MMD -MP -fPIC
LIBS    := -lpcre2-32 -lpcre2-8 -lutf8proc -lcjson -lyaml -luchardet -lxxhash -lm -lpthread

LIB_OBJ := $(patsubst src/%.c,$B/%.o,$(filter-out $(wildcard src/cli/*.c),$(wildcard src/*.c src/*/*.c)))
CLI_OBJ := $(patsubst src/%.c,$B/%.o,$(wildcard src/cli/*.c))

all: $B/extract                 ## build the program
$B/extract: $(CLI_OBJ) $B/libextract.a
	$(CC) $(LDFLAGS) -o $@ $^ $(LIBS)
$B/libextract.a: $(LIB_OBJ)
	@rm -f $@
	$(AR) rcs $@ $^
$B/%.o: src/%.c Makefile
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -c -o $@ $<
# The cache of the compiled model is for programs that compile it alike.
$B/model/model.o: override CFLAGS += -DMODEL_SOURCES='"$(shell cat src/model/*.[ch] | cksum | cut -d" " -f1)"'
$B/data_dir.o: override CFLAGS += -DEXTRACT_DATA_DIR='"$(PREFIX)/share/extract"'
$B/model/model.o: $(wildcard src/model/*.[ch])
-include $(LIB_OBJ:.o=.d) $(CLI_OBJ:.o=.d)

help:                           ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "%-10s %s\n", $$1, $$2}' Makefile
clean:                          ## remove what was built
	rm -rf $B
.PHONY: all help clean
