#include "solvers/external/arkode_tables.h"

#include <arkode/arkode_butcher_dirk.h>
#include <arkode/arkode_butcher_erk.h>
#include <fmt/format.h>

namespace odelia {
namespace {

// In the order of ARKODE's enumerations, which grow at their ends: up to SUNDIALS 7.5.
constexpr const char* explicit_names[] = {"HEUN_EULER_2_1_2",
                                          "BOGACKI_SHAMPINE_4_2_3",
                                          "ARK324L2SA_ERK_4_2_3",
                                          "ZONNEVELD_5_3_4",
                                          "ARK436L2SA_ERK_6_3_4",
                                          "SAYFY_ABURUB_6_3_4",
                                          "CASH_KARP_6_4_5",
                                          "FEHLBERG_6_4_5",
                                          "DORMAND_PRINCE_7_4_5",
                                          "ARK548L2SA_ERK_8_4_5",
                                          "VERNER_8_5_6",
                                          "FEHLBERG_13_7_8",
                                          "KNOTH_WOLKE_3_3",
                                          "ARK437L2SA_ERK_7_3_4",
                                          "ARK548L2SAB_ERK_8_4_5",
                                          "ARK2_ERK_3_1_2",
                                          "SOFRONIOU_SPALETTA_5_3_4",
                                          "SHU_OSHER_3_2_3",
                                          "VERNER_9_5_6",
                                          "VERNER_10_6_7",
                                          "VERNER_13_7_8",
                                          "VERNER_16_8_9",
                                          "FORWARD_EULER_1_1",
                                          "RALSTON_EULER_2_1_2",
                                          "EXPLICIT_MIDPOINT_EULER_2_1_2",
                                          "RALSTON_3_1_2",
                                          "TSITOURAS_7_4_5"};
constexpr const char* implicit_names[] = {"SDIRK_2_1_2",
                                          "BILLINGTON_3_3_2",
                                          "TRBDF2_3_3_2",
                                          "KVAERNO_4_2_3",
                                          "ARK324L2SA_DIRK_4_2_3",
                                          "CASH_5_2_4",
                                          "CASH_5_3_4",
                                          "SDIRK_5_3_4",
                                          "KVAERNO_5_3_4",
                                          "ARK436L2SA_DIRK_6_3_4",
                                          "KVAERNO_7_4_5",
                                          "ARK548L2SA_DIRK_8_4_5",
                                          "ARK437L2SA_DIRK_7_3_4",
                                          "ARK548L2SAB_DIRK_8_4_5",
                                          "ESDIRK324L2SA_4_2_3",
                                          "ESDIRK325L2SA_5_2_3",
                                          "ESDIRK32I5L2SA_5_2_3",
                                          "ESDIRK436L2SA_6_3_4",
                                          "ESDIRK43I6L2SA_6_3_4",
                                          "QESDIRK436L2SA_6_3_4",
                                          "ESDIRK437L2SA_7_3_4",
                                          "ESDIRK547L2SA_7_4_5",
                                          "ESDIRK547L2SA2_7_4_5",
                                          "ARK2_DIRK_3_1_2",
                                          "BACKWARD_EULER_1_1",
                                          "IMPLICIT_MIDPOINT_1_2",
                                          "IMPLICIT_TRAPEZOIDAL_2_2"};

template <size_t N>
std::string name_of(const char* const (&names)[N], int index, bool implicit) {
  return index < static_cast<int>(N) ? names[index]
                                     : fmt::format("{}_{}", implicit ? "DIRK" : "ERK", index);
}

ArkodeTable copy(std::string name, int id, bool implicit, ARKodeButcherTable t) {
  ArkodeTable out{
      std::move(name),          id, implicit, t->q, t->d ? t->p : 0, {t->c, t->c + t->stages},
      {t->b, t->b + t->stages}, {}, {}};
  if (t->d) out.d.assign(t->d, t->d + t->stages);
  for (int i = 0; i < t->stages; ++i) out.a.emplace_back(t->A[i], t->A[i] + t->stages);
  ARKodeButcherTable_Free(t);
  return out;
}

}  // namespace

const std::vector<ArkodeTable>& arkode_tables() {
  static const std::vector<ArkodeTable> all = [] {
    std::vector<ArkodeTable> tables;
    for (int id = ARKODE_MIN_ERK_NUM; id <= ARKODE_MAX_ERK_NUM; ++id)
      if (const auto t = ARKodeButcherTable_LoadERK(static_cast<ARKODE_ERKTableID>(id)))
        tables.push_back(
            copy(name_of(explicit_names, id - ARKODE_MIN_ERK_NUM, false), id, false, t));
    for (int id = ARKODE_MIN_DIRK_NUM; id <= ARKODE_MAX_DIRK_NUM; ++id)
      if (const auto t = ARKodeButcherTable_LoadDIRK(static_cast<ARKODE_DIRKTableID>(id)))
        tables.push_back(
            copy(name_of(implicit_names, id - ARKODE_MIN_DIRK_NUM, true), id, true, t));
    return tables;
  }();
  return all;
}

}  // namespace odelia
