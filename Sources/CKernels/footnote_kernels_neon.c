/* arm64, whose baseline has NEON: the portable bodies, which the compiler turns into it. */
#if defined(__aarch64__)

#include "footnote_kernels_portable.h"

#define LEVEL_TARGET
#define LEVEL_NAME footnote_kernels_neon

static size_t collect_above(uint32_t *scores, size_t count, uint32_t threshold, uint32_t start,
                            uint32_t *documents, uint32_t *sums) {
  return portable_collect(scores, count, threshold, start, documents, sums);
}

static size_t retain(uint32_t *documents, uint32_t *sums, size_t count, uint32_t threshold) {
  return portable_retain(documents, sums, count, threshold);
}

#include "footnote_kernels_level.h"

#endif
