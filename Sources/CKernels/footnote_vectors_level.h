/* The rest of a level: the loops over rows around the level's functions for one row, and the table
 * LEVEL_NAME. Before it are defined, for the target LEVEL_TARGET: byte_sum, nibble_sum, sign_sum
 * and differing of one row, pack_bytes, pack_nibbles, tile_equal_signs, tile_sums and
 * select_rows. */
#include "footnote_keys_level.h"
#include "footnote_graph_level.h"
#include "footnote_vectors_portable.h"

/* How many rows ahead a listed row is asked for. */
enum { PREFETCH_DISTANCE = 6 };

/* Asks for a listed row that is needed soon; rows in a row are fetched by the processor itself. */
PORTABLE void prefetch_row(const uint8_t *rows, size_t stride, size_t width,
                           const uint32_t *listed, size_t i, size_t count) {
  if (listed == NULL || i >= count) return;
  const uint8_t *row = rows + stride * listed[i];
  for (size_t at = 0; at < width; at += 64) __builtin_prefetch(row + at, 0, 3);
}

/* sums[i] = what `expression` makes of each `row`, of which `width` bytes are read. */
#define FOR_EACH_ROW(width, expression)                                                      \
  for (size_t i = 0; i < PREFETCH_DISTANCE; i++) {                                           \
    prefetch_row(rows, stride, width, listed, i, count);                                     \
  }                                                                                          \
  for (size_t i = 0; i < count; i++) {                                                       \
    prefetch_row(rows, stride, width, listed, i + PREFETCH_DISTANCE, count);                 \
    const uint8_t *const row = row_at(rows, stride, listed, i);                              \
    sums[i] = expression;                                                                    \
  }

LEVEL_TARGET static void byte_sums(const int8_t *query, size_t dimensions, const uint8_t *rows,
                                   size_t stride, const uint32_t *listed, size_t count,
                                   int32_t *sums) {
  const int32_t middle = 128 * sum_of(query, dimensions);
  for (size_t i = 0; i < PREFETCH_DISTANCE; i++) {
    prefetch_row(rows, stride, dimensions, listed, i, count);
  }
  size_t i = 0;
  for (; i + 4 <= count; i += 4) {
    const uint8_t *four[4];
    for (size_t j = 0; j < 4; j++) {
      prefetch_row(rows, stride, dimensions, listed, i + j + PREFETCH_DISTANCE, count);
      four[j] = row_at(rows, stride, listed, i + j);
    }
    byte_sums_of_four(query, four, dimensions, sums + i);
    for (size_t j = 0; j < 4; j++) sums[i + j] -= middle;
  }
  for (; i < count; i++) {
    sums[i] = byte_sum(query, row_at(rows, stride, listed, i), dimensions) - middle;
  }
}

LEVEL_TARGET static void nibble_sums(const int8_t *query, size_t dimensions, const uint8_t *rows,
                                     size_t stride, const uint32_t *listed, size_t count,
                                     int32_t *sums) {
  const int32_t middle = 8 * sum_of(query, dimensions);
  FOR_EACH_ROW(dimensions / 2, nibble_sum(query, row, dimensions) - middle)
}

LEVEL_TARGET static void sign_sums(const int8_t *query, size_t dimensions, const uint8_t *rows,
                                   size_t stride, const uint32_t *listed, size_t count,
                                   int32_t *sums) {
  const int32_t all = sum_of(query, dimensions);
  FOR_EACH_ROW(dimensions / 8, 2 * sign_sum(query, row, dimensions) - all)
}

LEVEL_TARGET static void equal_signs(const uint8_t *query, size_t dimensions, const uint8_t *rows,
                                     size_t stride, const uint32_t *listed, size_t count,
                                     int32_t *sums) {
  FOR_EACH_ROW(dimensions / 8, (int32_t)dimensions - 2 * differing(query, row, dimensions))
}

#include "footnote_list_level.h"

#ifndef HAS_ROTATE
LEVEL_TARGET static void rotate(float *numbers, size_t count, const uint64_t *flips,
                                size_t words) {
  portable_rotate(numbers, count, flips, words);
}
#endif

LEVEL_TARGET static double float_product(const float *a, const float *b, size_t count) {
  return portable_float_product(a, b, count);
}

LEVEL_TARGET static float query_codes(const float *numbers, size_t count, float rest_unit,
                                      int8_t *codes, int8_t *rests) {
  return portable_query_codes(numbers, count, rest_unit, codes, rests);
}

LEVEL_TARGET static void pack_signs(const uint8_t *rows, size_t dimensions, size_t stride,
                                    const uint32_t *listed, size_t count, uint8_t *tile) {
  portable_pack_signs(rows, dimensions, stride, listed, count, tile);
}

const footnote_vector_kernels LEVEL_NAME = {
    .byte_sums = byte_sums,
    .nibble_sums = nibble_sums,
    .sign_sums = sign_sums,
    .equal_signs = equal_signs,
    .pack_bytes = pack_bytes,
    .pack_nibbles = pack_nibbles,
    .pack_signs = pack_signs,
    .tile_equal_signs = tile_equal_signs,
    .tile_sums = tile_sums,
    .select = select_rows,
    .search_lists = search_lists,
    .rotate = rotate,
    .float_product = float_product,
    .query_codes = query_codes,
    .sign_planes = sign_planes,
    .graph_walks = graph_walks,
};
