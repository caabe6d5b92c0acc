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

static int has_avx512_for_vectors(void) {
  return has_avx512() && __builtin_cpu_supports("avx512dq") &&
         __builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512vpopcntdq");
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
    case footnote_level_neon:
      return &footnote_kernels_neon;
#endif
    default:
      return NULL;
  }
}

const footnote_vector_kernels *footnote_vector_kernels_at(footnote_level level) {
  switch (level) {
    case footnote_level_scalar:
      return &footnote_vectors_scalar;
#if defined(__x86_64__)
    case footnote_level_avx2:
      return has_avx2() ? &footnote_vectors_avx2 : NULL;
    case footnote_level_avx512:
      return has_avx2() && has_avx512_for_vectors() ? &footnote_vectors_avx512 : NULL;
#endif
#if defined(__aarch64__)
    case footnote_level_neon:
      return &footnote_vectors_neon;
#endif
    default:
      return NULL;
  }
}

/* The levels from the best to the plainest, by the names that FOOTNOTE_SIMD has for them. */
static const struct {
  const char *name;
  footnote_level level;
} levels[] = {
    {"avx512", footnote_level_avx512},
    {"avx2", footnote_level_avx2},
    {"neon", footnote_level_neon},
    {"scalar", footnote_level_scalar},
};
enum { LEVEL_COUNT = sizeof levels / sizeof levels[0] };

/* The table of the wanted level where there is one, or else of the best level that there is. */
static const void *resolve(const void *(*table_at)(footnote_level)) {
  const char *wanted = getenv("FOOTNOTE_SIMD");
  for (size_t i = 0; wanted != NULL && i < LEVEL_COUNT; i++) {
    if (strcmp(wanted, levels[i].name) != 0) continue;
    const void *table = table_at(levels[i].level);
    if (table != NULL) return table;
  }
  for (size_t i = 0; i < LEVEL_COUNT; i++) {
    const void *table = table_at(levels[i].level);
    if (table != NULL) return table;
  }
  return table_at(footnote_level_scalar);
}

static const void *table_at(footnote_level level) { return footnote_kernels_at(level); }

static const void *vector_table_at(footnote_level level) {
  return footnote_vector_kernels_at(level);
}

const footnote_kernels *footnote_kernels_current(void) {
  /* Threads that race here all resolve to the same level. */
  static _Atomic(const footnote_kernels *) resolved;
  const footnote_kernels *kernels = atomic_load_explicit(&resolved, memory_order_acquire);
  if (kernels == NULL) {
    kernels = resolve(table_at);
    atomic_store_explicit(&resolved, kernels, memory_order_release);
  }
  return kernels;
}

const footnote_vector_kernels *footnote_vector_kernels_current(void) {
  static _Atomic(const footnote_vector_kernels *) resolved;
  const footnote_vector_kernels *kernels = atomic_load_explicit(&resolved, memory_order_acquire);
  if (kernels == NULL) {
    kernels = resolve(vector_table_at);
    atomic_store_explicit(&resolved, kernels, memory_order_release);
  }
  return kernels;
}
