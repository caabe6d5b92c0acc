/* arm64, whose baseline has NEON. */
#if defined(__aarch64__)

#include "footnote_vectors_portable.h"

#include <arm_neon.h>

#define LEVEL_TARGET
#define LEVEL_NAME footnote_vectors_neon
#define INLINE static inline __attribute__((always_inline))

/* Adds the products of 16 small numbers and 16 of a query, in fours. */
INLINE int32x4_t add_products(int32x4_t sums, int8x16_t numbers, int8x16_t query) {
  const int16x8_t low = vmull_s8(vget_low_s8(numbers), vget_low_s8(query));
  const int16x8_t high = vmull_high_s8(numbers, query);
  return vpadalq_s16(sums, vpaddq_s16(low, high));
}

INLINE int8x16_t lower_nibbles(uint8x16_t bytes) {
  return vreinterpretq_s8_u8(vandq_u8(bytes, vdupq_n_u8(15)));
}

INLINE int8x16_t upper_nibbles(uint8x16_t bytes) {
  return vreinterpretq_s8_u8(vshrq_n_u8(bytes, 4));
}

/* Bytes do not fit signed ones; their nibbles do. */
INLINE int32_t byte_sum(const int8_t *query, const uint8_t *row, size_t dimensions) {
  int32x4_t lower = vdupq_n_s32(0);
  int32x4_t upper = vdupq_n_s32(0);
  for (size_t d = 0; d < dimensions; d += 16) {
    const uint8x16_t bytes = vld1q_u8(row + d);
    const int8x16_t numbers = vld1q_s8(query + d);
    lower = add_products(lower, lower_nibbles(bytes), numbers);
    upper = add_products(upper, upper_nibbles(bytes), numbers);
  }
  return vaddvq_s32(lower) + 16 * vaddvq_s32(upper);
}

INLINE int32_t nibble_sum(const int8_t *query, const uint8_t *row, size_t dimensions) {
  int32x4_t sums = vdupq_n_s32(0);
  for (size_t d = 0; d < dimensions; d += 128) {
    for (size_t at = 0; at < 64; at += 16) {
      const uint8x16_t bytes = vld1q_u8(row + d / 2 + at);
      sums = add_products(sums, lower_nibbles(bytes), vld1q_s8(query + d + at));
      sums = add_products(sums, upper_nibbles(bytes), vld1q_s8(query + d + 64 + at));
    }
  }
  return vaddvq_s32(sums);
}

INLINE int32_t sign_sum(const int8_t *query, const uint8_t *row, size_t dimensions) {
  const uint8x16_t bits = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  int32x4_t sums = vdupq_n_s32(0);
  for (size_t d = 0; d < dimensions; d += 16) {
    const uint8x16_t bytes = vcombine_u8(vdup_n_u8(row[d / 8]), vdup_n_u8(row[d / 8 + 1]));
    const int8x16_t is_set = vreinterpretq_s8_u8(vtstq_u8(bytes, bits));
    sums = vpadalq_s16(sums, vpaddlq_s8(vandq_s8(is_set, vld1q_s8(query + d))));
  }
  return vaddvq_s32(sums);
}

INLINE int32_t differing(const uint8_t *query, const uint8_t *row, size_t dimensions) {
  uint32x2_t counts = vdup_n_u32(0);
  for (size_t at = 0; at < dimensions / 8; at += 8) {
    const uint8x8_t bits = veor_u8(vld1_u8(query + at), vld1_u8(row + at));
    counts = vpadal_u16(counts, vpaddl_u8(vcnt_u8(bits)));
  }
  return (int32_t)vaddv_u32(counts);
}

static void pack_bytes(const uint8_t *rows, size_t dimensions, size_t stride,
                       const uint32_t *listed, size_t count, uint8_t *tile) {
  portable_pack_bytes(rows, dimensions, stride, listed, count, tile);
}

static void pack_nibbles(const uint8_t *rows, size_t dimensions, size_t stride,
                         const uint32_t *listed, size_t count, uint8_t *tile) {
  portable_pack_nibbles(rows, dimensions, stride, listed, count, tile);
}

static void tile_equal_signs(const uint8_t *queries, size_t query_count, const uint8_t *tile,
                             size_t dimensions, size_t sums_stride, int32_t *sums) {
  portable_tile_equal_signs(queries, query_count, tile, dimensions, sums_stride, sums);
}

static void tile_sums(const int8_t *queries, const int32_t *starts, size_t query_count,
                      const uint8_t *tile, size_t dimensions, size_t sums_stride, int32_t *sums) {
  enum { GROUP_COUNT = FOOTNOTE_TILE_ROW_COUNT / 4 };
  for (size_t q = 0; q < query_count; q++) {
    const int8_t *const query = queries + q * dimensions;
    int32x4_t lower[GROUP_COUNT];
    int32x4_t upper[GROUP_COUNT];
    for (size_t i = 0; i < GROUP_COUNT; i++) lower[i] = upper[i] = vdupq_n_s32(0);
    for (size_t d = 0; d < dimensions; d += 4) {
      int32_t four;
      __builtin_memcpy(&four, query + d, sizeof four);
      const int8x16_t numbers = vreinterpretq_s8_s32(vdupq_n_s32(four));
      for (size_t i = 0; i < GROUP_COUNT; i++) {
        const uint8x16_t bytes = vld1q_u8(tile + d * FOOTNOTE_TILE_ROW_COUNT + 16 * i);
        lower[i] = add_products(lower[i], lower_nibbles(bytes), numbers);
        upper[i] = add_products(upper[i], upper_nibbles(bytes), numbers);
      }
    }
    for (size_t i = 0; i < GROUP_COUNT; i++) {
      const int32x4_t sum = vaddq_s32(lower[i], vshlq_n_s32(upper[i], 4));
      vst1q_s32(sums + q * sums_stride + 4 * i, vaddq_s32(sum, vdupq_n_s32(starts[q])));
    }
  }
}

static size_t select_rows(const int32_t *sums, const float *factors, const float *biases,
                          size_t count, float offset, float scale, float threshold, uint32_t *found,
                          float *scores) {
  size_t found_count = 0;
  size_t i = 0;
  for (; i + 4 <= count; i += 4) {
    const float32x4_t sum = vaddq_f32(vcvtq_f32_s32(vld1q_s32(sums + i)), vdupq_n_f32(offset));
    const float32x4_t product = vmulq_f32(sum, vld1q_f32(factors + i));
    float32x4_t score = vmulq_f32(product, vdupq_n_f32(scale));
    if (biases != NULL) score = vsubq_f32(score, vld1q_f32(biases + i));
    if (vmaxvq_u32(vcgeq_f32(score, vdupq_n_f32(threshold))) == 0) continue;
    found_count = portable_select(sums, factors, biases, i, i + 4, offset, scale, threshold,
                                  found_count, found, scores);
  }
  return portable_select(sums, factors, biases, i, count, offset, scale, threshold, found_count,
                         found, scores);
}

/* The products of 2 rows of a tile with a query's planes. */
INLINE int64x2_t plane_sums_of_two(const uint8_t *planes, const uint8_t *rows, size_t dimensions) {
  const size_t plane = dimensions / 8;
  int64x2_t sums = vdupq_n_s64(0);
  for (size_t at = 0; at < plane; at += 8) {
    const uint8x16_t bits = vld1q_u8(rows + at * FOOTNOTE_TILE_ROW_COUNT);
    /* -64 to 56 in each byte. */
    int8x16_t weighted = vdupq_n_s8(0);
    for (size_t b = 4; b > 0; b--) {
      const uint8x8_t numbers = vld1_u8(planes + (b - 1) * plane + at);
      const uint8x16_t common = vandq_u8(bits, vcombine_u8(numbers, numbers));
      const int8x16_t counts = vreinterpretq_s8_u8(vcntq_u8(common));
      weighted = vaddq_s8(weighted, weighted);
      weighted = b == 4 ? vsubq_s8(weighted, counts) : vaddq_s8(weighted, counts);
    }
    sums = vpadalq_s32(sums, vpaddlq_s16(vpaddlq_s8(weighted)));
  }
  return sums;
}

INLINE void tile_plane_sums(const uint8_t *planes, const uint8_t *tile, size_t dimensions,
                            size_t first_group, size_t end_group, int32_t less, int32_t *sums) {
  for (size_t row = 8 * first_group; row < 8 * end_group; row += 2) {
    const int32x2_t sum = vmovn_s64(plane_sums_of_two(planes, tile + 8 * row, dimensions));
    vst1_s32(sums + row, vsub_s32(vadd_s32(sum, sum), vdup_n_s32(less)));
  }
}

#define HAS_TILE_PLANE_SUMS

#include "footnote_vectors_level.h"

#endif
