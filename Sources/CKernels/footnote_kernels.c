/* Chooses a level once, by what the processor has and what FOOTNOTE_SIMD asks for. */
#include "footnote_kernels_levels.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__)
static int has_avx2(void) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
         __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
}

static int has_avx512(void) {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512vl");
}
#endif

const footnote_kernels *footnote_kernels_at(footnote_level level) {
  switch (level) {
    case footnote_level_scalar:
      return &footnote_kernels_scalar;
#if defined(__x86_64__)
    case footnote_level_avx2:
      return has_avx2() ? &footnote_kernels_avx2 : NULL;
    case footnote_level_avx512:
      return has_avx2() && has_avx512() ? &footnote_kernels_avx512 : NULL;
#endif
#if defined(__aarch64__)
    /* NEON is in the baseline, and the portable bodies are compiled for it. */
    case footnote_level_neon:
      return &footnote_kernels_scalar;
#endif
    default:
      return NULL;
  }
}

static const footnote_kernels *resolve(void) {
  static const struct {
    const char *name;
    footnote_level level;
  } levels[] = {
      {"avx512", footnote_level_avx512},
      {"avx2", footnote_level_avx2},
      {"neon", footnote_level_neon},
      {"scalar", footnote_level_scalar},
  };
  const size_t count = sizeof levels / sizeof levels[0];
  const char *wanted = getenv("FOOTNOTE_SIMD");
  for (size_t i = 0; wanted != NULL && i < count; i++) {
    if (strcmp(wanted, levels[i].name) != 0) continue;
    const footnote_kernels *kernels = footnote_kernels_at(levels[i].level);
    if (kernels != NULL) return kernels;
  }
  for (size_t i = 0; i < count; i++) {
    const footnote_kernels *kernels = footnote_kernels_at(levels[i].level);
    if (kernels != NULL) return kernels;
  }
  return &footnote_kernels_scalar;
}

const footnote_kernels *footnote_kernels_current(void) {
  /* Threads that race here all resolve to the same level. */
  static _Atomic(const footnote_kernels *) resolved;
  const footnote_kernels *kernels = atomic_load_explicit(&resolved, memory_order_acquire);
  if (kernels == NULL) {
    kernels = resolve();
    atomic_store_explicit(&resolved, kernels, memory_order_release);
  }
  return kernels;
}
