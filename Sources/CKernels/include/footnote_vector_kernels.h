/* Inner loops over the codes of vectors: one query by n rows, and q queries by n rows.
 *
 * A row of bytes has a number from -127 to 127 for each dimension, plus 128. A row of nibbles has
 * two numbers from -7 to 7 a byte, plus 8: of each 64 bytes, the lower nibbles are 64 dimensions
 * and the upper nibbles the 64 that follow. A row of signs has a bit for each dimension. A query
 * has a signed byte for each, -127 to 127. All sums are exact, and every result is the same bits at
 * each instruction set level, whatever the rows' bytes are.
 *
 * Row i starts at rows + i * stride, or where `listed` is not NULL, at rows + listed[i] * stride;
 * the caller has checked that the numbers lie inside. */
#ifndef FOOTNOTE_VECTOR_KERNELS_H
#define FOOTNOTE_VECTOR_KERNELS_H

#include "footnote_graph.h"
#include "footnote_kernels.h"
#include "footnote_list.h"

#if defined(__clang__)
#pragma clang assume_nonnull begin
#endif

enum { FOOTNOTE_TILE_ROW_COUNT = 32 };

/* One implementation of every kernel. */
typedef struct footnote_vector_kernels {
  /* sums[i] = the product of the query with row i of bytes. `dimensions` is a multiple of 64. */
  void (*byte_sums)(const int8_t *query, size_t dimensions, const uint8_t *rows, size_t stride,
                    const uint32_t *_Nullable listed, size_t count, int32_t *sums);

  /* sums[i] = the product of the query with row i of nibbles. `dimensions` is a multiple of 128. */
  void (*nibble_sums)(const int8_t *query, size_t dimensions, const uint8_t *rows, size_t stride,
                      const uint32_t *_Nullable listed, size_t count, int32_t *sums);

  /* sums[i] = the query's sum over the set bits of row i less that over the others. `dimensions` is
   * a multiple of 64. */
  void (*sign_sums)(const int8_t *query, size_t dimensions, const uint8_t *rows, size_t stride,
                    const uint32_t *_Nullable listed, size_t count, int32_t *sums);

  /* sums[i] = how many bits of row i are equal to the query's less how many are not. */
  void (*equal_signs)(const uint8_t *query, size_t dimensions, const uint8_t *rows, size_t stride,
                      const uint32_t *_Nullable listed, size_t count, int32_t *sums);

  /* Lays up to FOOTNOTE_TILE_ROW_COUNT rows out for tile_sums: for each four dimensions, 4 bytes
   * of each row in turn. Rows that are not there become zeros. The tile has `dimensions` bytes a
   * row. */
  void (*pack_bytes)(const uint8_t *rows, size_t dimensions, size_t stride,
                     const uint32_t *_Nullable listed, size_t count, uint8_t *tile);
  void (*pack_nibbles)(const uint8_t *rows, size_t dimensions, size_t stride,
                       const uint32_t *_Nullable listed, size_t count, uint8_t *tile);

  /* The same for rows of signs: for each 64 dimensions, 8 bytes of each row in turn. */
  void (*pack_signs)(const uint8_t *rows, size_t dimensions, size_t stride,
                     const uint32_t *_Nullable listed, size_t count, uint8_t *tile);

  /* sums[q * sums_stride + i] = what equal_signs gives for query q and row i of a tile of signs.
   * Queries follow each other, dimensions / 8 bytes each. */
  void (*tile_equal_signs)(const uint8_t *queries, size_t query_count, const uint8_t *tile,
                           size_t dimensions, size_t sums_stride, int32_t *sums);

  /* sums[q * sums_stride + i] = starts[q] plus the sum of query q times the bytes of row i of a
   * tile. Queries follow each other, `dimensions` bytes each, a multiple of 64. */
  void (*tile_sums)(const int8_t *queries, const int32_t *starts, size_t query_count,
                    const uint8_t *tile, size_t dimensions, size_t sums_stride, int32_t *sums);

  /* Lists the rows whose score is at least `threshold`, where the score of row i is
   * (sums[i] + offset) * factors[i] * scale - biases[i], each step rounded to a float: found[j] =
   * i, scores[j] its score. Returns how many; both lists have room for count +
   * FOOTNOTE_SLACK_COUNT. */
  size_t (*select)(const int32_t *sums, const float *factors, const float *_Nullable biases,
                   size_t count, float offset, float scale, float threshold, uint32_t *found,
                   float *scores);

  /* Looks at the lists around each query, those with the best centres first, until the others are
   * out of reach. Leaves the keys of the `width` best rows by their bytes, the best first, in the
   * query's scratch: the score's bits in the upper half, greater for worse, and the row in the
   * lower. A row is passed without a look at its bytes when the query's sum over its signs, raised,
   * tells that it is worse. Up to FOOTNOTE_LIST_QUERY_LIMIT searches take turns, as walks do; what
   * is found is the same. There is a list and a row at least, and `width` is above 0. A score is
   * sum * factor * scale - bias, each step rounded. */
  void (*search_lists)(const footnote_lists *lists, const footnote_list_query *queries,
                       footnote_list_scratch *scratches, size_t count, size_t width);

  /* Rotates a vector, twice: the sign of number i is turned where bit i of the round's half of
   * `flips` is set; then the first and, where that is not all, the last 2^k numbers go through a
   * Hadamard transform divided by the root of 2^k, the greatest power of two that is not above
   * `count`. `flips` has 2 * words 64-bit words. Each step is rounded to a float, in one order. */
  void (*rotate)(float *numbers, size_t count, const uint64_t *flips, size_t words);

  /* The sum of products of two lists of numbers. */
  double (*float_product)(const float *a, const float *b, size_t count);

  /* Codes a query: codes[i] = numbers[i] times 127 over the greatest magnitude, rounded, and
   * rests[i] = what this leaves over times `rest_unit`, at most 254, rounded. Returns what numbers
   * were multiplied by; 0, as are all codes then, when all numbers are below 1e-30 or one is above
   * 1e36 or none. */
  float (*query_codes)(const float *numbers, size_t count, float rest_unit, int8_t *codes,
                       int8_t *rests);

  /* Writes the planes of a query's numbers in four bits, as footnote_graph_query has them: 15 / 256
   * of each number, rounded; returns their sum. `dimensions` is a multiple of 64. */
  int32_t (*sign_planes)(const int8_t *codes, size_t dimensions, uint8_t *planes);

  /* Walks from its seeds towards each query, always on from the best node that was not left, until
   * the `width` best nodes seen were all left or the others are out of reach. Leaves their keys,
   * the best first, in the query's scratch: the score's bits in the upper half, greater for worse,
   * and twice the node, plus 1 where it was left, in the lower. Up to FOOTNOTE_GRAPH_WALK_LIMIT
   * walks take turns, so that one computes while the memory of others comes; what is found is the
   * same. `width` is above 0; `degree` at most FOOTNOTE_GRAPH_DEGREE_LIMIT; node and row counts are
   * below 2^31. A score is sum * factor * scale - bias, each step rounded. */
  void (*graph_walks)(const footnote_graph *graph, const footnote_graph_query *queries,
                      footnote_graph_scratch *scratches, size_t count, size_t width);
} footnote_vector_kernels;

/* The kernels of a level, or NULL where this processor or this build lacks it. */
const footnote_vector_kernels *_Nullable footnote_vector_kernels_at(footnote_level level);

/* The best kernels of this processor, or those that FOOTNOTE_SIMD names where it has them. */
const footnote_vector_kernels *footnote_vector_kernels_current(void);

#if defined(__clang__)
#pragma clang assume_nonnull end
#endif

#endif
