/* The look at a list. Before it are defined tile_equal_signs and select_rows. */

/* Rows whose shared signs are counted before the good ones are judged again: their tiles stay in
 * the first-level cache. */
enum { LIST_WINDOW_COUNT = 256 };

/* The product of a query's four-bit planes with the signs of one row of a tile, set bits alone. */
INLINE int32_t plane_sum_in_tile(const uint8_t *planes, const uint8_t *tile, size_t row,
                                 size_t dimensions) {
  const size_t plane = dimensions / 8;
  int32_t counts[4] = {0, 0, 0, 0};
  for (size_t at = 0; at < plane; at += 8) {
    uint64_t bits;
    __builtin_memcpy(&bits, tile + at * FOOTNOTE_TILE_ROW_COUNT + 8 * row, sizeof bits);
    for (size_t b = 0; b < 4; b++) {
      uint64_t numbers;
      __builtin_memcpy(&numbers, planes + b * plane + at, sizeof numbers);
      counts[b] += __builtin_popcountll(bits & numbers);
    }
  }
  return counts[0] + 2 * counts[1] + 4 * counts[2] - 8 * counts[3];
}

LEVEL_TARGET static size_t scan_list(const footnote_list_query *query, const uint8_t *tiles,
                                     size_t first, size_t end, const float *factors,
                                     const float *biases, float threshold, uint32_t *found) {
#pragma STDC FP_CONTRACT OFF
  const size_t tile_bytes = query->dimensions / 8 * FOOTNOTE_TILE_ROW_COUNT;
  size_t found_count = 0;
  size_t start = first / FOOTNOTE_TILE_ROW_COUNT * FOOTNOTE_TILE_ROW_COUNT;
  for (; start < end; start += LIST_WINDOW_COUNT) {
    const size_t window_end = start + LIST_WINDOW_COUNT < end ? start + LIST_WINDOW_COUNT : end;
    int32_t sums[LIST_WINDOW_COUNT];
    for (size_t row = start; row < window_end; row += FOOTNOTE_TILE_ROW_COUNT) {
      tile_equal_signs(query->signs, 1, tiles + row / FOOTNOTE_TILE_ROW_COUNT * tile_bytes,
                       query->dimensions, FOOTNOTE_TILE_ROW_COUNT, sums + (row - start));
    }
    const size_t from = first > start ? first : start;
    uint32_t places[LIST_WINDOW_COUNT + FOOTNOTE_SLACK_COUNT];
    float scores[LIST_WINDOW_COUNT + FOOTNOTE_SLACK_COUNT];
    const size_t good =
        select_rows(sums + (from - start), factors + (from - first),
                    biases == NULL ? NULL : biases + (from - first), window_end - from,
                    query->equal_offset, query->equal_scale, threshold, places, scores);
    for (size_t i = 0; i < good; i++) {
      const size_t row = from + places[i];
      const uint8_t *const tile = tiles + row / FOOTNOTE_TILE_ROW_COUNT * tile_bytes;
      const int32_t sum = plane_sum_in_tile(query->planes, tile, row % FOOTNOTE_TILE_ROW_COUNT,
                                            query->dimensions);
      const float raised = (float)(2 * sum - query->plane_sum) + query->plane_offset;
      const float product = raised * factors[row - first] * query->plane_scale;
      const float score = biases == NULL ? product : product - biases[row - first];
      if (score >= threshold) found[found_count++] = (uint32_t)(row - first);
    }
  }
  return found_count;
}
