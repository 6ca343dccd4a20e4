#!/bin/sh
# Installs what is missing, builds, and runs every test.
#   sh tests/run.sh                with the LibTorch that the configure step finds
#   sh tests/run.sh --torch 2.11   with that PyTorch from pip, in a virtual environment of its own
set -eu
cd "$(dirname "$0")/.."
. experiments/setup.sh

torch=
case "${1:-}" in
  "") ;;
  --torch)
    torch=${2:-}
    case $torch in
      [0-9]*.[0-9]*) ;;
      *) echo "run.sh: --torch expects a version such as 2.11, got '$torch'" >&2; exit 2 ;;
    esac ;;
  *) echo "run.sh: unknown argument '$1'; usage: sh tests/run.sh [--torch VERSION]" >&2; exit 2 ;;
esac

folder=build
if [ -n "$torch" ]; then
  folder=build-torch-$torch
  venv=.venv-torch-$torch
  ODELIA_TORCH=$venv
  prepare catch2 python3-venv python3-dev pybind11-dev
  [ -x "$venv/bin/pip" ] || python3 -m venv "$venv"
  say "PyTorch $torch into $venv"
  "$venv/bin/pip" install --quiet "torch==$torch.*" numpy || die "pip could not install PyTorch $torch"
  for found in "$PWD/$venv"/lib/python3*/site-packages/torch; do ODELIA_TORCH=$found; done
  set -- "-DODELIA_TORCH=$ODELIA_TORCH"
else
  prepare catch2 python3-torch python3-numpy pybind11-dev python3-dev
  set --
fi
build "$folder" all -DODELIA_TESTS=ON "$@"

say "ctest"
# Tests say how many processors they take, so -j by cores does not crowd them.
ctest --test-dir "$folder" -j "$(nproc)" --output-on-failure --no-tests=error
