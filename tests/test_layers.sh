#!/bin/sh
# Dependencies point one way: experiments -> models -> solvers, and nothing of ours includes tests; rooms (the
# folders inside the three, and their tops) do not include one another in a circle.  Headers stand by themselves, and
# the text is as clang-format 14 leaves it.
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
# clang-format breaks no comments.
wide=$(find solvers models experiments tests -name '*.h' -o -name '*.cpp' -o -name '*.cu' |
  xargs awk '/^ *\/\// && length($0) > 120 { print FILENAME ":" FNR ": " $0 }')
if [ -n "$wide" ]; then
  echo "$wide"
  echo "^ break these comments by hand: they are wider than 120 columns"
  failed=1
fi
if command -v clang-format-14 >/dev/null &&
    ! find solvers models experiments tests -name '*.h' -o -name '*.cpp' | xargs clang-format-14 --dry-run -Werror; then
  echo "^ run clang-format-14 -i on these"
  failed=1
fi

# They cost every file seconds of compile time.
if grep -rnE --include='*.h' --include='*.cpp' '#include *<(torch/torch|torch/types|ATen/ATen|ATen/Functions).h>' solvers models experiments; then
  echo "^ take solvers/tensor.h and the <ATen/ops/...> needed"
  failed=1
fi
# Headers take solvers/tensor.h, but for those that are about another part of LibTorch.
if grep -rnE --include='*.h' '#include *<(ATen|c10|torch)/' solvers models experiments |
    grep -vE '^(solvers/tensor|models/forward_mode|models/torch_error|experiments/python/bind).h:|^models/networks/(checkpoints/fresh_parameters|foreign/torchscript_module).h:'; then
  echo "^ take solvers/tensor.h, and the rest of LibTorch in the .cpp"
  failed=1
fi
# The precompiled header would hide that a header names what it includes neither itself nor by another of ours.
bare=$(find solvers models experiments tests -name '*.h' | xargs grep -l '^#pragma once' | xargs awk '
  BEGIN {
    split("vector array string functional memory map set optional span tuple", names, " ")
    for (i in names) needs["std::" names[i] "[^a-z_]"] = names[i]
    needs["std::(function|hash)<"] = "functional"
    needs["std::(shared_ptr|unique_ptr|make_shared|make_unique)<"] = "memory"
    needs["std::(max|min|sort|clamp|any_of|all_of)[(<]"] = "algorithm"
    needs["std::(invalid_argument|runtime_error)[^a-z_]"] = "stdexcept"
    needs["[^a-z_:]fmt::"] = "fmt/format.h"
  }
  /^#include/ { split($0, part, /[<">]/); includes[FILENAME] = includes[FILENAME] " " part[2]; next }
  { sub(/\/\/.*/, "")
    for (use in needs) if ($0 ~ use) used[FILENAME, needs[use]] = 1 }
  function reaches(file, wanted, list, n, i) {
    n = split(includes[file], list, " ")
    for (i = 1; i <= n; ++i)
      if (list[i] == wanted) return 1
      else if (!seen[list[i]]++ && reaches(list[i], wanted)) return 1
    return 0
  }
  END {
    for (key in used) {
      split(key, pair, SUBSEP)
      split("", seen)
      if (!reaches(pair[1], pair[2])) print pair[1] ": <" pair[2] ">"
    }
  }' | sort)
if [ -n "$bare" ]; then
  echo "$bare"
  echo "^ these headers name what they do not include"
  failed=1
fi
exit $failed
