/* The search of lists of rows, each around a centre.
 *
 * The rows of all lists stand list by list, each at a place. Whatever the lists and codes are,
 * nothing outside the arrays is read. */
#ifndef FOOTNOTE_LIST_H
#define FOOTNOTE_LIST_H

#include <stddef.h>
#include <stdint.h>

#if defined(__clang__)
#pragma clang assume_nonnull begin
#endif

enum {
  /* Searches that are made together at most. */
  FOOTNOTE_LIST_QUERY_LIMIT = 4,
};

typedef struct footnote_lists {
  /* A multiple of 64. */
  size_t dimensions;
  size_t list_count;
  size_t row_count;
  /* Of each list its centre: `dimensions` bytes, what turns their sum into a product, and what is
   * taken off products; and the place where its rows end. */
  const uint8_t *centres;
  const float *centre_factors;
  const float *_Nullable centre_biases;
  const uint32_t *ends;
  /* Of each place its row; tiles of signs; what turns their sums into products, and what is taken
   * off these. */
  const uint32_t *rows;
  const uint8_t *tiles;
  const float *sign_factors;
  const float *_Nullable sign_biases;
  /* The same of each row for its bytes, `dimensions` of them. */
  const uint8_t *bytes;
  const float *factors;
  const float *_Nullable biases;
} footnote_lists;

typedef struct footnote_list_query {
  /* A number for each dimension, and their sum. */
  const int8_t *codes;
  int32_t code_sum;
  /* The numbers in four bits, as in footnote_graph_query, and their sum. */
  const uint8_t *planes;
  int32_t plane_sum;
  /* What sums of codes are multiplied by, with a factor, and the same for sums over signs, and by
   * how much these are raised. */
  float scale;
  float plane_scale;
  float plane_offset;
  /* Lists are passed whose centre is further below the worst of the rows kept. */
  float reach;
  /* The rows that may be found: of each range its first and the one after its last, ascending;
   * NULL where all may. */
  const uint32_t *_Nullable ranges;
  size_t range_count;
} footnote_list_query;

/* What a search of lists works in. */
typedef struct footnote_list_scratch {
  /* `list_count` sums. */
  int32_t *sums;
  /* Twice `list_count` keys. */
  uint64_t *order;
  /* `width` keys. */
  uint64_t *keys;
  /* Keys that the search left there. */
  size_t found_count;
  /* Rows that were looked at, and those whose bytes were, added up. */
  uint64_t visit_count;
  uint64_t closer_count;
} footnote_list_scratch;

#if defined(__clang__)
#pragma clang assume_nonnull end
#endif

#endif
