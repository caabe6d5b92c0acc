/* The portable bodies of the kernels. Each level compiles them for its own instruction set, and
 * replaces those that it does better by hand. */
#ifndef FOOTNOTE_KERNELS_PORTABLE_H
#define FOOTNOTE_KERNELS_PORTABLE_H

#include "footnote_kernels_levels.h"

/* A body is compiled as part of the level's function, for that function's instruction set. */
#define PORTABLE static inline __attribute__((always_inline, unused))

/* The 64-bit word at a byte offset of an array, with zeros where the array ends inside it. */
PORTABLE uint64_t word_at(const uint8_t *bytes, size_t byte_count, size_t at) {
  uint64_t word = 0;
  /* A copy of a length that is known is one instruction. */
  if (byte_count - at >= sizeof word) {
    __builtin_memcpy(&word, bytes + at, sizeof word);
  } else {
    __builtin_memcpy(&word, bytes + at, byte_count - at);
  }
  return word;
}

/* Tells the compiler to select rather than branch. */
#if defined(__clang__)
#define UNPREDICTABLE(condition) __builtin_unpredictable(condition)
#else
#define UNPREDICTABLE(condition) (condition)
#endif

/* The compiler turns four-lane vectors into what the processor has. */

typedef uint32_t lanes __attribute__((vector_size(16)));

PORTABLE lanes load(const uint8_t *from) {
  lanes value;
  __builtin_memcpy(&value, from, sizeof value);
  return value;
}

/* Unpacks 128 numbers of `width` bits that are interleaved in four lanes. */
PORTABLE void unpack_lanes(const uint8_t *packed, uint32_t width, uint32_t *numbers) {
  const uint32_t low_bits = (1u << (width & 31)) - 1;
  const lanes mask = {low_bits, low_bits, low_bits, low_bits};
  lanes word = {0, 0, 0, 0};
  uint32_t available = 0;
  for (size_t i = 0; i < FOOTNOTE_BLOCK_COUNT; i += 4) {
    lanes number = word;
    if (available < width) {
      const lanes next = load(packed);
      packed += 16;
      number |= next << available;
      word = next >> (width - available);
      available += 32 - width;
    } else {
      word >>= width;
      available -= width;
    }
    number &= mask;
    __builtin_memcpy(numbers + i, &number, sizeof number);
  }
}

PORTABLE void portable_unpack_block(const uint8_t *low, uint32_t width, const uint8_t *high,
                                    size_t high_count, uint32_t before, uint32_t *documents) {
  unpack_lanes(low, width, documents);
  /* The i-th set bit is at the i-th number's upper part plus i. */
  size_t i = 0;
  for (size_t at = 0; at < high_count; at += 8) {
    uint64_t word = word_at(high, high_count, at);
    for (; word != 0 && i < FOOTNOTE_BLOCK_COUNT; i++, word &= word - 1) {
      const uint32_t upper = (uint32_t)(8 * at + (size_t)__builtin_ctzll(word) - i);
      documents[i] += before + 1 + (upper << width);
    }
  }
}

PORTABLE void portable_scatter(uint32_t *scores, uint32_t mask, uint32_t start,
                               const uint32_t *documents, const uint8_t *impacts, size_t count,
                               uint32_t weight) {
  for (size_t i = 0; i < count; i++) {
    scores[(documents[i] - start) & mask] += weight * impacts[i];
  }
}

/* Lists the documents whose scores exceed a threshold, and sets all scores to 0. */
PORTABLE size_t portable_collect(uint32_t *scores, size_t count, uint32_t threshold, uint32_t start,
                                 uint32_t *documents, uint32_t *sums) {
  size_t found = 0;
  size_t i = 0;
  /* Most groups hold nothing; one test passes over eight scores. */
  for (; i + 8 <= count; i += 8) {
    uint32_t any = 0;
    for (size_t j = 0; j < 8; j++) any |= scores[i + j] > threshold;
    if (any != 0) {
      for (size_t j = 0; j < 8; j++) {
        documents[found] = start + (uint32_t)(i + j);
        sums[found] = scores[i + j];
        found += scores[i + j] > threshold;
      }
    }
    __builtin_memset(scores + i, 0, 8 * sizeof *scores);
  }
  for (; i < count; i++) {
    documents[found] = start + (uint32_t)i;
    sums[found] = scores[i];
    found += scores[i] > threshold;
    scores[i] = 0;
  }
  return found;
}

PORTABLE size_t portable_retain(uint32_t *documents, uint32_t *sums, size_t count,
                                uint32_t threshold) {
  size_t kept = 0;
  for (size_t i = 0; i < count; i++) {
    const uint32_t sum = sums[i];
    documents[kept] = documents[i];
    sums[kept] = sum;
    kept += sum > threshold;
  }
  return kept;
}

PORTABLE void portable_add_column(uint32_t *scores, size_t count, const uint8_t *impacts,
                                  uint32_t weight) {
  for (size_t i = 0; i < count; i++) scores[i] += weight * impacts[i];
}

PORTABLE void portable_add_bitmap(uint32_t *scores, size_t count, const uint8_t *words,
                                  const uint8_t *impacts, size_t impact_count, uint32_t weight) {
  size_t used = 0;
  for (size_t i = 0; i < count; i += 64) {
    uint64_t word;
    __builtin_memcpy(&word, words + i / 8, sizeof word);
    if (count - i < 64) word &= ((uint64_t)1 << (count - i)) - 1;
    for (; word != 0 && used < impact_count; word &= word - 1) {
      scores[i + (size_t)__builtin_ctzll(word)] += weight * impacts[used++];
    }
  }
}

/* Adds a dense list to the scores of all `count` documents. */
PORTABLE void portable_add_dense_to_all(const footnote_dense_list *list, uint32_t *scores,
                                        size_t count) {
  if (list->words == NULL) {
    portable_add_column(scores, count, list->impacts, list->weight);
  } else {
    portable_add_bitmap(scores, count, list->words, list->impacts, list->impact_count,
                        list->weight);
  }
}

/* Adds a dense list to the sums of documents that ascend, counted from `start`. */
PORTABLE void portable_add_dense(const footnote_dense_list *list, uint32_t start,
                                 const uint32_t *documents, uint32_t *sums, size_t count) {
  size_t word_number = 0;
  size_t bit_count = 0;
  for (size_t i = 0; i < count; i++) {
    const size_t document = documents[i] - start;
    size_t number = document;
    if (list->words != NULL) {
      uint64_t word;
      __builtin_memcpy(&word, list->words + 8 * word_number, sizeof word);
      for (; word_number < document / 64; word_number++) {
        bit_count += (size_t)__builtin_popcountll(word);
        __builtin_memcpy(&word, list->words + 8 * (word_number + 1), sizeof word);
      }
      const uint64_t bit = (uint64_t)1 << (document % 64);
      if ((word & bit) == 0) continue;
      number = bit_count + (size_t)__builtin_popcountll(word & (bit - 1));
    }
    if (number < list->impact_count) sums[i] += list->weight * list->impacts[number];
  }
}

PORTABLE void portable_look_up_column(const uint8_t *column, size_t column_count,
                                      const uint32_t *documents, uint32_t *sums, size_t count,
                                      uint32_t weight) {
  for (size_t i = 0; i < count; i++) {
    if (documents[i] < column_count) sums[i] += weight * column[documents[i]];
  }
}

PORTABLE int portable_look_up_bitmap(const uint8_t *ranks, const uint8_t *words, size_t line_count,
                                     const uint8_t *impacts, size_t impact_count,
                                     const uint32_t *documents, uint32_t *sums, size_t count,
                                     uint32_t weight) {
  for (size_t i = 0; i < count; i++) {
    const size_t line = documents[i] / 128;
    if (line >= line_count) continue;
    uint64_t pair[2];
    __builtin_memcpy(pair, words + 16 * line, sizeof pair);
    const uint32_t half = documents[i] / 64 % 2;
    const uint64_t bit = (uint64_t)1 << (documents[i] % 64);
    if ((pair[half] & bit) == 0) continue;
    uint32_t rank;
    __builtin_memcpy(&rank, ranks + 4 * line, sizeof rank);
    const uint64_t first = half == 0 ? 0 : pair[0];
    const size_t number = (size_t)rank + (size_t)__builtin_popcountll(first) +
                          (size_t)__builtin_popcountll(pair[half] & (bit - 1));
    if (number >= impact_count) return 0;
    sums[i] += weight * impacts[number];
  }
  return 1;
}

PORTABLE void portable_look_up_listed(const uint32_t *listed, const uint8_t *impacts,
                                      size_t listed_count, const uint32_t *documents,
                                      uint32_t *sums, size_t count, uint32_t weight) {
  if (listed_count == 0) return;
  for (size_t i = 0; i < count; i++) {
    /* A search by halves without branches that depend on the numbers. */
    const uint32_t *low = listed;
    for (size_t left = listed_count; left > 1;) {
      const size_t half = left / 2;
      low += UNPREDICTABLE(low[half - 1] < documents[i]) ? half : 0;
      left -= half;
    }
    if (*low == documents[i]) sums[i] += weight * impacts[low - listed];
  }
}

PORTABLE size_t portable_merge(const uint32_t *documents, const uint32_t *sums, size_t count,
                               const uint32_t *added, const uint8_t *impacts, size_t added_count,
                               uint32_t weight, uint32_t *merged_documents, uint32_t *merged_sums) {
  size_t i = 0;
  size_t j = 0;
  size_t merged = 0;
  while (i < count && j < added_count) {
    const uint32_t old = documents[i];
    const uint32_t new = added[j];
    const uint32_t takes_old = old <= new;
    const uint32_t takes_new = new <= old;
    merged_documents[merged] = takes_old ? old : new;
    merged_sums[merged++] = (sums[i] & (0 - takes_old)) + (weight * impacts[j] & (0 - takes_new));
    i += takes_old;
    j += takes_new;
  }
  for (; i < count; i++, merged++) {
    merged_documents[merged] = documents[i];
    merged_sums[merged] = sums[i];
  }
  for (; j < added_count; j++, merged++) {
    merged_documents[merged] = added[j];
    merged_sums[merged] = weight * impacts[j];
  }
  return merged;
}

/* A way through the codes of a document. */
typedef struct code_reader {
  size_t at;
  size_t end;
  uint64_t position;
  uint64_t *hits;
  size_t found;
  size_t number;
} code_reader;

PORTABLE void read_code(code_reader *reader, const uint8_t *bytes, const uint64_t *filter) {
  const uint32_t two_base = (FOOTNOTE_CODE_TWO << 8) - FOOTNOTE_CODE_TWO_START;
  const uint32_t three_base = (FOOTNOTE_CODE_THREE << 16) - FOOTNOTE_CODE_THREE_START;
  uint32_t word;
  __builtin_memcpy(&word, bytes + reader->at, sizeof word);
  word = __builtin_bswap32(word);
  const uint32_t is_two = word >= FOOTNOTE_CODE_TWO << 24;
  const uint32_t is_three = word >= FOOTNOTE_CODE_THREE << 24;
  uint32_t code = word >> (24 - 8 * (is_two + is_three));
  code = code - (two_base & (0 - is_two)) - ((three_base - two_base) & (0 - is_three));
  reader->at += 1 + is_two + is_three;
  if (__builtin_expect(word >= FOOTNOTE_CODE_FIVE << 24, 0)) {
    /* One that is cut off leads beyond the end, as a shorter one does by itself. */
    if (reader->at + 2 <= reader->end) __builtin_memcpy(&code, bytes + reader->at - 2, sizeof code);
    code = __builtin_bswap32(code);
    reader->at += 2;
  }
  const uint32_t low = code & ((1u << FOOTNOTE_CODE_FILTER_BITS) - 1);
  reader->hits[reader->found] = reader->position << 32 | code;
  reader->found += filter[low >> 6] >> (low & 63) & 1;
  reader->position++;
}

/* Where each code starts hangs on the one before, so two documents are read at once. */
PORTABLE void portable_find_codes(const uint8_t *bytes, footnote_coded *documents, size_t count,
                                  const uint64_t *filter, uint64_t *hits) {
  code_reader readers[2];
  size_t next = 0;
  size_t open = 0;
  while (next < count || open > 0) {
    while (open < 2 && next < count) {
      readers[open++] = (code_reader){.at = documents[next].start,
                                      .end = documents[next].end,
                                      .hits = hits + documents[next].first_hit,
                                      .number = next};
      next++;
    }
    code_reader a = readers[0];
    code_reader b = readers[open - 1];
    if (open == 2) {
      while (a.at < a.end && b.at < b.end) {
        read_code(&a, bytes, filter);
        read_code(&b, bytes, filter);
      }
    } else {
      while (a.at < a.end) read_code(&a, bytes, filter);
      b = a;
    }
    const code_reader states[2] = {a, b};
    const size_t before = open;
    open = 0;
    for (size_t i = 0; i < before; i++) {
      if (states[i].at < states[i].end) {
        readers[open++] = states[i];
        continue;
      }
      footnote_coded *const document = &documents[states[i].number];
      document->is_whole = states[i].at == states[i].end;
      document->hit_count = states[i].found;
      document->code_count = (size_t)states[i].position;
    }
  }
}

#endif
