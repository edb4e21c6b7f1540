# Each target is a line or two. `make demo` and `make test` need Rust, git, make and a C compiler; what else the tests need,
# tests/with-services installs and starts.

.PHONY: demo test bench fmt lint kill

demo: ## a believable lessor in ./demo
	cargo run --quiet -- demo --out demo

test: ## everything, on SQLite and on a throwaway PostgreSQL
	tests/with-services cargo test --workspace

bench: ## speed, as ratios inside one run, on both databases
	cargo build --release && target/release/tillhold bench documents
	target/release/tillhold bench billing
	target/release/tillhold bench web && target/release/tillhold bench sweep
	tests/with-services sh -c 'target/release/tillhold --database "$$TILLHOLD_TEST_POSTGRES" bench billing && \
	  target/release/tillhold --database "$$TILLHOLD_TEST_POSTGRES" bench web && \
	  target/release/tillhold --database "$$TILLHOLD_TEST_POSTGRES" bench sweep'

kill: ## kill -9 in the middle of issuing, again and again, on both databases
	cargo build --release && tests/with-services tests/kill target/release/tillhold

fmt:
	cargo fmt --all

lint:
	cargo fmt --all --check && cargo clippy --workspace --all-targets -- -D warnings
