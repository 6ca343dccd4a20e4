#!/bin/sh
# The configure step takes the LibTorch that is named, else a new enough one of the active Python, else the
# system's, and says why.  test_torch_choice.sh SOURCE_DIR BUILD_DIR
set -eu
export CMAKE_GENERATOR=Ninja  # what the set-up installs; make may be missing
source=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset ODELIA_TORCH CMAKE_PREFIX_PATH CUDA_HOME

mkdir "$work/project"
cat >"$work/project/CMakeLists.txt" <<END
cmake_minimum_required(VERSION 3.22)
project(choice LANGUAGES CXX)
include($source/experiments/python/torch_of_python.cmake)
include($source/solvers/libtorch.cmake)
END

# As odeliaConfig.cmake includes it, in a project that asks for an older CMake.
mkdir "$work/consumer"
cat >"$work/consumer/CMakeLists.txt" <<END
cmake_minimum_required(VERSION 3.16)
project(consumer LANGUAGES CXX)
set(ODELIA_TORCH $work/named/torch)
include($source/solvers/libtorch.cmake)
END

# fake_torch FOLDER MAJOR MINOR: just enough of a PyTorch to be found.
fake_torch() {
  mkdir -p "$1/include/torch/csrc/api/include/torch" "$1/lib"
  touch "$1/include/torch/csrc/api/include/torch/types.h" "$1/lib/libtorch.so" "$1/lib/libtorch_cpu.so" "$1/lib/libc10.so"
  printf '#define TORCH_VERSION_MAJOR %s\n#define TORCH_VERSION_MINOR %s\n#define TORCH_VERSION_PATCH 0\n' "$2" "$3" \
    >"$1/include/torch/csrc/api/include/torch/version.h"
}
# A python3 whose `torch` is in the folder that FAKE_TORCH names.
mkdir "$work/bin"
printf '#!/bin/sh\necho "$FAKE_TORCH"\n' >"$work/bin/python3"
chmod +x "$work/bin/python3"
fake_torch "$work/old/torch" 2 5
fake_torch "$work/new/torch" 2 9
fake_torch "$work/named/torch" 2 8

project=project
# expect WHAT PATTERN PYTHON_TORCH CMAKE_ARGUMENT...: a fresh configure of $project prints a line that matches.
expect() {
  what=$1 pattern=$2 FAKE_TORCH=$3
  export FAKE_TORCH
  shift 3
  rm -rf "$work/build"
  PATH=$work/bin:$PATH cmake -S "$work/$project" -B "$work/build" "$@" >"$work/log" 2>&1 || true
  tr '\n' ' ' <"$work/log" | tr -s ' ' | grep -q "$pattern" || { echo "FAILED: $what; expected '$pattern', got:"; cat "$work/log"; exit 1; }
}
expect "a named one comes first" "LibTorch 2.8.0.*named/torch (named by ODELIA_TORCH)" "$work/new/torch" -DODELIA_TORCH="$work/named/torch"
expect "CMAKE_PREFIX_PATH names one too" "LibTorch 2.8.0.*(named by CMAKE_PREFIX_PATH)" "$work/new/torch" -DCMAKE_PREFIX_PATH="$work/named/torch"
expect "a nonsense name is an error" "ODELIA_TORCH: expected a folder .* got '$work/bin'" "$work/new/torch" -DODELIA_TORCH="$work/bin"
expect "the active Python's comes second" "LibTorch 2.9.0.*new/torch (nothing was named, and the active python3" "$work/new/torch"
for off in OFF NO False; do
  expect "without a Python package" "LibTorch 2.9.0.*nothing was named" "$work/new/torch" -DODELIA_PYTHON=$off
done
PATH=$work/bin:$PATH FAKE_TORCH=$work/old/torch cmake -S "$work/project" -B "$work/build" >"$work/log" 2>&1
grep -q "LibTorch 2.9.0" "$work/log" || { echo "FAILED: a build folder keeps its LibTorch"; cat "$work/log"; exit 1; }
# The system's comes last; a machine without it is told what to do.
expect "an old one of Python's is named as too old" "(2.5.0, $work/old/torch) is older than 2.7" "$work/old/torch"
expect "a Python without PyTorch is named" "the active python3 has no PyTorch" ""
project=consumer
expect "what a package has chosen stays" "LibTorch 2.8.0.*named/torch (named by ODELIA_TORCH)" "$work/new/torch"
