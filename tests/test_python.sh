#!/bin/sh
# The Python package of this build, and its notebook.  Exit status 77, skipped, where the build has none.
# test_python.sh SOURCE_DIR BUILD_DIR
set -eu
source=$1 build=$2
if ! ls "$build"/python/odelia/_core*.so >/dev/null 2>&1; then
  echo "skipped: this build has no Python package; it wants a Python whose torch is the build's LibTorch, numpy and pybind11"
  echo "(Debian: python3-torch, python3-numpy, pybind11-dev); -DODELIA_PYTHON=ON says what is missing"
  exit 77
fi
python=$(sed -n 's/^python = "\(.*\)"$/\1/p' "$build/python/odelia/_built.py")
export PYTHONPATH="$build/python" OMP_WAIT_POLICY=passive
cd "$source/tests/python"
"$python" -B test_odelia.py
"$python" -B test_notebook.py
