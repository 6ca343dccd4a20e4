#!/bin/sh
# The Python package: built for the torch of a python3 that has one, and tested there.  Exit status 77, skipped, where no
# python3 has torch and the headers to build for, or the build is of another LibTorch.
# test_python.sh SOURCE_DIR BUILD_DIR
set -eu
source=$1 build=$2
skip() { echo "skipped: $*"; exit 77; }

# The package of this build, else one that is built here.
package=$build/python
python=$(sed -n 's/^_\{0,1\}Python_EXECUTABLE:[A-Z]*=//p' "$build/CMakeCache.txt" | head -n 1)
if ! ls "$package"/odelia/_core*.so >/dev/null 2>&1; then
  skip "this build has no Python package; configure with -DODELIA_PYTHON=ON (Debian: python3-torch, pybind11-dev)"
fi
export PYTHONPATH="$package" OMP_WAIT_POLICY=passive
"$python" -c 'import torch, numpy' 2>/dev/null || skip "$python has no torch or no numpy"
cd "$source/tests/python"
"$python" -B test_odelia.py
"$python" -B test_notebook.py
