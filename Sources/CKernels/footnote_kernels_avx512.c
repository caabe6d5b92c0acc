/* x86-64 with AVX-512 F, BW and VL (Skylake-X, Ice Lake, Zen 4, and later). */
#if defined(__x86_64__)

#include "footnote_kernels_portable.h"

#include <immintrin.h>

#define LEVEL_TARGET __attribute__((target("avx512f,avx512bw,avx512vl,avx2,bmi,bmi2,popcnt")))
#define LEVEL_NAME footnote_kernels_avx512

LEVEL_TARGET static size_t collect(uint32_t *scores, size_t count, uint32_t threshold,
                                   uint32_t start, uint32_t *documents, uint32_t *sums) {
  const __m512i limit = _mm512_set1_epi32((int)threshold);
  const __m512i lanes =
      _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  size_t found = 0;
  size_t i = 0;
  for (; i + 16 <= count; i += 16) {
    const __m512i values = _mm512_loadu_si512(scores + i);
    const __mmask16 hits = _mm512_cmpgt_epu32_mask(values, limit);
    const __m512i numbers = _mm512_add_epi32(lanes, _mm512_set1_epi32((int)(start + (uint32_t)i)));
    /* Whole vectors are stored: the lists have room for one more than they can need. A branch that
     * spares the empty ones would often be mispredicted. */
    _mm512_storeu_si512(documents + found, _mm512_maskz_compress_epi32(hits, numbers));
    _mm512_storeu_si512(sums + found, _mm512_maskz_compress_epi32(hits, values));
    found += (size_t)__builtin_popcount(hits);
    _mm512_storeu_si512(scores + i, _mm512_setzero_si512());
  }
  return found + portable_collect(scores + i, count - i, threshold, start + (uint32_t)i,
                                  documents + found, sums + found);
}

LEVEL_TARGET static size_t retain(uint32_t *documents, uint32_t *sums, size_t count,
                                  uint32_t threshold) {
  const __m512i limit = _mm512_set1_epi32((int)threshold);
  size_t kept = 0;
  size_t i = 0;
  /* Never stores beyond what was read already: kept <= i. */
  for (; i + 16 <= count; i += 16) {
    const __m512i values = _mm512_loadu_si512(sums + i);
    const __m512i numbers = _mm512_loadu_si512(documents + i);
    const __mmask16 hits = _mm512_cmpgt_epu32_mask(values, limit);
    _mm512_storeu_si512(documents + kept, _mm512_maskz_compress_epi32(hits, numbers));
    _mm512_storeu_si512(sums + kept, _mm512_maskz_compress_epi32(hits, values));
    kept += (size_t)__builtin_popcount(hits);
  }
  for (; i < count; i++) {
    const uint32_t sum = sums[i];
    documents[kept] = documents[i];
    sums[kept] = sum;
    kept += sum > threshold;
  }
  return kept;
}

#include "footnote_kernels_level.h"

#endif
