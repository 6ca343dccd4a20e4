#!/bin/sh
# The processes of torchrun share one run, with the records of a single process.  torchrun: the one in PATH, or
# ODELIA_TORCHRUN.  Exit status 77, skipped, where there is none that works.
# test_torchrun.sh SOURCE_DIR BUILD_DIR
set -eu
build=$2
torchrun=${ODELIA_TORCHRUN:-$(command -v torchrun || true)}
[ -n "$torchrun" ] || { echo "skipped: no torchrun; it comes with pip's torch, and ODELIA_TORCHRUN names one"; exit 77; }
# Debian's of PyTorch 1.13 fails under Python 3.11 whatever it shall start.
"$torchrun" --standalone --nproc_per_node 1 --no_python true >/dev/null 2>&1 || { echo "skipped: $torchrun starts nothing"; exit 77; }

at=$(mktemp -d "${TMPDIR:-/tmp}/odelia-torchrun-XXXXXX")
trap 'rm -rf "$at"' EXIT
trap 'exit 1' HUP INT TERM
export OMP_NUM_THREADS=1 OMP_WAIT_POLICY=passive
for name in $(env | sed -n 's/^\(SLURM_[A-Z0-9_]*\)=.*/\1/p'); do unset "$name"; done
unset RANK WORLD_SIZE LOCAL_RANK || true

. "$1/tests/ranks.sh"
prepare_ranks "$build" "$at"
# What each process says, by its rank.
cat >rank.sh <<'R'
#!/bin/sh
exec "$@" >"said-$RANK.txt" 2>&1
R
chmod +x rank.sh
for verb in sample likelihood compare; do
  odelia_of "$verb" single >single-$verb.txt 2>&1 || { cat single-$verb.txt; exit 1; }
  # --standalone: a rendezvous at a port of its own.  PyTorch 1.13 knows no dashes within names, and 2.x both.
  "$torchrun" --standalone --nproc_per_node 2 --no_python ./rank.sh "$build/odelia" $(words_of "$verb" torchrun) \
    >torchrun-$verb.txt 2>&1 || { cat torchrun-$verb.txt said-*.txt; exit 1; }
  hold "$verb" torchrun
  said_by_first "$verb" said-0.txt ""
  echo "$verb: two processes of torchrun give the records of a single one"
done
