/* The portable level: what every processor of the architecture has. */
#include "footnote_kernels_portable.h"

static size_t collect_above(uint32_t *scores, size_t count, uint32_t threshold, uint32_t start,
                            uint32_t *documents, uint32_t *sums) {
  return portable_collect(scores, count, threshold, start, documents, sums);
}

static size_t retain(uint32_t *documents, uint32_t *sums, size_t count, uint32_t threshold) {
  return portable_retain(documents, sums, count, threshold);
}

#define LEVEL_TARGET
#define LEVEL_NAME footnote_kernels_scalar
#include "footnote_kernels_level.h"
