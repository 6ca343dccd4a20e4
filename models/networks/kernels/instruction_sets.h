// Includes the header ODELIA_KERNEL once per instruction set, as namespaces avx512 and avx2; for
// ODELIA_BEST(f), the one of this processor, or null where there is none.
#ifndef ODELIA_BEST
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define ODELIA_INSTRUCTION_SETS 1
#define ODELIA_BEST(f)                                                           \
  (__builtin_cpu_supports("avx512f")                                 ? avx512::f \
   : __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? avx2::f   \
                                                                     : nullptr)
#else
#define ODELIA_BEST(f) nullptr
#endif
#endif

#ifdef ODELIA_INSTRUCTION_SETS
namespace avx512 {
#pragma GCC push_options
#pragma GCC target("avx512f,fma")
#define ODELIA_LANES 16
#include ODELIA_KERNEL
#undef ODELIA_LANES
#pragma GCC pop_options
}  // namespace avx512
namespace avx2 {
#pragma GCC push_options
#pragma GCC target("avx2,fma")
#define ODELIA_LANES 8
#include ODELIA_KERNEL
#undef ODELIA_LANES
#pragma GCC pop_options
}  // namespace avx2
#endif
#undef ODELIA_KERNEL
