/* x86-64 with AVX2, BMI and POPCNT (Haswell and Zen, and later). */
#if defined(__x86_64__)

#include "footnote_vectors_portable.h"

#include <immintrin.h>

#define LEVEL_TARGET __attribute__((target("avx2,bmi,bmi2,popcnt")))
#define LEVEL_NAME footnote_vectors_avx2
#define INLINE LEVEL_TARGET static inline __attribute__((always_inline))

INLINE __m256i load32(const void *from) { return _mm256_loadu_si256((const __m256i *)from); }

INLINE int32_t sum_of_lanes(__m256i lanes) {
  const __m128i four =
      _mm_add_epi32(_mm256_castsi256_si128(lanes), _mm256_extracti128_si256(lanes, 1));
  const __m128i two = _mm_add_epi32(four, _mm_shuffle_epi32(four, 0x4E));
  return _mm_cvtsi128_si32(_mm_add_epi32(two, _mm_shuffle_epi32(two, 0xB1)));
}

INLINE __m256i lower_nibbles(__m256i bytes) {
  return _mm256_and_si256(bytes, _mm256_set1_epi8(15));
}

INLINE __m256i upper_nibbles(__m256i bytes) {
  return _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(15));
}

INLINE __m256i add_pairs(__m256i sums, __m256i products) {
  return _mm256_add_epi32(sums, _mm256_madd_epi16(products, _mm256_set1_epi16(1)));
}

/* Bytes would overflow the 16 bits in which pairs of products are summed; their nibbles do not. */
INLINE int32_t byte_sum(const int8_t *query, const uint8_t *row, size_t dimensions) {
  __m256i lower = _mm256_setzero_si256();
  __m256i upper = _mm256_setzero_si256();
  for (size_t d = 0; d < dimensions; d += 32) {
    const __m256i bytes = load32(row + d);
    const __m256i numbers = load32(query + d);
    lower = add_pairs(lower, _mm256_maddubs_epi16(lower_nibbles(bytes), numbers));
    upper = add_pairs(upper, _mm256_maddubs_epi16(upper_nibbles(bytes), numbers));
  }
  return sum_of_lanes(_mm256_add_epi32(lower, _mm256_slli_epi32(upper, 4)));
}

INLINE int32_t nibble_sum(const int8_t *query, const uint8_t *row, size_t dimensions) {
  __m256i sum = _mm256_setzero_si256();
  for (size_t d = 0; d < dimensions; d += 128) {
    for (size_t at = 0; at < 64; at += 32) {
      const __m256i bytes = load32(row + d / 2 + at);
      const __m256i lower = _mm256_maddubs_epi16(lower_nibbles(bytes), load32(query + d + at));
      const __m256i upper = _mm256_maddubs_epi16(upper_nibbles(bytes), load32(query + d + 64 + at));
      sum = add_pairs(sum, _mm256_add_epi16(lower, upper));
    }
  }
  return sum_of_lanes(sum);
}

INLINE int32_t sign_sum(const int8_t *query, const uint8_t *row, size_t dimensions) {
  const __m256i spread = _mm256_setr_epi8(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2,
                                          2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3);
  const __m256i bits = _mm256_set1_epi64x((long long)0x8040201008040201);
  const __m256i ones = _mm256_set1_epi8(1);
  __m256i sum = _mm256_setzero_si256();
  for (size_t d = 0; d < dimensions; d += 32) {
    int32_t word;
    __builtin_memcpy(&word, row + d / 8, sizeof word);
    const __m256i bytes = _mm256_shuffle_epi8(_mm256_set1_epi32(word), spread);
    const __m256i is_set = _mm256_cmpeq_epi8(_mm256_and_si256(bytes, bits), bits);
    const __m256i chosen = _mm256_and_si256(is_set, load32(query + d));
    sum = add_pairs(sum, _mm256_maddubs_epi16(ones, chosen));
  }
  return sum_of_lanes(sum);
}

INLINE int32_t differing(const uint8_t *query, const uint8_t *row, size_t dimensions) {
  return portable_differing(query, row, dimensions);
}

LEVEL_TARGET static void pack_bytes(const uint8_t *rows, size_t dimensions, size_t stride,
                                    const uint32_t *listed, size_t count, uint8_t *tile) {
  portable_pack_bytes(rows, dimensions, stride, listed, count, tile);
}

LEVEL_TARGET static void pack_nibbles(const uint8_t *rows, size_t dimensions, size_t stride,
                                      const uint32_t *listed, size_t count, uint8_t *tile) {
  portable_pack_nibbles(rows, dimensions, stride, listed, count, tile);
}

LEVEL_TARGET static void tile_equal_signs(const uint8_t *queries, size_t query_count,
                                          const uint8_t *tile, size_t dimensions,
                                          size_t sums_stride, int32_t *sums) {
  portable_tile_equal_signs(queries, query_count, tile, dimensions, sums_stride, sums);
}

/* The sums of `query_count` queries, a constant, with eight rows of a tile. */
INLINE void sums_of_queries(const int8_t *queries, const int32_t *starts, int query_count,
                            const uint8_t *tile, size_t dimensions, size_t stride, int32_t *sums) {
  __m256i lower[2];
  __m256i upper[2];
#pragma clang loop unroll(full)
  for (int q = 0; q < query_count; q++) lower[q] = upper[q] = _mm256_setzero_si256();
  for (size_t start = 0; start < dimensions; start += 32) {
    /* Sixteen products of nibbles at most, 30,480, are summed in 16 bits. */
    __m256i low[2];
    __m256i high[2];
#pragma clang loop unroll(full)
    for (int q = 0; q < query_count; q++) low[q] = high[q] = _mm256_setzero_si256();
    for (size_t d = start; d < start + 32; d += 4) {
      const __m256i bytes = load32(tile + d * FOOTNOTE_TILE_ROW_COUNT);
      const __m256i low_bytes = lower_nibbles(bytes);
      const __m256i high_bytes = upper_nibbles(bytes);
#pragma clang loop unroll(full)
      for (int q = 0; q < query_count; q++) {
        int32_t four;
        __builtin_memcpy(&four, queries + (size_t)q * dimensions + d, sizeof four);
        const __m256i numbers = _mm256_set1_epi32(four);
        low[q] = _mm256_add_epi16(low[q], _mm256_maddubs_epi16(low_bytes, numbers));
        high[q] = _mm256_add_epi16(high[q], _mm256_maddubs_epi16(high_bytes, numbers));
      }
    }
#pragma clang loop unroll(full)
    for (int q = 0; q < query_count; q++) {
      lower[q] = add_pairs(lower[q], low[q]);
      upper[q] = add_pairs(upper[q], high[q]);
    }
  }
#pragma clang loop unroll(full)
  for (int q = 0; q < query_count; q++) {
    const __m256i sum = _mm256_add_epi32(lower[q], _mm256_slli_epi32(upper[q], 4));
    _mm256_storeu_si256((__m256i *)(sums + (size_t)q * stride),
                        _mm256_add_epi32(sum, _mm256_set1_epi32(starts[q])));
  }
}

LEVEL_TARGET static void tile_sums(const int8_t *queries, const int32_t *starts,
                                   size_t query_count, const uint8_t *tile, size_t dimensions,
                                   size_t sums_stride, int32_t *sums) {
  for (size_t row = 0; row < FOOTNOTE_TILE_ROW_COUNT; row += 8) {
    const uint8_t *const rows = tile + 4 * row;
    size_t q = 0;
    for (; q + 2 <= query_count; q += 2) {
      sums_of_queries(queries + q * dimensions, starts + q, 2, rows, dimensions, sums_stride,
                      sums + q * sums_stride + row);
    }
    for (; q < query_count; q++) {
      sums_of_queries(queries + q * dimensions, starts + q, 1, rows, dimensions, sums_stride,
                      sums + q * sums_stride + row);
    }
  }
}

LEVEL_TARGET static size_t select_rows(const int32_t *sums, const float *factors,
                                       const float *biases, size_t count, float offset, float scale,
                                       float threshold, uint32_t *found, float *scores) {
#pragma STDC FP_CONTRACT OFF
  const __m256 limit = _mm256_set1_ps(threshold);
  size_t found_count = 0;
  size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    const __m256 sum = _mm256_add_ps(_mm256_cvtepi32_ps(load32(sums + i)), _mm256_set1_ps(offset));
    const __m256 product = _mm256_mul_ps(sum, _mm256_loadu_ps(factors + i));
    __m256 score = _mm256_mul_ps(product, _mm256_set1_ps(scale));
    if (biases != NULL) score = _mm256_sub_ps(score, _mm256_loadu_ps(biases + i));
    if (_mm256_movemask_ps(_mm256_cmp_ps(score, limit, _CMP_GE_OQ)) == 0) continue;
    found_count = portable_select(sums, factors, biases, i, i + 8, offset, scale, threshold,
                                  found_count, found, scores);
  }
  return portable_select(sums, factors, biases, i, count, offset, scale, threshold, found_count,
                         found, scores);
}

/* The set bits of each byte. */
INLINE __m256i count_bits(__m256i bits) {
  const __m256i counts = _mm256_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1,
                                          2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
  return _mm256_add_epi8(_mm256_shuffle_epi8(counts, lower_nibbles(bits)),
                         _mm256_shuffle_epi8(counts, upper_nibbles(bits)));
}

/* Twice the products of 4 rows of a tile with a query's planes. */
INLINE __m128i twice_plane_sums(const uint8_t *planes, const uint8_t *rows, size_t dimensions) {
  const size_t plane = dimensions / 8;
  __m256i sums = _mm256_setzero_si256();
  for (size_t at = 0; at < plane; at += 8) {
    const __m256i bits = load32(rows + at * FOOTNOTE_TILE_ROW_COUNT);
    /* -64 to 56 in each byte. */
    __m256i weighted = _mm256_setzero_si256();
    for (size_t b = 4; b > 0; b--) {
      long long numbers;
      __builtin_memcpy(&numbers, planes + (b - 1) * plane + at, sizeof numbers);
      const __m256i counts = count_bits(_mm256_and_si256(bits, _mm256_set1_epi64x(numbers)));
      weighted = _mm256_add_epi8(weighted, weighted);
      weighted = b == 4 ? _mm256_sub_epi8(weighted, counts) : _mm256_add_epi8(weighted, counts);
    }
    const __m256i raised = _mm256_add_epi8(weighted, _mm256_set1_epi8(64));
    sums = _mm256_add_epi64(sums, _mm256_sad_epu8(raised, _mm256_setzero_si256()));
  }
  const __m256i low =
      _mm256_permutevar8x32_epi32(sums, _mm256_setr_epi32(0, 2, 4, 6, 0, 2, 4, 6));
  const __m128i sum =
      _mm_sub_epi32(_mm256_castsi256_si128(low), _mm_set1_epi32((int)(64 * plane)));
  return _mm_add_epi32(sum, sum);
}

INLINE void tile_plane_sums(const uint8_t *planes, const uint8_t *tile, size_t dimensions,
                            size_t first_group, size_t end_group, int32_t less, int32_t *sums) {
  for (size_t row = 8 * first_group; row < 8 * end_group; row += 4) {
    const __m128i twice = twice_plane_sums(planes, tile + 8 * row, dimensions);
    _mm_storeu_si128((__m128i *)(sums + row), _mm_sub_epi32(twice, _mm_set1_epi32(less)));
  }
}

#define HAS_TILE_PLANE_SUMS

#include "footnote_vectors_level.h"

#endif
