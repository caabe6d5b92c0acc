/* x86-64 with AVX-512 F, BW, VL, VNNI and VPOPCNTDQ (Ice Lake, Zen 4, and later). */
#if defined(__x86_64__)

#include "footnote_vectors_portable.h"

#include <immintrin.h>

#define LEVEL_TARGET                                                                     \
  __attribute__((target(                                                                 \
      "avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,avx512vpopcntdq,avx2,bmi,bmi2,popcnt")))
#define LEVEL_NAME footnote_vectors_avx512
#define INLINE LEVEL_TARGET static inline __attribute__((always_inline))

INLINE __m512i lower_nibbles(__m512i bytes) {
  return _mm512_and_si512(bytes, _mm512_set1_epi8(15));
}

INLINE __m512i upper_nibbles(__m512i bytes) {
  return _mm512_and_si512(_mm512_srli_epi16(bytes, 4), _mm512_set1_epi8(15));
}

INLINE int32_t byte_sum(const int8_t *query, const uint8_t *row, size_t dimensions) {
  __m512i even = _mm512_setzero_si512();
  __m512i odd = _mm512_setzero_si512();
  size_t d = 0;
  for (; d + 128 <= dimensions; d += 128) {
    even = _mm512_dpbusd_epi32(even, _mm512_loadu_si512(row + d), _mm512_loadu_si512(query + d));
    odd = _mm512_dpbusd_epi32(odd, _mm512_loadu_si512(row + d + 64),
                              _mm512_loadu_si512(query + d + 64));
  }
  if (d < dimensions) {
    even = _mm512_dpbusd_epi32(even, _mm512_loadu_si512(row + d), _mm512_loadu_si512(query + d));
  }
  return _mm512_reduce_add_epi32(_mm512_add_epi32(even, odd));
}

INLINE int32_t nibble_sum(const int8_t *query, const uint8_t *row, size_t dimensions) {
  __m512i lower = _mm512_setzero_si512();
  __m512i upper = _mm512_setzero_si512();
  for (size_t d = 0; d < dimensions; d += 128) {
    const __m512i bytes = _mm512_loadu_si512(row + d / 2);
    lower = _mm512_dpbusd_epi32(lower, lower_nibbles(bytes), _mm512_loadu_si512(query + d));
    upper = _mm512_dpbusd_epi32(upper, upper_nibbles(bytes), _mm512_loadu_si512(query + d + 64));
  }
  return _mm512_reduce_add_epi32(_mm512_add_epi32(lower, upper));
}

INLINE int32_t sign_sum(const int8_t *query, const uint8_t *row, size_t dimensions) {
  const __m512i ones = _mm512_set1_epi8(1);
  __m512i sum = _mm512_setzero_si512();
  for (size_t d = 0; d < dimensions; d += 64) {
    uint64_t bits;
    __builtin_memcpy(&bits, row + d / 8, sizeof bits);
    const __m512i chosen = _mm512_maskz_mov_epi8(_cvtu64_mask64(bits), ones);
    sum = _mm512_dpbusd_epi32(sum, chosen, _mm512_loadu_si512(query + d));
  }
  return _mm512_reduce_add_epi32(sum);
}

INLINE int32_t differing(const uint8_t *query, const uint8_t *row, size_t dimensions) {
  /* Below two vectors the scalar instruction is faster, as it needs no sum across lanes; the
   * commonest widths are unrolled. */
  if (dimensions == 256) return portable_differing(query, row, 256);
  if (dimensions == 384) return portable_differing(query, row, 384);
  if (dimensions < 1024) return portable_differing(query, row, dimensions);
  __m512i count = _mm512_setzero_si512();
  for (size_t d = 0; d < dimensions; d += 512) {
    const size_t left = dimensions - d;
    const __mmask8 mask = left >= 512 ? 0xFF : (__mmask8)((1u << (left / 64)) - 1);
    const __m512i bits = _mm512_xor_si512(_mm512_maskz_loadu_epi64(mask, query + d / 8),
                                          _mm512_maskz_loadu_epi64(mask, row + d / 8));
    count = _mm512_add_epi64(count, _mm512_popcnt_epi64(bits));
  }
  return (int32_t)_mm512_reduce_add_epi64(count);
}

/* Transposes 16 vectors of 16 32-bit numbers and stores number j of each at target + stride * j. */
INLINE void store_transposed(const __m512i rows[16], uint8_t *target, size_t stride) {
  __m512i a[16];
  __m512i b[16];
#pragma clang loop unroll(full)
  for (int i = 0; i < 16; i += 2) {
    a[i] = _mm512_unpacklo_epi32(rows[i], rows[i + 1]);
    a[i + 1] = _mm512_unpackhi_epi32(rows[i], rows[i + 1]);
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < 16; i += 4) {
    b[i] = _mm512_unpacklo_epi64(a[i], a[i + 2]);
    b[i + 1] = _mm512_unpackhi_epi64(a[i], a[i + 2]);
    b[i + 2] = _mm512_unpacklo_epi64(a[i + 1], a[i + 3]);
    b[i + 3] = _mm512_unpackhi_epi64(a[i + 1], a[i + 3]);
  }
  /* b[4 * g + j] has numbers j, 4 + j, 8 + j and 12 + j of rows 4 * g to 4 * g + 3. */
#pragma clang loop unroll(full)
  for (int j = 0; j < 4; j++) {
    const __m512i low_a = _mm512_shuffle_i32x4(b[j], b[4 + j], 0x88);
    const __m512i low_b = _mm512_shuffle_i32x4(b[8 + j], b[12 + j], 0x88);
    const __m512i high_a = _mm512_shuffle_i32x4(b[j], b[4 + j], 0xDD);
    const __m512i high_b = _mm512_shuffle_i32x4(b[8 + j], b[12 + j], 0xDD);
    _mm512_storeu_si512(target + stride * (size_t)j, _mm512_shuffle_i32x4(low_a, low_b, 0x88));
    _mm512_storeu_si512(target + stride * (size_t)(8 + j),
                        _mm512_shuffle_i32x4(low_a, low_b, 0xDD));
    _mm512_storeu_si512(target + stride * (size_t)(4 + j),
                        _mm512_shuffle_i32x4(high_a, high_b, 0x88));
    _mm512_storeu_si512(target + stride * (size_t)(12 + j),
                        _mm512_shuffle_i32x4(high_a, high_b, 0xDD));
  }
}

/* Loads 64 bytes of 16 rows, zeros for those that are not there. */
INLINE void load_rows(__m512i bytes[16], const uint8_t *const starts[16], size_t at) {
#pragma clang loop unroll(full)
  for (int i = 0; i < 16; i++) {
    bytes[i] = starts[i] == NULL ? _mm512_setzero_si512() : _mm512_loadu_si512(starts[i] + at);
  }
}

INLINE void find_rows(const uint8_t *starts[16], const uint8_t *rows, size_t stride,
                      const uint32_t *listed, size_t first, size_t count) {
  for (size_t i = 0; i < 16; i++) {
    starts[i] = first + i < count ? row_at(rows, stride, listed, first + i) : NULL;
  }
}

/* Asks for the rows of the next tile, which are needed when this one has been multiplied. */
INLINE void prefetch_next_tile(const uint8_t *const starts[16], size_t stride, size_t at) {
  for (int i = 0; i < 16; i++) {
    if (starts[i] != NULL) {
      __builtin_prefetch(starts[i] + FOOTNOTE_TILE_ROW_COUNT * stride + at, 0, 2);
    }
  }
}

enum { TILE_STRIDE = 4 * FOOTNOTE_TILE_ROW_COUNT };

LEVEL_TARGET static void pack_bytes(const uint8_t *rows, size_t dimensions, size_t stride,
                                    const uint32_t *listed, size_t count, uint8_t *tile) {
  for (size_t half = 0; half < FOOTNOTE_TILE_ROW_COUNT; half += 16) {
    const uint8_t *starts[16];
    find_rows(starts, rows, stride, listed, half, count);
    for (size_t d = 0; d < dimensions; d += 64) {
      __m512i bytes[16];
      load_rows(bytes, starts, d);
      if (listed == NULL) prefetch_next_tile(starts, stride, d);
      store_transposed(bytes, tile + d / 4 * TILE_STRIDE + 4 * half, TILE_STRIDE);
    }
  }
}

LEVEL_TARGET static void pack_nibbles(const uint8_t *rows, size_t dimensions, size_t stride,
                                      const uint32_t *listed, size_t count, uint8_t *tile) {
  for (size_t half = 0; half < FOOTNOTE_TILE_ROW_COUNT; half += 16) {
    const uint8_t *starts[16];
    find_rows(starts, rows, stride, listed, half, count);
    for (size_t d = 0; d < dimensions; d += 128) {
      __m512i bytes[16];
      __m512i nibbles[16];
      load_rows(bytes, starts, d / 2);
      uint8_t *const target = tile + d / 4 * TILE_STRIDE + 4 * half;
      for (int i = 0; i < 16; i++) nibbles[i] = lower_nibbles(bytes[i]);
      store_transposed(nibbles, target, TILE_STRIDE);
      for (int i = 0; i < 16; i++) nibbles[i] = upper_nibbles(bytes[i]);
      store_transposed(nibbles, target + 16 * TILE_STRIDE, TILE_STRIDE);
    }
  }
}

/* The equal signs of `query_count` queries, a constant, with the four vectors of 8 rows each. */
INLINE void equal_signs_of_queries(const uint8_t *queries, int query_count, const uint8_t *tile,
                                   size_t dimensions, size_t stride, int32_t *sums) {
  __m512i differing_bits[4][4];
#pragma clang loop unroll(full)
  for (int q = 0; q < query_count; q++) {
    for (int j = 0; j < 4; j++) differing_bits[q][j] = _mm512_setzero_si512();
  }
  for (size_t at = 0; at < dimensions / 8; at += 8) {
    __m512i rows[4];
#pragma clang loop unroll(full)
    for (int j = 0; j < 4; j++) {
      rows[j] = _mm512_loadu_si512(tile + at * FOOTNOTE_TILE_ROW_COUNT + 64 * j);
    }
#pragma clang loop unroll(full)
    for (int q = 0; q < query_count; q++) {
      long long word;
      __builtin_memcpy(&word, queries + (size_t)q * (dimensions / 8) + at, sizeof word);
      const __m512i bits = _mm512_set1_epi64(word);
#pragma clang loop unroll(full)
      for (int j = 0; j < 4; j++) {
        const __m512i count = _mm512_popcnt_epi64(_mm512_xor_si512(rows[j], bits));
        differing_bits[q][j] = _mm512_add_epi64(differing_bits[q][j], count);
      }
    }
  }
  const __m256i all = _mm256_set1_epi32((int)dimensions);
#pragma clang loop unroll(full)
  for (int q = 0; q < query_count; q++) {
#pragma clang loop unroll(full)
    for (int j = 0; j < 4; j++) {
      const __m256i count = _mm256_slli_epi32(_mm512_cvtepi64_epi32(differing_bits[q][j]), 1);
      _mm256_storeu_si256((__m256i *)(sums + (size_t)q * stride + 8 * j),
                          _mm256_sub_epi32(all, count));
    }
  }
}

LEVEL_TARGET static void tile_equal_signs(const uint8_t *queries, size_t query_count,
                                          const uint8_t *tile, size_t dimensions,
                                          size_t sums_stride, int32_t *sums) {
  const size_t width = dimensions / 8;
  size_t q = 0;
  for (; q + 4 <= query_count; q += 4) {
    equal_signs_of_queries(queries + q * width, 4, tile, dimensions, sums_stride,
                           sums + q * sums_stride);
  }
  for (; q < query_count; q++) {
    equal_signs_of_queries(queries + q * width, 1, tile, dimensions, sums_stride,
                           sums + q * sums_stride);
  }
}

/* The sums of `query_count` queries, a constant, with a tile: two vectors of 16 rows for each. */
INLINE void sums_of_queries(const int8_t *queries, const int32_t *starts, int query_count,
                            const uint8_t *tile, size_t dimensions, size_t stride, int32_t *sums) {
  __m512i first[12];
  __m512i second[12];
#pragma clang loop unroll(full)
  for (int q = 0; q < query_count; q++) first[q] = second[q] = _mm512_set1_epi32(starts[q]);
  for (size_t d = 0; d < dimensions; d += 4) {
    const __m512i left = _mm512_loadu_si512(tile + d * FOOTNOTE_TILE_ROW_COUNT);
    const __m512i right = _mm512_loadu_si512(tile + d * FOOTNOTE_TILE_ROW_COUNT + 64);
#pragma clang loop unroll(full)
    for (int q = 0; q < query_count; q++) {
      int32_t four;
      __builtin_memcpy(&four, queries + (size_t)q * dimensions + d, sizeof four);
      const __m512i numbers = _mm512_set1_epi32(four);
      first[q] = _mm512_dpbusd_epi32(first[q], left, numbers);
      second[q] = _mm512_dpbusd_epi32(second[q], right, numbers);
    }
  }
#pragma clang loop unroll(full)
  for (int q = 0; q < query_count; q++) {
    _mm512_storeu_si512(sums + (size_t)q * stride, first[q]);
    _mm512_storeu_si512(sums + (size_t)q * stride + 16, second[q]);
  }
}

LEVEL_TARGET static void tile_sums(const int8_t *queries, const int32_t *starts,
                                   size_t query_count, const uint8_t *tile, size_t dimensions,
                                   size_t sums_stride, int32_t *sums) {
  size_t q = 0;
#define SUMS_OF_QUERIES(count)                                                                 \
  for (; q + count <= query_count; q += count) {                                               \
    sums_of_queries(queries + q * dimensions, starts + q, count, tile, dimensions, sums_stride, \
                    sums + q * sums_stride);                                                   \
  }
  SUMS_OF_QUERIES(12)
  SUMS_OF_QUERIES(4)
  SUMS_OF_QUERIES(1)
}

LEVEL_TARGET static size_t select_rows(const int32_t *sums, const float *factors,
                                       const float *biases, size_t count, float offset, float scale,
                                       float threshold, uint32_t *found, float *scores) {
#pragma STDC FP_CONTRACT OFF
  const __m512 scales = _mm512_set1_ps(scale);
  const __m512 limit = _mm512_set1_ps(threshold);
  const __m512i lanes =
      _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  size_t found_count = 0;
  for (size_t i = 0; i < count; i += 16) {
    const __mmask16 there = count - i >= 16 ? 0xFFFF : (__mmask16)((1u << (count - i)) - 1);
    const __m512 whole = _mm512_cvtepi32_ps(_mm512_maskz_loadu_epi32(there, sums + i));
    const __m512 sum = _mm512_add_ps(whole, _mm512_set1_ps(offset));
    const __m512 product = _mm512_mul_ps(sum, _mm512_maskz_loadu_ps(there, factors + i));
    __m512 score = _mm512_mul_ps(product, scales);
    if (biases != NULL) score = _mm512_sub_ps(score, _mm512_maskz_loadu_ps(there, biases + i));
    const __mmask16 hits = _mm512_mask_cmp_ps_mask(there, score, limit, _CMP_GE_OQ);
    if (hits == 0) continue;
    const __m512i numbers = _mm512_add_epi32(lanes, _mm512_set1_epi32((int)i));
    _mm512_storeu_si512(found + found_count, _mm512_maskz_compress_epi32(hits, numbers));
    _mm512_storeu_ps(scores + found_count, _mm512_maskz_compress_ps(hits, score));
    found_count += (size_t)__builtin_popcount(hits);
  }
  return found_count;
}

/* Sums across the lanes of four vectors of 32-bit numbers. */
INLINE void store_sums(__m512i a, __m512i b, __m512i c, __m512i d, int32_t sums[4]) {
  const __m512i ab =
      _mm512_add_epi32(_mm512_unpacklo_epi32(a, b), _mm512_unpackhi_epi32(a, b));
  const __m512i cd =
      _mm512_add_epi32(_mm512_unpacklo_epi32(c, d), _mm512_unpackhi_epi32(c, d));
  const __m512i all =
      _mm512_add_epi32(_mm512_unpacklo_epi64(ab, cd), _mm512_unpackhi_epi64(ab, cd));
  const __m256i half =
      _mm256_add_epi32(_mm512_castsi512_si256(all), _mm512_extracti64x4_epi64(all, 1));
  _mm_storeu_si128((__m128i *)sums, _mm_add_epi32(_mm256_castsi256_si128(half),
                                                  _mm256_extracti128_si256(half, 1)));
}

INLINE void byte_sums_of_four(const int8_t *codes, const uint8_t *const rows[4],
                              size_t dimensions, int32_t sums[4]) {
  __m512i a = _mm512_setzero_si512();
  __m512i b = a;
  __m512i c = a;
  __m512i d = a;
  for (size_t at = 0; at < dimensions; at += 64) {
    const __m512i numbers = _mm512_loadu_si512(codes + at);
    a = _mm512_dpbusd_epi32(a, _mm512_loadu_si512(rows[0] + at), numbers);
    b = _mm512_dpbusd_epi32(b, _mm512_loadu_si512(rows[1] + at), numbers);
    c = _mm512_dpbusd_epi32(c, _mm512_loadu_si512(rows[2] + at), numbers);
    d = _mm512_dpbusd_epi32(d, _mm512_loadu_si512(rows[3] + at), numbers);
  }
  store_sums(a, b, c, d, sums);
}

/* The bits of a row that are set in the four planes, counted by their weights. */
INLINE __m512i weighted_counts(__m512i bits, const __m512i planes[4]) {
  const __m512i ones = _mm512_popcnt_epi64(_mm512_and_si512(bits, planes[0]));
  const __m512i twos = _mm512_popcnt_epi64(_mm512_and_si512(bits, planes[1]));
  const __m512i fours = _mm512_popcnt_epi64(_mm512_and_si512(bits, planes[2]));
  const __m512i eights = _mm512_popcnt_epi64(_mm512_and_si512(bits, planes[3]));
  const __m512i low = _mm512_add_epi64(ones, _mm512_slli_epi64(twos, 1));
  const __m512i high = _mm512_sub_epi64(_mm512_slli_epi64(fours, 2), _mm512_slli_epi64(eights, 3));
  return _mm512_add_epi64(low, high);
}

INLINE void plane_sums(const uint8_t *planes, const uint8_t *const rows[4], size_t dimensions,
                       int32_t sums[4]) {
  const size_t plane = dimensions / 8;
  __m512i totals[4];
  for (size_t i = 0; i < 4; i++) totals[i] = _mm512_setzero_si512();
  for (size_t at = 0; at < plane; at += 64) {
    const size_t left = plane - at;
    const __mmask8 mask = left >= 64 ? 0xFF : (__mmask8)((1u << (left / 8)) - 1);
    __m512i numbers[4];
    for (size_t b = 0; b < 4; b++) {
      numbers[b] = _mm512_maskz_loadu_epi64(mask, planes + b * plane + at);
    }
    for (size_t i = 0; i < 4; i++) {
      const __m512i bits = _mm512_maskz_loadu_epi64(mask, rows[i] + at);
      totals[i] = _mm512_add_epi64(totals[i], weighted_counts(bits, numbers));
    }
  }
  /* The lower halves are the counts; the upper ones are their signs. */
  for (size_t i = 0; i < 4; i++) totals[i] = _mm512_maskz_mov_epi32(0x5555, totals[i]);
  store_sums(totals[0], totals[1], totals[2], totals[3], sums);
}

/* What tile_plane_sums gives for a constant number of groups. */
INLINE void sums_of_groups(const uint8_t *planes, const uint8_t *groups, int group_count,
                           size_t dimensions, int32_t less, int32_t *sums) {
  const size_t plane = dimensions / 8;
  /* Of each group and each plane the bits that are set in both. */
  __m512i counts[4][4];
#pragma clang loop unroll(full)
  for (int j = 0; j < group_count; j++) {
    for (int b = 0; b < 4; b++) counts[j][b] = _mm512_setzero_si512();
  }
  for (size_t at = 0; at < plane; at += 8) {
    __m512i numbers[4];
#pragma clang loop unroll(full)
    for (int b = 0; b < 4; b++) {
      long long word;
      __builtin_memcpy(&word, planes + (size_t)b * plane + at, sizeof word);
      numbers[b] = _mm512_set1_epi64(word);
    }
#pragma clang loop unroll(full)
    for (int j = 0; j < group_count; j++) {
      const __m512i bits = _mm512_loadu_si512(groups + at * FOOTNOTE_TILE_ROW_COUNT + 64 * j);
#pragma clang loop unroll(full)
      for (int b = 0; b < 4; b++) {
        const __m512i common = _mm512_popcnt_epi64(_mm512_and_si512(bits, numbers[b]));
        counts[j][b] = _mm512_add_epi64(counts[j][b], common);
      }
    }
  }
  const __m256i lesses = _mm256_set1_epi32(less);
#pragma clang loop unroll(full)
  for (int j = 0; j < group_count; j++) {
    const __m512i low = _mm512_add_epi64(counts[j][0], _mm512_slli_epi64(counts[j][1], 1));
    const __m512i high = _mm512_sub_epi64(_mm512_slli_epi64(counts[j][2], 2),
                                          _mm512_slli_epi64(counts[j][3], 3));
    const __m512i twice = _mm512_slli_epi64(_mm512_add_epi64(low, high), 1);
    _mm256_storeu_si256((__m256i *)(sums + 8 * j),
                        _mm256_sub_epi32(_mm512_cvtepi64_epi32(twice), lesses));
  }
}

INLINE void tile_plane_sums(const uint8_t *planes, const uint8_t *tile, size_t dimensions,
                            size_t first_group, size_t end_group, int32_t less, int32_t *sums) {
  const uint8_t *const groups = tile + 64 * first_group;
  int32_t *const target = sums + 8 * first_group;
  switch (end_group - first_group) {
    case 4: sums_of_groups(planes, groups, 4, dimensions, less, target); break;
    case 3: sums_of_groups(planes, groups, 3, dimensions, less, target); break;
    case 2: sums_of_groups(planes, groups, 2, dimensions, less, target); break;
    default: sums_of_groups(planes, groups, 1, dimensions, less, target); break;
  }
}

INLINE size_t key_place(const uint64_t *keys, size_t count, uint64_t key) {
  const __m512i wanted = _mm512_set1_epi64((long long)key);
  size_t place = 0;
  size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    place += (size_t)__builtin_popcount(
        _mm512_cmplt_epu64_mask(_mm512_loadu_si512(keys + i), wanted));
  }
  for (; i < count; i++) place += keys[i] < key;
  return place;
}

#define WALK_SUMS
#define HAS_KEY_PLACE
#define HAS_TILE_PLANE_SUMS

/* One step of a Hadamard transform within a vector, between lanes that the shuffle swaps: sums in
 * the lower ones, differences in the `upper` ones. */
#define BUTTERFLY(numbers, swapped, upper) \
  _mm512_mask_sub_ps(_mm512_add_ps(numbers, swapped), upper, swapped, numbers)

INLINE __m512 transform_within(__m512 x) {
  x = BUTTERFLY(x, _mm512_permute_ps(x, 0xB1), 0xAAAA);
  x = BUTTERFLY(x, _mm512_permute_ps(x, 0x4E), 0xCCCC);
  x = BUTTERFLY(x, _mm512_shuffle_f32x4(x, x, 0xB1), 0xF0F0);
  return BUTTERFLY(x, _mm512_shuffle_f32x4(x, x, 0x4E), 0xFF00);
}

/* The portable transform of at least 16 numbers, in the same order. */
INLINE void transform_vectors(float *numbers, size_t count, float factor) {
  for (size_t i = 0; i < count; i += 16) {
    _mm512_storeu_ps(numbers + i, transform_within(_mm512_loadu_ps(numbers + i)));
  }
  for (size_t half = 16; half < count; half *= 2) {
    for (size_t start = 0; start < count; start += 2 * half) {
      for (size_t i = start; i < start + half; i += 16) {
        const __m512 a = _mm512_loadu_ps(numbers + i);
        const __m512 b = _mm512_loadu_ps(numbers + i + half);
        _mm512_storeu_ps(numbers + i, _mm512_add_ps(a, b));
        _mm512_storeu_ps(numbers + i + half, _mm512_sub_ps(a, b));
      }
    }
  }
  const __m512 factors = _mm512_set1_ps(factor);
  for (size_t i = 0; i < count; i += 16) {
    _mm512_storeu_ps(numbers + i, _mm512_mul_ps(_mm512_loadu_ps(numbers + i), factors));
  }
}

INLINE void turn_signs(float *numbers, size_t count, const uint64_t *flips) {
  const __m512i signs = _mm512_set1_epi32((int)0x80000000u);
  for (size_t i = 0; i < count; i += 16) {
    const __mmask16 there = count - i >= 16 ? 0xFFFF : (__mmask16)((1u << (count - i)) - 1);
    const __mmask16 turned = (__mmask16)(flips[i / 64] >> (i % 64)) & there;
    const __m512i bits = _mm512_maskz_loadu_epi32(there, numbers + i);
    _mm512_mask_storeu_epi32(numbers + i, there,
                             _mm512_mask_xor_epi32(bits, turned, bits, signs));
  }
}

LEVEL_TARGET static void rotate(float *numbers, size_t count, const uint64_t *flips,
                                size_t words) {
  if (count < 16) {
    portable_rotate(numbers, count, flips, words);
    return;
  }
  size_t width = 1;
  float factor = 1;
  while (2 * width <= count) {
    width *= 2;
    factor *= 0.707106781186547524f;
  }
  for (size_t round = 0; round < 2; round++) {
    turn_signs(numbers, count, flips + round * words);
    transform_vectors(numbers, width, factor);
    if (width < count) transform_vectors(numbers + count - width, width, factor);
  }
}

#define HAS_ROTATE

#include "footnote_vectors_level.h"

#endif
