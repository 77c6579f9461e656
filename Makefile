# Everything that can be done with a checkout. Each target does its own set-up on a machine that has Rust,
# Python 3.10 or later and Node 20 or later, and says in one line what is missing.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help demo lint test verify bench peers docs

# make demo [DATA=orders.csv.gz CUSTOMER=13085 CURRENCY=GBP] [FORMAT=json] [SEED=7]; an event file also takes CATALOG
DATA :=
CATALOG :=
CURRENCY :=
CUSTOMER :=
FORMAT := text
SEED :=

LINTS := format files clippy
TESTS := rust python node swift kotlin readme guides examples

help:
	@echo 'make demo     a synthetic shop learns and answers one chat turn; DATA=orders.csv.gz CUSTOMER=id: your orders;'
	@echo '              FORMAT=json with make -s: nothing but the JSON'
	@echo 'make test     format, lints, tests, doctests, vectors, generated files, in every language'
	@echo 'make lint     the part of it that runs nothing'
	@echo 'make verify   the tests in a release build with many more random cases and the long ones, each reader fuzzed for a minute,'
	@echo '              and how good learners are beside peers on three tables, with intervals'
	@echo 'make bench    criterion benches, latency of a chat turn, cost of crossing into each language'
	@echo 'make peers    ours beside named peers in one run; models of purchases beside lifetimes, learners beside LightGBM'
	@echo 'make docs     the API of the library as pages in target/doc'

lint:
	@scripts/gates $(LINTS)

# The lints come again, but their builds are warm after make lint.
test:
	@scripts/gates $(LINTS) $(TESTS)

option = $(if $($(2)),--$(1) '$($(2))')

demo:
	@scripts/need cargo
	@cargo run --release --quiet --locked -p sartor-examples --bin demo -- --format '$(FORMAT)' $(call option,data,DATA) \
		$(call option,catalog,CATALOG) $(call option,currency,CURRENCY) $(call option,customer,CUSTOMER) $(call option,seed,SEED)

verify:
	@scripts/need cargo
	PROPTEST_CASES=20000 SARTOR_SHOPS=10000 cargo test --release --locked -p sartor --tests -- --include-ignored --skip write_the_files
	scripts/fuzz 60
	scripts/or-skip accuracy scripts/peers accuracy

bench:
	@scripts/bench

peers:
	@scripts/peers

docs:
	@scripts/need cargo
	RUSTDOCFLAGS='-D warnings' cargo doc --locked --no-deps -p sartor
	@echo 'open target/doc/sartor/index.html'
