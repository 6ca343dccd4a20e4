#!/bin/sh
# Proves README.md's two commands in a bare Debian root: makes one with debootstrap, clones this repository's
# HEAD into it, runs quickstart.sh twice and run.sh once, prints wall times and last lines, removes the root.
#   sudo sh tests/bare_root.sh [SUITE]      SUITE: bookworm (default), trixie; MIRROR=URL overrides the machine's
set -eu
suite=${1:-bookworm}
die() { echo "bare_root.sh: $*" >&2; exit 1; }
[ "$(id -u)" -eq 0 ] || die "needs root, for chroot"
command -v debootstrap >/dev/null || die "needs debootstrap"
repository=$(cd "$(dirname "$0")/.." && pwd)

# The mirror this machine uses for Debian.
mirror=${MIRROR:-$(apt-get indextargets --format '$(ORIGIN) $(LABEL) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' |
  awk '$1 == "Debian" && $2 == "Debian" && $3 == "main" { print $4; exit }')}
[ -n "$mirror" ] || die "found no Debian mirror in /etc/apt; name one: MIRROR=URL"

root=$(mktemp -d "${TMPDIR:-/tmp}/bare-root.XXXXXX")
clean_up() {
  for mounted in proc sys dev; do
    ! mountpoint -q "$root/$mounted" || umount -l "$root/$mounted" || return
  done
  rm -rf --one-file-system "$root"
}
trap clean_up EXIT
trap 'exit 1' INT TERM

# timed NAME COMMAND...: runs it, then says how long it took and how it ended.
timed() {
  name=$1
  shift
  begin=$(date +%s)
  status=0
  "$@" >"$root.log" 2>&1 || status=$?
  echo "== $name: status $status, $(($(date +%s) - begin)) s; its last lines:"
  tail -n "${lines:-5}" "$root.log"
  rm -f "$root.log"
  return $status
}

timed "debootstrap $suite" debootstrap --variant=minbase --include=ca-certificates "$suite" "$root" "$mirror"
# How this machine reaches the mirror: proxies, and certificates beyond Debian's.
apt-config dump Acquire >"$root/etc/apt/apt.conf.d/99-as-outside"
cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"
cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
for file in proc sys dev; do mount --rbind "/$file" "$root/$file" && mount --make-rslave "$root/$file"; done
git clone --quiet --no-hardlinks "$repository" "$root/odelia"

inside() {
  chroot "$root" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
    http_proxy="${http_proxy:-}" https_proxy="${https_proxy:-}" no_proxy="${no_proxy:-}" \
    sh -c 'cd /odelia && exec "$@"' sh "$@"
}
failed=0
lines=30 timed "sh experiments/quickstart.sh" inside sh experiments/quickstart.sh || failed=1
lines=5 timed "sh experiments/quickstart.sh, again" inside sh experiments/quickstart.sh || failed=1
lines=40 timed "sh tests/run.sh" inside sh tests/run.sh || failed=1
exit $failed
