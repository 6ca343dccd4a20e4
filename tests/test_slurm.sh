#!/bin/sh
# Tasks of srun and jobs of an array share one run, with the records of a single process, under a Slurm of the test's
# own: munged, slurmctld and slurmd in a folder that goes away.  Exit status 77, skipped, where they are not installed
# or may not be started.
# test_slurm.sh SOURCE_DIR BUILD_DIR
set -eu
build=$2
PATH=$PATH:/usr/sbin:/sbin
skip() { echo "skipped: $*"; exit 77; }
for program in munged slurmctld slurmd srun sbatch scontrol; do
  command -v $program >/dev/null || skip "no $program; Debian: munge, slurmctld, slurmd, slurm-client"
done
[ "$(id -u)" = 0 ] || skip "a slurmd that starts tasks wants to be root"

at=$(mktemp -d "${TMPDIR:-/tmp}/odelia-slurm-XXXXXX")
chmod 755 "$at"  # munged wants its socket's folder open to all
mkdir "$at/state" "$at/spool"
host=$(uname -n | cut -d. -f1)
for name in $(env | sed -n 's/^\(SLURM_[A-Z0-9_]*\)=.*/\1/p'); do unset "$name"; done  # of a job that this may run in
export SLURM_CONF="$at/slurm.conf" OMP_NUM_THREADS=1 OMP_WAIT_POLICY=passive
unset RANK WORLD_SIZE LOCAL_RANK || true

# Ends the process whose number stands in a file, and waits until it is gone.
end() {
  [ -s "$1" ] || return 0
  number=$(cat "$1")
  kill "$number" 2>/dev/null || return 0
  for _ in $(seq 100); do kill -0 "$number" 2>/dev/null || return 0; sleep 0.1; done
  kill -KILL "$number" 2>/dev/null || true
}
stop() {
  scancel --user="$(id -un)" >/dev/null 2>&1 || true
  for daemon in slurmd slurmctld munged; do end "$at/$daemon.pid"; done
  rm -rf "$at"
}
trap stop EXIT
trap 'exit 1' HUP INT TERM

# A port that nobody listens on, from so many on.
free_port() {
  port=$1
  while grep -qi ":$(printf %04X "$port") " /proc/net/tcp /proc/net/tcp6 2>/dev/null; do port=$((port + 1)); done
  echo "$port"
}
first=$((20000 + $(od -An -N2 -tu2 /dev/urandom) % 10000))
controller=$(free_port $first)
node=$(free_port $((controller + 1)))

head -c 1024 /dev/urandom >"$at/munge.key"
chmod 400 "$at/munge.key"
munged --force --socket="$at/munge.socket" --key-file="$at/munge.key" --pid-file="$at/munged.pid" \
  --log-file="$at/munged.log" --seed-file="$at/munged.seed" >"$at/start.txt" 2>&1 ||
  skip "munged does not start: $(tail -n 1 "$at/start.txt")"
cat >"$SLURM_CONF" <<C
ClusterName=odelia
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$controller
SlurmdPort=$node
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$at/munge.socket
CredType=cred/munge
StateSaveLocation=$at/state
SlurmdSpoolDir=$at/spool
SlurmctldPidFile=$at/slurmctld.pid
SlurmdPidFile=$at/slurmd.pid
SlurmctldLogFile=$at/slurmctld.log
SlurmdLogFile=$at/slurmd.log
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
NodeName=$host NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=all Nodes=$host Default=YES MaxTime=INFINITE State=UP OverSubscribe=YES
C
slurmctld || skip "slurmctld does not start: $(tail -n 1 "$at/slurmctld.log")"
slurmd -N "$host" || skip "slurmd does not start: $(tail -n 1 "$at/slurmd.log")"
up=
for _ in $(seq 60); do
  case $(sinfo -h -o %t 2>/dev/null) in idle* | mix* | alloc*) up=yes && break ;; esac
  sleep 0.5
done
[ -n "$up" ] || skip "the node does not come up: $(tail -n 1 "$at/slurmd.log")"

. "$1/tests/ranks.sh"
prepare_ranks "$build" "$at"
for verb in sample likelihood compare; do
  odelia_of "$verb" single >single-$verb.txt 2>&1 || { cat single-$verb.txt; exit 1; }
  srun -n 2 --overcommit -l "$build/odelia" $(words_of "$verb" srun) >srun-$verb.txt 2>&1 || { cat srun-$verb.txt; exit 1; }
  hold "$verb" srun
  said_by_first "$verb" srun-$verb.txt "0: "
  # An array of two jobs, one behind the other if need be.
  printf '#!/bin/sh\nexec "%s/odelia" %s\n' "$build" "$(words_of "$verb" array)" >job-$verb.sh
  sbatch --wait --array=0-1 --ntasks=1 --oversubscribe --output="$at/array-$verb-%a.txt" job-$verb.sh >sbatch.txt 2>&1 ||
    { cat sbatch.txt array-$verb-*.txt; exit 1; }
  hold "$verb" array
  said_by_first "$verb" array-$verb-0.txt ""
  echo "$verb: srun and sbatch --array give the records of a single process"
done
