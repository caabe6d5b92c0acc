/* The kernels over rows, compiled for the target that LEVEL_TARGET names. */
#include "footnote_rows_portable.h"

LEVEL_TARGET static void add_code_rows(int32_t *sums, size_t dimension_count, const int8_t *codes,
                                       size_t row_byte_count, const uint32_t *rows,
                                       const int16_t *coefficients, size_t count) {
  portable_add_code_rows(sums, dimension_count, codes, row_byte_count, rows, coefficients, count);
}

LEVEL_TARGET static void add_float_rows(float *sums, const float *values, size_t dimension_count,
                                        const uint32_t *rows, const float *weights, size_t count) {
  portable_add_float_rows(sums, values, dimension_count, rows, weights, count);
}

LEVEL_TARGET static float dot(const float *left, const float *right, size_t count) {
  return portable_dot(left, right, count);
}

LEVEL_TARGET static float exponentials(float *scores, size_t count, float greatest) {
  return portable_exponentials(scores, count, greatest);
}
