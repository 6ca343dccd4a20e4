#pragma once
// One binary serves every x86-64 machine: the loader picks the widest version.  Contraction is off
// for the whole project, so all versions give the same bits.  Not under the thread sanitizer, which
// watches the function that picks, before the loader has it in place.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_THREAD__)
#define ODELIA_CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define ODELIA_CLONES
#endif
