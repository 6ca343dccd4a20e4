#pragma once
#include <string>
#include <vector>

namespace odelia {

/// A Butcher table as ARKODE ships it.
struct ArkodeTable {
  std::string name;  ///< ARKODE's own, without prefix: DORMAND_PRINCE_7_4_5 (stages, order of the
                     ///< embedding, order)
  int id;            ///< in ARKODE's enumeration
  bool implicit;     ///< diagonally implicit, not explicit
  int order, embedded_order;  ///< as ARKODE says; the latter 0 without embedding
  std::vector<double> c, b, d;
  std::vector<std::vector<double>> a;
};

/// All that this version of ARKODE has: first the explicit ones, then the diagonally implicit ones.
const std::vector<ArkodeTable>& arkode_tables();

}  // namespace odelia
