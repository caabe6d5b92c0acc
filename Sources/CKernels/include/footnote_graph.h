/* The walk through a graph of rows towards a query.
 *
 * A node is a row, or stands for one. The links of node i are `degree` node numbers at
 * links + i * degree; a number that is not below `node_count` ends them. Whatever the links, rows
 * and codes are, nothing outside the arrays is read. */
#ifndef FOOTNOTE_GRAPH_H
#define FOOTNOTE_GRAPH_H

#include <stddef.h>
#include <stdint.h>

#if defined(__clang__)
#pragma clang assume_nonnull begin
#endif

enum {
  FOOTNOTE_GRAPH_DEGREE_LIMIT = 64,
  /* Walks that are made together at most. */
  FOOTNOTE_GRAPH_WALK_LIMIT = 8,
  /* Numbers of keys beyond the width of a walk that its array has room for. */
  FOOTNOTE_GRAPH_SLACK_COUNT = 16,
  /* Visited words that are remembered for clearing; where there are more, all are cleared. */
  FOOTNOTE_GRAPH_TOUCHED_COUNT = 8192,
};

typedef struct footnote_graph {
  const uint32_t *links;
  size_t degree;
  size_t node_count;
  /* Of each node its row, below `row_count`; NULL where nodes are rows. */
  const uint32_t *_Nullable rows;
  size_t row_count;
  /* A multiple of 64. */
  size_t dimensions;
  /* Of each row the signs, then three floats: what turns the sum over the signs into a product,
   * what turns the sum over the bytes into one, and what is taken off products. A row's slot is
   * best a line of the cache, or several. */
  const uint8_t *slots;
  size_t slot_stride;
  /* Of each row `dimensions` bytes. */
  const uint8_t *bytes;
} footnote_graph;

typedef struct footnote_graph_query {
  /* A number for each dimension. */
  const int8_t *codes;
  /* The same in four bits, -7 to 7: of each bit a plane of dimensions / 8 bytes, the lowest
   * first. */
  const uint8_t *planes;
  int32_t code_sum;
  int32_t plane_sum;
  float scale;
  float plane_scale;
  /* A row is passed when its estimate is worse than the last kept score by more than this times the
   * float after its signs. */
  float slack;
  /* Nodes are passed whose score is further below that of the best one number `rank`, counted from
   * 1, once there are so many; what was only estimated is given the slack. */
  size_t rank;
  float reach;
  const uint32_t *_Nullable seeds;
  size_t seed_count;
} footnote_graph_query;

/* What a walk works in. */
typedef struct footnote_graph_scratch {
  /* A bit for each node, all 0 before and after. */
  uint64_t *seen;
  uint32_t *touched;
  /* `width` and FOOTNOTE_GRAPH_SLACK_COUNT keys. */
  uint64_t *keys;
  /* Keys that the walk left there. */
  size_t found_count;
  /* What was done, added up: nodes left, estimates, rows looked at closely. */
  uint64_t hop_count;
  uint64_t estimate_count;
  uint64_t closer_count;
} footnote_graph_scratch;

#if defined(__clang__)
#pragma clang assume_nonnull end
#endif

#endif
