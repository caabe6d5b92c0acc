/* x86-64 with AVX2, BMI and POPCNT (Haswell and Zen, and later). */
#if defined(__x86_64__)

#include "footnote_kernels_portable.h"

#include <immintrin.h>

#define LEVEL_TARGET __attribute__((target("avx2,bmi,bmi2,popcnt")))
#define LEVEL_NAME footnote_kernels_avx2

/* Bit i is set when element i exceeds `threshold`; `above` is threshold + 1 in each element. */
LEVEL_TARGET static inline uint32_t exceeding(__m256i values, __m256i above) {
  const __m256i is_above = _mm256_cmpeq_epi32(_mm256_max_epu32(values, above), values);
  return (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(is_above));
}

LEVEL_TARGET static size_t collect_above(uint32_t *scores, size_t count, uint32_t threshold,
                                         uint32_t start, uint32_t *documents, uint32_t *sums) {
  const __m256i above = _mm256_set1_epi32((int)(threshold + 1));
  const __m256i zero = _mm256_setzero_si256();
  size_t found = 0;
  size_t i = 0;
  /* No score exceeds the greatest threshold, and threshold + 1 would wrap around. */
  for (; threshold != UINT32_MAX && i + 32 <= count; i += 32) {
    __m256i *const group = (__m256i *)(scores + i);
    uint32_t hits = 0;
    for (int j = 0; j < 4; j++) hits |= exceeding(_mm256_loadu_si256(group + j), above) << (8 * j);
    for (; hits != 0; hits &= hits - 1) {
      const size_t at = i + (size_t)__builtin_ctz(hits);
      documents[found] = start + (uint32_t)at;
      sums[found++] = scores[at];
    }
    for (int j = 0; j < 4; j++) _mm256_storeu_si256(group + j, zero);
  }
  return found + portable_collect(scores + i, count - i, threshold, start + (uint32_t)i,
                                  documents + found, sums + found);
}

LEVEL_TARGET static size_t retain(uint32_t *documents, uint32_t *sums, size_t count,
                                  uint32_t threshold) {
  return portable_retain(documents, sums, count, threshold);
}

#include "footnote_kernels_level.h"

#endif
