#!/bin/sh
# Dependencies point one way: experiments -> models -> solvers, and nothing of ours includes tests; rooms (the
# folders inside the three, and their tops) do not include one another in a circle.
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
# A room is a folder; a file at the top of experiments/ is a verb of its own.  tsort finds the circles.
circles=$(grep -rE --include='*.h' --include='*.cpp' '^#include "(solvers|models|experiments)/' solvers models experiments |
  awk -F'"' 'function room(path) {
      if (path ~ /^experiments\/[^\/]*$/) sub(/\.[a-z]*$/, "", path); else sub(/\/[^\/]*$/, "", path)
      return path
    }
    { from = $1; sub(/:.*/, "", from); if (room(from) != room($2)) print room(from), room($2) }' |
  sort -u | tsort 2>&1 >/dev/null)
if [ -n "$circles" ]; then
  echo "$circles"
  echo "^ these rooms include one another in a circle"
  failed=1
fi
# The room that every verb stands on.
if grep -rnE --include='*.h' --include='*.cpp' '#include "experiments/' experiments/command | grep -vE '"experiments/(command|sharing)/'; then
  echo "^ experiments/command/ must not include the verbs' rooms"
  failed=1
fi

# A comment whose last line is one word was torn by a formatter.
torn=$(find solvers models experiments tests -name '*.h' -o -name '*.cpp' -o -name '*.cu' | xargs awk '
  FNR == 1 { before = "" }
  { if (torn != "" && $0 !~ /^ *\/\//) print torn
    torn = $0 ~ /^ *\/\/[\/<]* +[^ ]+ *$/ && before ~ /^ *\/\/.*[^ ]$/ && length(before) > 90 ? FILENAME ":" FNR ": " $0 : ""
    before = $0 }')
if [ -n "$torn" ]; then
  echo "$torn"
  echo "^ balance these comments by hand: their last line is one word"
  failed=1
fi

# They cost every file seconds of compile time.
if grep -rnE --include='*.h' --include='*.cpp' '#include *<(torch/torch|torch/types|ATen/ATen|ATen/Functions).h>' solvers models experiments; then
  echo "^ take solvers/tensor.h and the <ATen/ops/...> needed"
  failed=1
fi
exit $failed
