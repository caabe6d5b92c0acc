/* Inner loops over postings, for one query and many rows.
 *
 * Every function is memory safe whatever the values in its arrays: lengths are the caller's
 * promise, and numbers that come from a file are masked or compared before they are used as an
 * index. Results of whole numbers are the same bits at every instruction set level. */
#ifndef FOOTNOTE_KERNELS_H
#define FOOTNOTE_KERNELS_H

#include <stddef.h>
#include <stdint.h>

#if defined(__clang__)
#pragma clang assume_nonnull begin
#endif

enum { FOOTNOTE_BLOCK_COUNT = 128, FOOTNOTE_SLACK_COUNT = 16 };

/* Codes of words: a first byte below FOOTNOTE_CODE_TWO is a code; others start codes of two, three
 * and, the last one, five bytes. */
#define FOOTNOTE_CODE_TWO 176u
#define FOOTNOTE_CODE_THREE 248u
#define FOOTNOTE_CODE_FIVE 255u
/* The least codes of two bytes and of three. */
#define FOOTNOTE_CODE_TWO_START FOOTNOTE_CODE_TWO
#define FOOTNOTE_CODE_THREE_START \
  (FOOTNOTE_CODE_TWO_START + ((FOOTNOTE_CODE_THREE - FOOTNOTE_CODE_TWO) << 8))
/* The low bits of codes that a filter has a bit for. */
#define FOOTNOTE_CODE_FILTER_BITS 15

/* Instruction sets that kernels are written for. */
typedef enum footnote_level {
  footnote_level_scalar = 0,
  footnote_level_avx2 = 1,
  footnote_level_avx512 = 2,
  footnote_level_neon = 3,
} footnote_level;

/* A term that many documents have, over some of them. */
typedef struct footnote_dense_list {
  /* A bit for each document, in 64-bit words: whether it has the term. The impacts are those of
   * the set bits in order, and a bit without an impact has none. NULL where there is an impact for
   * every document, which may be 0. */
  const uint8_t *_Nullable words;
  const uint8_t *impacts;
  size_t impact_count;
  uint32_t weight;
  /* For the kernels: impacts that were passed; 0 before. */
  size_t used_count;
} footnote_dense_list;

/* A document as codes of words, and how many of them were listed. */
typedef struct footnote_coded {
  size_t start;
  size_t end;
  size_t first_hit;
  size_t hit_count;
  size_t code_count;
  size_t is_whole;
} footnote_coded;

/* One implementation of every kernel. */
typedef struct footnote_kernels {
  /* Unpacks 128 ascending documents (Elias-Fano): documents[i] = before + 1 + (upper[i] << width) +
   * lower[i], modulo 2^32. The lower parts have `width` bits (0 to 31) and are interleaved in four
   * lanes of 16 * width bytes together; the i-th set bit of `high` is bit upper[i] + i. */
  void (*unpack_block)(const uint8_t *low, uint32_t width, const uint8_t *high, size_t high_count,
                       uint32_t before, uint32_t *documents);

  /* scores[(documents[i] - start) & mask] += weight * impacts[i], for i < count.
   * `scores` has mask + 1 elements. */
  void (*scatter)(uint32_t *scores, uint32_t mask, uint32_t start, const uint32_t *documents,
                  const uint8_t *impacts, size_t count, uint32_t weight);

  /* Adds dense lists to the scores that are not below `least`, and lists the documents of these
   * whose scores then exceed `threshold`: documents[j] = start + i and sums[j] = the score of the
   * j-th such i < count. Sets all `count` scores to 0. Returns how many it listed; both lists have
   * room for count + FOOTNOTE_SLACK_COUNT, and what follows the listed ones is undefined. Lists
   * with words have one for each 64 of `count` begun. */
  size_t (*collect)(uint32_t *scores, size_t count, footnote_dense_list *_Nullable lists,
                    size_t list_count, uint32_t least, uint32_t threshold, uint32_t start,
                    uint32_t *documents, uint32_t *sums);

  /* Keeps the documents whose sums exceed `threshold`, in order; returns how many. */
  size_t (*retain)(uint32_t *documents, uint32_t *sums, size_t count, uint32_t threshold);

  /* Merges two ascending lists of documents: the sum of one that is in both is sums[i] + weight *
   * impacts[j]. Returns how many there are; the merged lists have room for count + added_count. */
  size_t (*merge)(const uint32_t *documents, const uint32_t *sums, size_t count,
                  const uint32_t *added, const uint8_t *impacts, size_t added_count,
                  uint32_t weight, uint32_t *merged_documents, uint32_t *merged_sums);

  /* Lists the codes of words of documents whose low bits are set in `filter`: hits[first_hit + j] =
   * the code's position among the document's << 32 | the code. Four bytes behind a document can be
   * read, too, and `hits` has room for as many as it has bytes. Where the last code of a document
   * is cut off, it is not whole, and its counts mean nothing. */
  void (*find_codes)(const uint8_t *bytes, footnote_coded *documents, size_t count,
                     const uint64_t *filter, uint64_t *hits);

  /* sums[i] += weight * column[documents[i]] where documents[i] < column_count. */
  void (*look_up_column)(const uint8_t *column, size_t column_count, const uint32_t *documents,
                         uint32_t *sums, size_t count, uint32_t weight);

  /* sums[i] += weight * the impact of documents[i], where its bit among 128 * line_count is set.
   * An impact is numbered by ranks[line], unaligned u32, plus the set bits before it in its line.
   * Returns 0 when such a number is not below impact_count, else 1. */
  int (*look_up_bitmap)(const uint8_t *ranks, const uint8_t *words, size_t line_count,
                        const uint8_t *impacts, size_t impact_count, const uint32_t *documents,
                        uint32_t *sums, size_t count, uint32_t weight);

  /* sums[i] += weight * impacts[j] where documents[i] = listed[j], for ascending `listed`. */
  void (*look_up_listed)(const uint32_t *listed, const uint8_t *impacts, size_t listed_count,
                         const uint32_t *documents, uint32_t *sums, size_t count, uint32_t weight);

  /* sums[j] += coefficients[i] * codes[rows[i] * row_byte_count + j], for i < count and
   * j < dimension_count <= row_byte_count. The caller sees to it that no sum overflows. */
  void (*add_code_rows)(int32_t *sums, size_t dimension_count, const int8_t *codes,
                        size_t row_byte_count, const uint32_t *rows, const int16_t *coefficients,
                        size_t count);

  /* sums[j] += weights[i] * values[rows[i] * dimension_count + j], for i < count and
   * j < dimension_count, in the order of i. Floats differ in their last bits between levels. */
  void (*add_float_rows)(float *sums, const float *values, size_t dimension_count,
                         const uint32_t *rows, const float *weights, size_t count);

  /* The sum of left[i] * right[i]; it differs in its last bits between levels. */
  float (*dot)(const float *left, const float *right, size_t count);

  /* Puts e^(scores[i] - greatest) in the place of each score, none of which exceeds `greatest`, and
   * returns their sum. Differs in its last bits between levels. */
  float (*exponentials)(float *scores, size_t count, float greatest);
} footnote_kernels;

/* The kernels of a level, or NULL where this processor or this build lacks it. */
const footnote_kernels *_Nullable footnote_kernels_at(footnote_level level);

/* The best kernels of this processor, or those that the environment variable FOOTNOTE_SIMD names
 * (scalar, avx2, avx512 or neon) where it has them; resolved on first use. */
const footnote_kernels *footnote_kernels_current(void);

/* Asks for the line of the cache that holds a byte of an array, without waiting for it. */
static inline void footnote_prefetch(const uint8_t *bytes, size_t at) {
  __builtin_prefetch(bytes + at);
}

/* Memory of zeros that the system hands out as it is first written; NULL where there is too little.
 * It is given back by the other function. */
void *_Nullable footnote_zeroed_memory(size_t byte_count);
void footnote_release_memory(void *memory);

#if defined(__clang__)
#pragma clang assume_nonnull end
#endif

#endif
