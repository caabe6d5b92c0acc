/* The rest of a level: the kernels that are compiled from the portable bodies, for the target that
 * LEVEL_TARGET names, and the table LEVEL_NAME. `retain` is defined before, and
 * so are what LEVEL_HAS_ macros name and, where a level has no `collect`, its `collect_above`. */
#include "footnote_kernels_portable.h"
#include "footnote_rows_level.h"

#ifndef LEVEL_HAS_UNPACK_BLOCK
LEVEL_TARGET static void unpack_block(const uint8_t *low, uint32_t width, const uint8_t *high,
                                      size_t high_count, uint32_t before, uint32_t *documents) {
  portable_unpack_block(low, width, high, high_count, before, documents);
}
#endif

LEVEL_TARGET static void scatter(uint32_t *scores, uint32_t mask, uint32_t start,
                                 const uint32_t *documents, const uint8_t *impacts, size_t count,
                                 uint32_t weight) {
  portable_scatter(scores, mask, start, documents, impacts, count, weight);
}

#ifndef LEVEL_HAS_COLLECT
LEVEL_TARGET static size_t collect(uint32_t *scores, size_t count,
                                   footnote_dense_list *lists, size_t list_count,
                                   uint32_t least, uint32_t threshold, uint32_t start,
                                   uint32_t *documents, uint32_t *sums) {
  if (least == 0 || (list_count == 0 && least <= threshold)) {
    for (size_t i = 0; i < list_count; i++) portable_add_dense_to_all(&lists[i], scores, count);
    return collect_above(scores, count, threshold, start, documents, sums);
  }
  const size_t found = collect_above(scores, count, least - 1, start, documents, sums);
  for (size_t i = 0; i < list_count; i++) {
    portable_add_dense(&lists[i], start, documents, sums, found);
  }
  return retain(documents, sums, found, threshold);
}
#endif

LEVEL_TARGET static void look_up_column(const uint8_t *column, size_t column_count,
                                        const uint32_t *documents, uint32_t *sums, size_t count,
                                        uint32_t weight) {
  portable_look_up_column(column, column_count, documents, sums, count, weight);
}

LEVEL_TARGET static int look_up_bitmap(const uint8_t *ranks, const uint8_t *words,
                                       size_t line_count, const uint8_t *impacts,
                                       size_t impact_count, const uint32_t *documents,
                                       uint32_t *sums, size_t count, uint32_t weight) {
  return portable_look_up_bitmap(ranks, words, line_count, impacts, impact_count, documents, sums,
                                 count, weight);
}

LEVEL_TARGET static void look_up_listed(const uint32_t *listed, const uint8_t *impacts,
                                        size_t listed_count, const uint32_t *documents,
                                        uint32_t *sums, size_t count, uint32_t weight) {
  portable_look_up_listed(listed, impacts, listed_count, documents, sums, count, weight);
}

LEVEL_TARGET static size_t merge(const uint32_t *documents, const uint32_t *sums, size_t count,
                                 const uint32_t *added, const uint8_t *impacts,
                                 size_t added_count, uint32_t weight, uint32_t *merged_documents,
                                 uint32_t *merged_sums) {
  return portable_merge(documents, sums, count, added, impacts, added_count, weight,
                        merged_documents, merged_sums);
}

LEVEL_TARGET static void find_codes(const uint8_t *bytes, footnote_coded *documents, size_t count,
                                    const uint64_t *filter, uint64_t *hits) {
  portable_find_codes(bytes, documents, count, filter, hits);
}

const footnote_kernels LEVEL_NAME = {
    .unpack_block = unpack_block,
    .scatter = scatter,
    .collect = collect,
    .retain = retain,
    .merge = merge,
    .find_codes = find_codes,
    .look_up_column = look_up_column,
    .look_up_bitmap = look_up_bitmap,
    .look_up_listed = look_up_listed,
    .add_code_rows = add_code_rows,
    .add_float_rows = add_float_rows,
    .dot = dot,
    .exponentials = exponentials,
};
