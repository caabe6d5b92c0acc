/* The portable level: what every processor of the architecture has. */
#include "footnote_vectors_portable.h"

#define LEVEL_TARGET
#define LEVEL_NAME footnote_vectors_scalar
#define INLINE static inline __attribute__((always_inline))

#define byte_sum portable_byte_sum
#define nibble_sum portable_nibble_sum
#define sign_sum portable_sign_sum
#define differing portable_differing

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
  portable_tile_sums(queries, starts, query_count, tile, dimensions, sums_stride, sums);
}

static size_t select_rows(const int32_t *sums, const float *factors, const float *biases,
                          size_t count, float offset, float scale, float threshold, uint32_t *found,
                          float *scores) {
  return portable_select(sums, factors, biases, 0, count, offset, scale, threshold, 0, found,
                         scores);
}

#include "footnote_vectors_level.h"
