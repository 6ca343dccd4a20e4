#!/bin/sh
# An installed folder runs after it was moved, brings its small libraries along, and serves find_package(odelia).
# test_install.sh SOURCE_DIR BUILD_DIR
set -eu
export CMAKE_GENERATOR=Ninja  # what the set-up installs; make may be missing
source=$1 build=$2
fail() { echo "FAILED: $*"; exit 1; }

# The C++ in README.md is the program compiled below.
awk '/^```cpp$/ { inside = 1; next } /^```$/ { if (inside) exit } inside' "$source/README.md" |
  diff - "$source/tests/consumer/main.cpp" || fail "README.md's C++ differs from tests/consumer/main.cpp"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cmake --install "$build" --prefix "$work/first" >"$work/install.log" || { cat "$work/install.log"; fail "cmake --install"; }
mv "$work/first" "$work/moved"
unset ODELIA_HOME LD_LIBRARY_PATH

# The tree beside <odelia/...> is what those include, each in its turn, and nothing else.
export LC_ALL=C
included() { sed -n 's/^#include "\(.*\)"/\1/p' "$@"; }
(
  cd "$work/moved/include/odelia"
  included ./*.h | sort -u >"$work/reached.txt"
  cd tree
  : >"$work/before.txt"
  while ! cmp -s "$work/before.txt" "$work/reached.txt"; do
    cp "$work/reached.txt" "$work/before.txt"
    included $(cat "$work/before.txt") | sort -u - "$work/before.txt" >"$work/reached.txt"
  done
  find . -name '*.h' | sed 's:^\./::' | sort | diff "$work/reached.txt" -
) || fail "the installed headers differ from what the public ones include"

cd "$work"
moved/bin/odelia solvers --json >solvers.json || fail "the moved program does not run"
grep -q '"name": "heun"' solvers.json || fail "the moved program lists no solvers"

# Nothing points back to the source or build folder, and the small libraries are in the folder.
ldd moved/lib/libodelia.so >ldd.txt
! grep 'not found' ldd.txt || fail "a library is missing"
! grep -e "$build" -e "$source/build" ldd.txt || fail "a library of the build folder is used"
for library in libzip libpng16 libjpeg libsundials_arkode; do
  grep -q "$library.*=> $work/moved/lib/" ldd.txt || fail "$library does not come from the installed folder"
done
readelf -d moved/bin/odelia moved/lib/libodelia.so | grep -E 'R(UN)?PATH' >rpath.txt
! grep -e "$build" rpath.txt || fail "a run path of the build folder is left"

cp -R "$source/tests/consumer" project
cmake -S project -B consumer -DCMAKE_PREFIX_PATH="$work/moved" >configure.log 2>&1 ||
  { cat configure.log; fail "find_package(odelia)"; }
cmake --build consumer >compile.log 2>&1 || { cat compile.log; fail "a program does not compile against the installed folder"; }
consumer/consumer || fail "the program does not run"
[ -s samples.png ] || fail "the program wrote no samples"

# A solver of another project is certified, sampled with and listed as those of this tree are.
consumer/own_solver order --solver midpoint_of_mine --process edm --grid log_snr >order.txt ||
  { cat order.txt; fail "an outside solver's order"; }
grep -q 'midpoint_of_mine' order.txt || fail "the certificate does not name the outside solver"
sample_outside() {
  consumer/own_solver sample --model fashion-mnist --solver midpoint_of_mine --seeds 0-1 --steps 4 --out outside
}
sample_outside >/dev/null || fail "sampling with an outside solver"
sample_outside >/dev/null || fail "the samples of an outside solver are not found again"
# So are a time grid, a convention, a metric and a verb.
consumer/own_parts schedules --grid square_root_of_mine --process edm --steps 4 --json >grid.json ||
  fail "an outside time grid"
consumer/own_parts conventions halved_of_mine >convention.txt || fail "an outside convention"
grep -q 's/2' convention.txt || fail "an outside convention's formulas"
consumer/own_parts metrics --help >metrics.txt && grep -q furthest_of_mine metrics.txt || fail "an outside metric"
consumer/own_parts --help >help.txt || fail "the help of a program with a verb of its own"
grep -q '^ *own_parts hello --name you$' help.txt || fail "the help does not show an outside verb's example"
[ "$(consumer/own_parts hello --name you)" = "hello, you" ] || fail "an outside verb"
! moved/bin/odelia solvers midpoint_of_mine >/dev/null 2>&1 || fail "the program knows a solver that it cannot know"

# A run knows an outside solver by its program: after an edit its samples are others.
sed 's/now.t + 0.5 \* h/now.t + 0.4 * h/' "$source/tests/consumer/own_solver.cpp" >project/own_solver.cpp
cmake --build consumer --target own_solver >compile.log 2>&1 || { cat compile.log; fail "the edited solver does not compile"; }
status=0
sample_outside >/dev/null 2>other.txt || status=$?
[ $status = 2 ] || fail "samples of an edited solver ended with $status, not 2"
grep -q solver_hash other.txt || fail "the refusal does not name the solver's hash"

# A name that Odelia has is refused with the remedy, whatever is asked for.
sed 's/"midpoint_of_mine"/"heun"/' "$source/tests/consumer/own_solver.cpp" >project/own_solver.cpp
cmake --build consumer --target own_solver >compile.log 2>&1 || { cat compile.log; fail "the renamed solver does not compile"; }
status=0
consumer/own_solver --version >/dev/null 2>twice.txt || status=$?
[ $status = 2 ] || fail "a solver named as one of Odelia's ended with $status, not 2"
grep -q "solver 'heun' is registered twice; give yours another name" twice.txt || fail "the refusal does not name the solver"

# The public face: no library of ours shows in the headers, none but Odelia's names in the library.
! grep -rlE 'CLI/|nlohmann|toml|winograd|sundials' moved/include --include='*.h' --exclude-dir=bundled ||
  fail "a public header brings a library of the inside"
nm -D --defined-only moved/lib/libodelia.so | grep -vE '^[0-9a-f]+ ([tdbr] |[A-Za-z] (_ZNK?6odelia|_ZT.N6odelia|odelia_))' >foreign.txt &&
  { c++filt <foreign.txt | head; fail "the library exports more than Odelia's names"; }
exit 0
