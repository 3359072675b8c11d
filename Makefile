# One line each, over deploy/dev.py, so that everything works without make: python3 deploy/dev.py run
PYTHON ?= python3

.PHONY: setup run test kafka test-kafka test-postgres test-browser test-ops test-apiserver test-full fuzz chaos soak sbom audit check compiled bench bench-quick evaluate fit docs screens lock clean

setup:
	@$(PYTHON) deploy/dev.py setup

run:
	@SERVE="$(SERVE)" $(PYTHON) deploy/dev.py run

test:
	@$(PYTHON) deploy/dev.py test

kafka:
	@$(PYTHON) deploy/dev.py kafka

test-kafka:
	@$(PYTHON) deploy/dev.py test-kafka

test-postgres:
	@$(PYTHON) deploy/dev.py test-postgres

test-browser:
	@$(PYTHON) deploy/dev.py test-browser

test-ops:
	@$(PYTHON) deploy/dev.py test-ops

test-apiserver:
	@$(PYTHON) deploy/dev.py test-apiserver

test-full:
	@$(PYTHON) deploy/dev.py test-full

fuzz:
	@$(PYTHON) deploy/dev.py fuzz $(N)

chaos:
	@$(PYTHON) deploy/dev.py chaos $(ROWS)

soak:
	@$(PYTHON) deploy/dev.py soak $(if $(MINUTES),--minutes $(MINUTES)) $(if $(RATE),--rate $(RATE))

sbom:
	@$(PYTHON) deploy/dev.py sbom

audit:
	@$(PYTHON) deploy/dev.py audit

check:
	@$(PYTHON) deploy/dev.py check

compiled:
	@$(PYTHON) deploy/dev.py compiled

bench:
	@$(PYTHON) deploy/dev.py bench

bench-quick:
	@$(PYTHON) deploy/dev.py bench-quick

evaluate:
	@$(PYTHON) deploy/dev.py evaluate

fit:
	@$(PYTHON) deploy/dev.py fit

screens:
	@$(PYTHON) deploy/dev.py screens

docs:
	@$(PYTHON) deploy/dev.py docs

lock:
	@$(PYTHON) deploy/dev.py lock

clean:
	@$(PYTHON) deploy/dev.py clean
