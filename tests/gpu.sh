#!/bin/sh
# What needs a CUDA device, as one folder that runs on a machine with a PyTorch and nothing else of ours.
#   sh tests/gpu.sh FOLDER    here: builds against PyTorch 2.11 (sh tests/run.sh --torch 2.11 has made it), packs FOLDER
#   sh FOLDER/gpu.sh [OUT]    there: doctor, the [gpu] tests, and on the CPU and on the device: passes of the networks that come
#                             along, a small training run, quickstart's comparison; on a device also passes in every precision,
#                             launched one by one and as CUDA graphs, and DDPM++ beside PyTorch's (gpu_ddpmpp.py)
# PARTS="tests runs passes ddpmpp" are all of them: a part at a time where the device is lent for minutes.
# With TRAIN="CONFIG [--set ...]" and ODELIA_DATA it trains that on the last of them as well, into OUT/trained, where a run found
# there goes on; TRAIN_MINUTES (10) is how long at most.
# Without a device the second goes through the same on the CPU alone, and says so: a rehearsal.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
say() { printf '\n== %s\n' "$*"; }
die() { printf 'gpu.sh: %s\n' "$*" >&2; exit 2; }

if [ ! -x "$here/bin/odelia" ]; then
  [ $# -eq 1 ] || die "needs the folder to pack; usage: sh tests/gpu.sh FOLDER"
  build=$here/../build-torch-2.11
  [ -f "$build/CMakeCache.txt" ] || die "there is no build-torch-2.11; make it with: sh tests/run.sh --torch 2.11"
  cmake --build "$build" --target gpu_tests
  cmake --install "$build" --prefix "$1" >/dev/null
  cmake --install "$build" --prefix "$1" --component gpu_tests >/dev/null
  cp "$here/gpu.sh" "$here/gpu_ddpmpp.py" "$1/"
  say "packed; carry $1 to the machine with the device, and there: sh $1/gpu.sh"
  exit 0
fi

torch=$(python3 -c 'import torch; print(torch.__path__[0])') || die "python3 finds no PyTorch here"
part() { case " ${PARTS:-tests runs passes ddpmpp} " in *" $1 "*) ;; *) false ;; esac; }
if part ddpmpp; then
  python3 -c 'import numpy' || die "python3 finds no numpy, which the part ddpmpp wants; PARTS=\"tests runs passes\" leaves it out"
fi
export LD_LIBRARY_PATH="$torch/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
out=${1:-gpu-results}
mkdir -p "$out"
devices=cpu
if python3 -c 'import sys, torch; sys.exit(not torch.cuda.is_available())'; then
  devices="cpu cuda"
  export ODELIA_REQUIRE_GPU=1  # a test that is skipped has not passed
else
  say "PyTorch sees no CUDA device: a rehearsal on the CPU"
  export ODELIA_REHEARSE=1
fi
failed=
say "doctor"
"$here/bin/odelia" doctor | tee "$out/doctor.txt"
for program in "$here"/libexec/odelia/test_*; do
  part tests || break
  test=$(basename "$program")
  say "$test"
  "$program" "[gpu]" >"$out/$test.txt" 2>&1 || failed="$failed $test"
  tail -n 15 "$out/$test.txt"
done
for device in $devices; do  # ends as the last of them
  part runs || continue
  for model in fashion-mnist cifar10; do
    say "passes of $model on $device"
    "$here/bin/odelia" bench network --model $model --batch 16 --device "$device" || failed="$failed bench-$device"
  done
  say "two moons on $device"
  "$here/bin/odelia" train "$here/share/odelia/experiments/configs/train-two-moons.toml" --set budget.steps=500 \
    --device "$device" --out "$out/two-moons-$device" || failed="$failed train-$device"
  say "quickstart's comparison on $device"
  "$here/bin/odelia" compare quickstart --set "device=$device" --out "$out/quickstart-$device" || failed="$failed $device"
done
if [ "$device" = cuda ] && part passes; then
  : >"$out/passes.txt"
  for batch in 16 256 1024; do
    for precision in float32 tf32 bfloat16; do
      for graphs in off on; do
        say "passes of cifar10, $batch images, $precision, graphs $graphs" | tee -a "$out/passes.txt"
        ODELIA_CUDA_GRAPHS=$graphs "$here/bin/odelia" bench network --model cifar10 --batch $batch --network-precision $precision \
          --rounds 20 --device cuda >>"$out/passes.txt" 2>&1 || failed="$failed bench-$batch-$precision-$graphs"
        tail -n 1 "$out/passes.txt"
      done
    done
  done
  ! grep -q "launched operation by operation" "$out/passes.txt" || failed="$failed graphs"
fi
if part ddpmpp; then
  say "DDPM++ beside PyTorch's"
  peers=
  [ "$device" = cuda ] || peers="--width 32 --blocks 1 --batch 2 --rounds 1"
  # shellcheck disable=SC2086 # several words
  python3 "$here/gpu_ddpmpp.py" "$here/bin/odelia" "$out" --device "$device" $peers || failed="$failed ddpmpp"
fi
if [ -n "${TRAIN:-}" ]; then
  say "training: $TRAIN on $device, ${TRAIN_MINUTES:-10} minutes"
  # shellcheck disable=SC2086 # TRAIN is a config and what it is changed by
  timeout -s INT "${TRAIN_MINUTES:-10}m" "$here/bin/odelia" train $TRAIN --device "$device" --out "$out/trained" >"$out/trained.txt" 2>&1 ||
    [ -f "$out/trained/state.safetensors" ] || failed="$failed trained"
  tail -n 5 "$out/trained.txt"
fi
[ -z "$failed" ] || { say "failed:$failed; see $out"; exit 1; }
say "all passed; records and logs are in $out"
