# make run    builds and starts the whole suite on this machine, on http://localhost:8080 (PORT=8081 make run for another;
#             STRATEGY=route53, cloudmap, weave or static make run to find services otherwise than by consul)
# make test   runs every check and every test
# make fuzz   feeds hostile bytes to the parsers of HTTP, DNS and XML, and to what reads providers
# make bench  measures the server against its peers

SWIFT ?= swift
RELEASE := $(SWIFT) build -c release --static-swift-stdlib -Xlinker -s

FORMATTED := Sources Tests Fuzzing/Targets Package.swift Benchmarks/Sources Benchmarks/Package.swift

# Compilers report progress on many lines; what counts is the last one, or the errors.
QUIET := scripts/quietly

.DEFAULT_GOAL := help
.PHONY: help run build test fuzz chaos bench images test-images format lint clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## build, then start all services until Ctrl-C
	@exec .build/release/demo

build: ## all programs, optimised and stripped, in .build/release
	@scripts/install-dependencies build
	@$(QUIET) "Building the programs" $(RELEASE)

test: ## format check, build, all tests, deploys on a double of AWS, a minute of fuzzing
	@scripts/install-dependencies test
	@$(MAKE) --no-print-directory lint build
	@$(QUIET) "Building the tests" $(SWIFT) build --build-tests
	@scripts/test-scripts
	@scripts/check-templates
	@PRODUCTS_DIR="$(CURDIR)/.build/release" scripts/test-deploy
	@PRODUCTS_DIR="$(CURDIR)/.build/release" scripts/run-tests
	@scripts/chaos --short --quiet
	@FUZZ_SECONDS=10 scripts/fuzz

fuzz: ## fuzz each target with address sanitizer (FUZZ_SECONDS=60 each; FUZZ=head for one)
	@scripts/fuzz

chaos: ## kill, stop and confuse real processes under load, about 10 minutes (CHAOS="--short --strategy consul" for a part)
	@$(MAKE) --no-print-directory build
	@scripts/chaos $(CHAOS)

images: ## container images of all programs (PLATFORM=linux/arm64 for another machine), and their sizes
	@deploy/images/build

test-images: ## build the images, run each, and the compose stack with each profile (TEST="weather consul" for a part)
	@scripts/test-images $(TEST)

bench: ## measure the server against its peers, about 15 minutes (QUICK=1 for a look; ONLY=json PEERS=nginx for a part)
	@scripts/bench

format: ## format all Swift files
	@$(SWIFT) format --in-place --recursive $(FORMATTED)

lint: ## fail where a Swift file is not formatted
	@$(SWIFT) format lint --strict --recursive $(FORMATTED) && echo "Format: ok"

clean: ## remove everything that was built
	@$(SWIFT) package clean
