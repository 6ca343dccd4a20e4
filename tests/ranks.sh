# Sourced by test_slurm.sh and test_torchrun.sh: small runs of the verbs that share their work, in a folder of the
# test's own, and what their records are held to.

# prepare_ranks BUILD_DIR FOLDER: goes there.
prepare_ranks() {
  ranks_build=$1
  cd "$2"
  echo '{"weights": [0.4, 0.6], "means": [[-0.6, 0.2], [0.7, 0.1]], "stds": [0.5, 0.6]}' >m.json
  "$ranks_build/odelia" sample --model mixture:m.json --dtype float64 --steps 10 --seeds 1000-1039 --out data >/dev/null
  cat >mixture.toml <<T
model = "mixture:m.json"
nfe = [5, 10]
shard = 8
solvers = ["ddim", "heun"]
[trajectory]
seeds = "0-39"
steps = 32
T
}

# words_of VERB FOLDER
words_of() {
  case $1 in
    sample) echo "sample --model mixture:m.json --dtype float64 --solver heun --steps 40 --seeds 0-99 --out $2-sample" ;;
    likelihood) echo "likelihood --model mixture:m.json --data data/samples.npz --t-min 1e-3 --batch 4 --out $2-likelihood" ;;
    compare) echo "compare mixture.toml --out $2-compare" ;;
  esac
}

odelia_of() { "$ranks_build/odelia" $(words_of "$1" "$2"); }

# What a run's folder says, without times and names of machines.
records_of() {
  case $1 in
    sample) cat "$2/samples.npz" "$2/manifest.json" ;;
    likelihood) cat "$2/records.jsonl" "$2/summary.json" "$2/likelihood.npz" ;;
    compare) sed 's/"wall_seconds":[^,}]*//' "$2/records.jsonl" ;;
  esac
}

# hold VERB NAME: the run of this name has the records of the single process.
hold() {
  records_of "$1" "single-$1" >single.txt
  records_of "$1" "$2-$1" >shared.txt
  cmp single.txt shared.txt || { echo "the records of $2-$1 are not those of a single process"; exit 1; }
  [ "$1" = compare ] || [ -f "$2-$1/pieces.json" ] || { echo "$2-$1 was not shared"; exit 1; }
}

# said_by_first VERB FILE PREFIX: the first rank, whose lines begin so, says what came.  (So does another one that had
# done all before the first was there.)
said_by_first() {
  said=$(case $1 in sample) echo 'samples by' ;; likelihood) echo 'bits/dim' ;; compare) echo 'report:' ;; esac)
  grep -q "^$3.*$said" "$2" || { echo "the first rank of $1 did not say what came:"; cat "$2"; exit 1; }
}
