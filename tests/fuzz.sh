#!/bin/sh
# Fuzzes every parser of what comes from outside, each for a minute, under the address and undefined-behaviour
# sanitizers.  With Clang by libFuzzer; without, over mutations of the corpus that are the same every time.
#   sh tests/fuzz.sh [SECONDS [NAME...]]     such as  sh tests/fuzz.sh 20 png npz
# An input that breaks something stays as build-fuzz/found/NAME-*; it is run again by build-fuzz/fuzz/fuzz_NAME FILE.
set -eu
cd "$(dirname "$0")/.."
seconds=${1:-60}
case $seconds in *[!0-9]*|'') echo "fuzz.sh: needs seconds, got '$seconds'" >&2; exit 2 ;; esac
[ $# -eq 0 ] || shift

compiler=c++
if command -v clang++ >/dev/null && echo 'extern "C" int LLVMFuzzerTestOneInput(const char*, long) { return 0; }' |
    clang++ -fsanitize=fuzzer,address -x c++ - -o /dev/null 2>/dev/null; then
  compiler=clang++
else
  echo "no clang++ with libFuzzer here (Debian: clang libclang-rt-dev): a fixed set of inputs instead"
fi
cmake -S . -B build-fuzz -G Ninja -DODELIA_FUZZ=ON -DODELIA_TESTS=OFF -DCMAKE_CXX_COMPILER="$compiler" >/dev/null
[ $# -gt 0 ] || set -- $(ls tests/fuzz/fuzz_*.cpp | sed 's:.*/fuzz_::; s:\.cpp::')
targets=
for name in "$@"; do targets="$targets fuzz_$name"; done
cmake --build build-fuzz --target $targets

mkdir -p build-fuzz/found
# LibTorch keeps what it allocates while it is loaded.
export ASAN_OPTIONS=detect_leaks=0:detect_odr_violation=0
failed=
for name in "$@"; do
  echo "== $name"
  mkdir -p "build-fuzz/corpus/$name"
  if [ "$compiler" = clang++ ]; then
    "build-fuzz/fuzz/fuzz_$name" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
      -artifact_prefix="build-fuzz/found/$name-" "build-fuzz/corpus/$name" "tests/fuzz/corpus/$name" \
      2>"build-fuzz/$name.log" || failed="$failed $name"
    grep -E "stat::number_of_executed_units|ERROR|broken:|SUMMARY" "build-fuzz/$name.log" || tail -5 "build-fuzz/$name.log"
  else
    "build-fuzz/fuzz/fuzz_$name" "tests/fuzz/corpus/$name"/* || failed="$failed $name"
  fi
done
[ -z "$failed" ] || { echo "broken:$failed"; exit 1; }
echo "nothing found"
