/* A look at the signs of a list of rows, which lie in tiles. */
#ifndef FOOTNOTE_LIST_H
#define FOOTNOTE_LIST_H

#include <stddef.h>
#include <stdint.h>

#if defined(__clang__)
#pragma clang assume_nonnull begin
#endif

/* A query made ready for rows' signs. */
typedef struct footnote_list_query {
  /* A multiple of 64. */
  size_t dimensions;
  /* A bit for each dimension. */
  const uint8_t *signs;
  /* The query's numbers in four bits, as in footnote_graph_query, and their sum. */
  const uint8_t *planes;
  int32_t plane_sum;
  /* By how much the two sums are raised, and what they are multiplied by, with a row's factor. */
  float equal_offset;
  float equal_scale;
  float plane_offset;
  float plane_scale;
} footnote_list_query;

#if defined(__clang__)
#pragma clang assume_nonnull end
#endif

#endif
