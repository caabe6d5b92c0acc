/* The portable bodies of the kernels over rows of a table: sums of weighted rows, and what training
 * an embedding does with them. */
#ifndef FOOTNOTE_ROWS_PORTABLE_H
#define FOOTNOTE_ROWS_PORTABLE_H

#include "footnote_kernels_portable.h"

/* Rows are spread over memory: they are asked for this many rows ahead. */
enum { ROWS_AHEAD = 8 };

PORTABLE void ask_for_row(const void *row, size_t byte_count) {
  for (size_t i = 0; i < byte_count; i += 64) __builtin_prefetch((const char *)row + i);
}

PORTABLE void portable_add_code_rows(int32_t *restrict sums, size_t dimension_count,
                                     const int8_t *restrict codes, size_t row_byte_count,
                                     const uint32_t *rows, const int16_t *coefficients,
                                     size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (i + ROWS_AHEAD < count) {
      ask_for_row(codes + (size_t)rows[i + ROWS_AHEAD] * row_byte_count, dimension_count);
    }
    const int8_t *row = codes + (size_t)rows[i] * row_byte_count;
    const int32_t coefficient = coefficients[i];
    for (size_t j = 0; j < dimension_count; j++) sums[j] += coefficient * row[j];
  }
}

PORTABLE void portable_add_float_rows(float *restrict sums, const float *restrict values,
                                      size_t dimension_count, const uint32_t *rows,
                                      const float *weights, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (i + ROWS_AHEAD < count) {
      ask_for_row(values + (size_t)rows[i + ROWS_AHEAD] * dimension_count,
                  dimension_count * sizeof *values);
    }
    const float *row = values + (size_t)rows[i] * dimension_count;
    const float weight = weights[i];
    for (size_t j = 0; j < dimension_count; j++) sums[j] += weight * row[j];
  }
}

/* Sums stand sixteen side by side, so that a vector unit has work; their order is fixed. */
enum { LANE_COUNT = 16 };

PORTABLE float lane_sum(const float *lanes) {
  float sum = 0;
  for (size_t j = 0; j < LANE_COUNT; j++) sum += lanes[j];
  return sum;
}

PORTABLE float portable_dot(const float *left, const float *right, size_t count) {
  float lanes[LANE_COUNT] = {0};
  size_t i = 0;
  for (; i + LANE_COUNT <= count; i += LANE_COUNT) {
    for (size_t j = 0; j < LANE_COUNT; j++) lanes[j] += left[i + j] * right[i + j];
  }
  float sum = lane_sum(lanes);
  for (; i < count; i++) sum += left[i] * right[i];
  return sum;
}

/* e^x for x <= 0: 2^y with the fraction by a polynomial, right to 3 parts in 10^6. */
PORTABLE float exponential(float x) {
  const float scaled = x * 1.44269504f;
  const float y = scaled < -100.0f ? -100.0f : scaled;
  /* Conversion cuts towards zero, so that this is the nearest whole number of what is below 0. */
  const int32_t whole = (int32_t)(y - 0.5f);
  const float part = y - (float)whole;
  const float cubic = 0.05550411f + part * (0.00961813f + part * 0.00133336f);
  const float power = 1.0f + part * (0.69314718f + part * (0.24022651f + part * cubic));
  const int32_t exponent = (whole + 127) << 23;
  float scale;
  __builtin_memcpy(&scale, &exponent, sizeof scale);
  return power * scale;
}

PORTABLE float portable_exponentials(float *scores, size_t count, float greatest) {
  for (size_t i = 0; i < count; i++) scores[i] = exponential(scores[i] - greatest);
  float lanes[LANE_COUNT] = {0};
  size_t i = 0;
  for (; i + LANE_COUNT <= count; i += LANE_COUNT) {
    for (size_t j = 0; j < LANE_COUNT; j++) lanes[j] += scores[i + j];
  }
  float sum = lane_sum(lanes);
  for (; i < count; i++) sum += scores[i];
  return sum;
}

#endif
