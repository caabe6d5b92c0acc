/* The portable bodies of the vector kernels, which say plainly what each computes. Each level takes
 * from here what it does not do better by hand. */
#ifndef FOOTNOTE_VECTORS_PORTABLE_H
#define FOOTNOTE_VECTORS_PORTABLE_H

#include "footnote_kernels_levels.h"

#define PORTABLE static inline __attribute__((always_inline, unused))

PORTABLE const uint8_t *row_at(const uint8_t *rows, size_t row_bytes, const uint32_t *listed,
                               size_t i) {
  return rows + row_bytes * (listed == NULL ? i : listed[i]);
}

/* The sum of a query's numbers. */
PORTABLE int32_t sum_of(const int8_t *query, size_t dimensions) {
  int32_t sum = 0;
  for (size_t i = 0; i < dimensions; i++) sum += query[i];
  return sum;
}

/* Of one row: the sum of query times byte. */
PORTABLE int32_t portable_byte_sum(const int8_t *query, const uint8_t *row, size_t dimensions) {
  int32_t sum = 0;
  for (size_t i = 0; i < dimensions; i++) sum += query[i] * row[i];
  return sum;
}

/* Of one row: the sum of query times nibble. */
PORTABLE int32_t portable_nibble_sum(const int8_t *query, const uint8_t *row, size_t dimensions) {
  int32_t sum = 0;
  for (size_t at = 0; at < dimensions / 2; at += 64) {
    const int8_t *numbers = query + 2 * at;
    for (size_t j = 0; j < 64; j++) {
      sum += numbers[j] * (row[at + j] & 15) + numbers[64 + j] * (row[at + j] >> 4);
    }
  }
  return sum;
}

/* Of one row: the sum of the query over the set bits. */
PORTABLE int32_t portable_sign_sum(const int8_t *query, const uint8_t *row, size_t dimensions) {
  int32_t sum = 0;
  for (size_t i = 0; i < dimensions; i++) sum += query[i] * (row[i / 8] >> (i % 8) & 1);
  return sum;
}

/* Of one row: how many bits differ from the query's. */
PORTABLE int32_t portable_differing(const uint8_t *query, const uint8_t *row, size_t dimensions) {
  int32_t count = 0;
  for (size_t at = 0; at < dimensions / 8; at += 8) {
    uint64_t a;
    uint64_t b;
    __builtin_memcpy(&a, query + at, sizeof a);
    __builtin_memcpy(&b, row + at, sizeof b);
    count += __builtin_popcountll(a ^ b);
  }
  return count;
}

/* The place of a row's dimension in a tile. */
PORTABLE size_t tile_place(size_t row, size_t dimension) {
  return dimension / 4 * (4 * FOOTNOTE_TILE_ROW_COUNT) + 4 * row + dimension % 4;
}

PORTABLE void portable_pack_bytes(const uint8_t *rows, size_t dimensions, size_t stride,
                                  const uint32_t *listed, size_t count, uint8_t *tile) {
  __builtin_memset(tile, 0, dimensions * FOOTNOTE_TILE_ROW_COUNT);
  for (size_t i = 0; i < count; i++) {
    const uint8_t *row = row_at(rows, stride, listed, i);
    for (size_t d = 0; d < dimensions; d += 4) {
      __builtin_memcpy(tile + tile_place(i, d), row + d, 4);
    }
  }
}

PORTABLE void portable_pack_nibbles(const uint8_t *rows, size_t dimensions, size_t stride,
                                    const uint32_t *listed, size_t count, uint8_t *tile) {
  __builtin_memset(tile, 0, dimensions * FOOTNOTE_TILE_ROW_COUNT);
  for (size_t i = 0; i < count; i++) {
    const uint8_t *row = row_at(rows, stride, listed, i);
    for (size_t at = 0; at < dimensions / 2; at++) {
      const size_t d = at / 64 * 128 + at % 64;
      tile[tile_place(i, d)] = row[at] & 15;
      tile[tile_place(i, d + 64)] = row[at] >> 4;
    }
  }
}

PORTABLE void portable_pack_signs(const uint8_t *rows, size_t dimensions, size_t stride,
                                  const uint32_t *listed, size_t count, uint8_t *tile) {
  __builtin_memset(tile, 0, dimensions / 8 * FOOTNOTE_TILE_ROW_COUNT);
  for (size_t i = 0; i < count; i++) {
    const uint8_t *row = row_at(rows, stride, listed, i);
    for (size_t at = 0; at < dimensions / 8; at += 8) {
      __builtin_memcpy(tile + at * FOOTNOTE_TILE_ROW_COUNT + 8 * i, row + at, 8);
    }
  }
}

PORTABLE void portable_tile_equal_signs(const uint8_t *queries, size_t query_count,
                                        const uint8_t *tile, size_t dimensions,
                                        size_t sums_stride, int32_t *sums) {
  for (size_t q = 0; q < query_count; q++) {
    int32_t *const target = sums + q * sums_stride;
    for (size_t i = 0; i < FOOTNOTE_TILE_ROW_COUNT; i++) target[i] = (int32_t)dimensions;
    for (size_t at = 0; at < dimensions / 8; at += 8) {
      uint64_t word;
      __builtin_memcpy(&word, queries + q * (dimensions / 8) + at, sizeof word);
      for (size_t i = 0; i < FOOTNOTE_TILE_ROW_COUNT; i++) {
        uint64_t bits;
        __builtin_memcpy(&bits, tile + at * FOOTNOTE_TILE_ROW_COUNT + 8 * i, sizeof bits);
        target[i] -= 2 * __builtin_popcountll(word ^ bits);
      }
    }
  }
}

PORTABLE void portable_tile_sums(const int8_t *queries, const int32_t *starts, size_t query_count,
                                 const uint8_t *tile, size_t dimensions, size_t sums_stride,
                                 int32_t *sums) {
  for (size_t q = 0; q < query_count; q++) {
    int32_t *const target = sums + q * sums_stride;
    for (size_t i = 0; i < FOOTNOTE_TILE_ROW_COUNT; i++) target[i] = starts[q];
    for (size_t d = 0; d < dimensions; d += 4) {
      const int8_t *const four = queries + q * dimensions + d;
      const uint8_t *const bytes = tile + d * FOOTNOTE_TILE_ROW_COUNT;
      for (size_t i = 0; i < FOOTNOTE_TILE_ROW_COUNT; i++) {
        for (size_t j = 0; j < 4; j++) target[i] += four[j] * bytes[4 * i + j];
      }
    }
  }
}

PORTABLE size_t portable_select(const int32_t *sums, const float *factors, const float *biases,
                                size_t start, size_t count, float offset, float scale,
                                float threshold, size_t found_count, uint32_t *found,
                                float *scores) {
/* Products and sums are rounded one by one, so that levels with and without fused ones agree. */
#pragma STDC FP_CONTRACT OFF
  for (size_t i = start; i < count; i++) {
    float score = ((float)sums[i] + offset) * factors[i] * scale;
    if (biases != NULL) score -= biases[i];
    found[found_count] = (uint32_t)i;
    scores[found_count] = score;
    found_count += score >= threshold;
  }
  return found_count;
}

/* A Hadamard transform of a power of two of numbers, each multiplied by `factor` at the end. */
PORTABLE void transform(float *numbers, size_t count, float factor) {
#pragma STDC FP_CONTRACT OFF
  for (size_t half = 1; half < count; half *= 2) {
    for (size_t start = 0; start < count; start += 2 * half) {
      for (size_t i = start; i < start + half; i++) {
        const float a = numbers[i];
        const float b = numbers[i + half];
        numbers[i] = a + b;
        numbers[i + half] = a - b;
      }
    }
  }
  for (size_t i = 0; i < count; i++) numbers[i] *= factor;
}

PORTABLE void portable_rotate(float *numbers, size_t count, const uint64_t *flips, size_t words) {
#pragma STDC FP_CONTRACT OFF
  size_t width = 1;
  float factor = 1;
  while (2 * width <= count) {
    width *= 2;
    factor *= 0.707106781186547524f;
  }
  for (size_t round = 0; round < 2; round++) {
    for (size_t i = 0; i < count; i++) {
      const uint64_t turns = flips[round * words + i / 64] >> (i % 64) & 1;
      numbers[i] = turns ? -numbers[i] : numbers[i];
    }
    transform(numbers, width, factor);
    if (width < count) transform(numbers + count - width, width, factor);
  }
}

/* The sum of products of two lists of floats, in eight sums that are added up at the end. */
PORTABLE double portable_float_product(const float *a, const float *b, size_t count) {
#pragma STDC FP_CONTRACT OFF
  double sums[8] = {0};
  size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    for (size_t j = 0; j < 8; j++) sums[j] += (double)a[i + j] * (double)b[i + j];
  }
  for (size_t j = 0; i < count; i++, j++) sums[j] += (double)a[i] * (double)b[i];
  for (size_t half = 4; half > 0; half /= 2) {
    for (size_t j = 0; j < half; j++) sums[j] += sums[j + half];
  }
  return sums[0];
}

/* The nearest whole number, ties to even, of a number below 2^22. */
PORTABLE float nearest(float number) {
  const float shift = 12582912.0f;
  return (number + shift) - shift;
}

PORTABLE float portable_query_codes(const float *numbers, size_t count, float rest_unit,
                                    int8_t *codes, int8_t *rests) {
#pragma STDC FP_CONTRACT OFF
  /* The bits of numbers without their signs ascend as the numbers do. */
  uint32_t greatest_bits = 0;
  for (size_t i = 0; i < count; i++) {
    uint32_t bits;
    __builtin_memcpy(&bits, numbers + i, sizeof bits);
    bits &= 0x7FFFFFFFu;
    greatest_bits = bits > greatest_bits ? bits : greatest_bits;
  }
  float greatest;
  __builtin_memcpy(&greatest, &greatest_bits, sizeof greatest);
  /* Below this the rest is the rounding of a query that is the mean; above, there is none. */
  if (!(greatest > 1e-30f && greatest < 1e36f)) {
    __builtin_memset(codes, 0, count);
    __builtin_memset(rests, 0, count);
    return 0;
  }
  const float inverse = 127.0f / greatest;
  for (size_t i = 0; i < count; i++) {
    const float number = numbers[i] * inverse;
    const float code = nearest(number);
    codes[i] = (int8_t)(int32_t)code;
    rests[i] = (int8_t)(int32_t)nearest((number - code) * rest_unit);
  }
  return inverse;
}

#endif
