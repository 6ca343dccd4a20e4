#pragma once
// One binary serves every x86-64 machine: the loader picks the widest version.  Contraction is off
// for the whole project, so all versions give the same bits.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define ODELIA_CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define ODELIA_CLONES
#endif
