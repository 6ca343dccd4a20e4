#!/bin/sh
# From a fresh clone to a comparison of samplers: installs what is missing, builds, runs the main job.
set -eu
cd "$(dirname "$0")/.."
. experiments/setup.sh

started=$(date +%s)
prepare
set --
[ -f build/CMakeCache.txt ] || set -- -DODELIA_TESTS=OFF  # tests/run.sh turns them on
build build odelia_cli "$@"
built=$(date +%s)

config=experiments/configs/quickstart.toml
say "build/odelia compare $config"
build/odelia compare "$config"
finished=$(date +%s)

say "set-up and build $((built - started)) s, comparison $((finished - built)) s"
