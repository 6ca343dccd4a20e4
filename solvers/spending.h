#pragma once
#include "solvers/solver.h"

namespace odelia {

/// What a step of several evaluations may still spend, a guided one counting twice.
class Spending {
 public:
  Spending(const Dynamics& dynamics, const Step& to)
      : ledger_(dynamics.ledger()), before_(ledger_.forward), allowed_(to.nfe_left) {}
  int64_t left() const { return allowed_ - (ledger_.forward - before_); }

 private:
  const Ledger& ledger_;
  int64_t before_, allowed_;
};

}  // namespace odelia
