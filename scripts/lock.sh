#!/bin/sh
# Write both lock files again: the newest packages that pyproject.toml allows, for every platform, with hashes.
set -eu

PATH=$PATH:.venv/bin
command -v uv >/dev/null || {
    echo "citegate: make lock needs uv; install it (pipx install uv), then run make lock again" >&2
    exit 1
}

lock() {
    output=$1
    shift
    uv pip compile --quiet --universal --upgrade --generate-hashes --no-header --no-annotate \
        --python-version 3.11 "$@" --output-file "$output"
}

lock requirements.lock --extra precompress --group build pyproject.toml
lock requirements-dev.lock --extra precompress --group build --group dev pyproject.toml
