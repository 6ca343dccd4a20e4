#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "models/torch_error.h"
#include "solvers/dynamics.h"

namespace odelia {

/// What work(rows) gives; where LibTorch refuses to do it for all rows, what it gives row by row,
/// so that a refusal ends the sample that it concerns and not the run: a sample does not depend on
/// its neighbours.  refused(row, why, evaluations) stands for a row that LibTorch refuses alone,
/// after so many evaluations on the ledger.  The parts come in the order of the rows.  What the
/// machine refuses, a lost GPU or memory that does not suffice for one row, is thrown on: no sample is
/// the reason.
template <class Work, class Refused>
auto row_by_row(const Ledger& ledger, const std::vector<int64_t>& rows, Work&& work,
                Refused&& refused) -> std::vector<decltype(work(rows))> {
  const int64_t before = ledger.forward;
  try {
    return {work(rows)};
  } catch (const c10::Error& e) {
    if (device_is_lost(e)) throw;
    if (rows.size() == 1 && of_the_machine(e)) throw;
    if (rows.size() == 1) return {refused(rows[0], first_line(e), ledger.forward - before)};
  }
  std::vector<decltype(work(rows))> parts;
  for (int64_t row : rows) parts.push_back(row_by_row(ledger, {row}, work, refused).front());
  return parts;
}

}  // namespace odelia
