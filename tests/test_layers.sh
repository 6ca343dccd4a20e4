#!/bin/sh
# Dependencies point one way: experiments -> models -> solvers, and nothing of ours includes tests.
# test_layers.sh SOURCE_DIR
cd "$1" || exit 1
failed=0

# forbid FOLDER UPWARD: no file below FOLDER includes a header that matches UPWARD.
forbid() {
  if grep -rnE --include='*.h' --include='*.cpp' --include='*.cu' "#include *[\"<]($2)/" "$1"; then
    echo "^ $1/ must not include $2"
    failed=1
  fi
}
forbid solvers 'models|experiments|tests'
forbid models 'experiments|tests'
forbid experiments 'tests'

# An include by a path that climbs would get around the rule.
if grep -rnE --include='*.h' --include='*.cpp' '#include *"\.\./' solvers models experiments tests; then
  echo "^ include by the path from the repository's root"
  failed=1
fi
# They cost every file seconds of compile time.
if grep -rnE --include='*.h' --include='*.cpp' '#include *<(torch/torch|torch/types|ATen/ATen|ATen/Functions).h>' solvers models experiments; then
  echo "^ take solvers/tensor.h and the <ATen/ops/...> needed"
  failed=1
fi
exit $failed
