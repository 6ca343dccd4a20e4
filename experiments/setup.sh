# What quickstart.sh and tests/run.sh share: check the system, install missing packages, configure, build.
# Sourced by them, in the repository's root; POSIX sh.

say() { printf '\n== %s\n' "$*"; }
die() { printf '\nodelia: %s\n' "$*" >&2; exit 1; }

# Debian 12 and 13 and Ubuntu 24.04 have every package under the names below.
check_system() {
  [ "$(uname -s)" = Linux ] || die "this script is for Debian and Ubuntu; this system is $(uname -s)"
  case $(uname -m) in
    x86_64 | aarch64) ;;
    *) die "needs a 64-bit x86 or ARM processor; this is $(uname -m)" ;;
  esac
  [ -r /etc/os-release ] || die "this script is for Debian and Ubuntu; there is no /etc/os-release here"
  system=$(. /etc/os-release && echo "${ID:-?} ${VERSION_ID:-0}")
  case $system in
    "debian "*) oldest=12 ;;
    "ubuntu "*) oldest=24 ;;
    *) die "this script knows the packages of Debian 12+ and Ubuntu 24.04+; this is $system.
experiments/INSTALL.md lists the libraries to install, and then: cmake --preset default && cmake --build build" ;;
  esac
  version=${system#* }
  [ "${version%%.*}" -eq 0 ] || [ "${version%%.*}" -ge "$oldest" ] ||  # 0: testing and unstable have no number
    die "needs ${system% *} $oldest or newer; this is $system"
}

# True if a PyTorch >= 2.7 is named or active, so that the system's LibTorch is not needed.
has_own_torch() {
  case ${ODELIA_TORCH:-} in
    "") python3 -c 'import sys; from importlib.metadata import version
sys.exit(tuple(map(int, version("torch").split(".")[:2])) < (2, 7))' 2>/dev/null ;;
    system) false ;;
    *) true ;;
  esac
}

# install_packages NAME...: those that are missing, after saying which.
install_packages() {
  missing=
  for package; do
    dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || missing="$missing $package"
  done
  [ -n "$missing" ] || { say "every package is installed"; return 0; }
  say "installing with apt-get:$missing"
  as_root=
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || die "these packages are missing and you are neither root nor have sudo. Ask an administrator for
  apt-get install --no-install-recommends$missing"
    as_root=sudo
  fi
  free=$(df -Pk /usr | awk 'NR == 2 { print int($4 / 1024) }')
  [ "$free" -gt 3000 ] || die "the packages may need 3 GB below /usr; only $free MB are free"
  log=$(mktemp)
  # shellcheck disable=SC2086  # the list is words
  if ! { $as_root apt-get update -q &&
         $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
           -o DPkg::Lock::Timeout=300 $missing; } >"$log" 2>&1; then
    tail -n 30 "$log" >&2
    rm -f "$log"
    die "apt-get failed; its last lines are above"
  fi
  rm -f "$log"
}

# The fastest BLAS for LibTorch is OpenBLAS with OpenMP.  Where another one is the system's choice, and nobody
# chose it by hand, choose this one.
choose_blas() (  # a subshell, like build below: its variables are its own
  for link in libblas.so.3 liblapack.so.3; do
    for file in /usr/lib/*/openblas-openmp/$link; do
      [ -e "$file" ] || return 0
      folder=${file%/openblas-openmp/*}
      name=$link-${folder##*/}
      [ "$(readlink -f "$folder/$link")" != "$(readlink -f "$file")" ] || continue
      if update-alternatives --query "$name" 2>/dev/null | grep -qx 'Status: auto'; then
        say "choosing OpenBLAS (OpenMP) for $name; undo with: update-alternatives --auto $name"
        ${as_root:-} update-alternatives --set "$name" "$file" >/dev/null || say "that failed; see odelia doctor"
      else
        say "$name is set by hand to $(readlink -f "$folder/$link"): left alone; see odelia doctor"
      fi
    done
  done
)

# prepare EXTRA_PACKAGE...: check the system and install what is needed to build.
prepare() {
  check_system
  libtorch="libtorch-dev libopenblas0-openmp"
  if has_own_torch; then libtorch=; fi
  # shellcheck disable=SC2086
  install_packages g++ cmake ninja-build pkg-config $libtorch libsundials-dev libeigen3-dev libboost-dev libfmt-dev \
    libcli11-dev libtomlplusplus-dev nlohmann-json3-dev libpng-dev libjpeg-dev zlib1g-dev libzip-dev \
    librandom123-dev libxxhash-dev gnuplot-nox "$@"
  [ -z "$libtorch" ] || choose_blas
}

# build FOLDER TARGET CMAKE_OPTION...
build() (
  folder=$1 target=$2
  shift 2
  say "configuring $folder"
  [ -f "$folder/CMakeCache.txt" ] || set -- -G Ninja "$@"
  cmake -S . -B "$folder" "$@" >"$folder.log.tmp" 2>&1 || { cat "$folder.log.tmp" >&2; rm -f "$folder.log.tmp"; die "cmake failed"; }
  grep -E 'LibTorch|SUNDIALS|Catch2|Warning' "$folder.log.tmp" || true
  rm -f "$folder.log.tmp"
  # One compiler takes up to 1.2 GB.
  jobs=$(awk -v cores="$(nproc)" '/^MemAvailable/ { n = int($2 / 1200000) } END { print n < 1 ? 1 : n < cores ? n : cores }' /proc/meminfo)
  say "building with $jobs at a time"
  cmake --build "$folder" --target "$target" -j "$jobs" || die "the build failed; the error is above"
)
