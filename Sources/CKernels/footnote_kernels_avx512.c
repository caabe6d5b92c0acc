/* x86-64 with AVX-512 F, BW and VL (Skylake-X, Ice Lake, Zen 4, and later). */
#if defined(__x86_64__)

#include "footnote_kernels_portable.h"

#include <immintrin.h>

#define LEVEL_TARGET __attribute__((target("avx512f,avx512bw,avx512vl,avx2,bmi,bmi2,popcnt")))
#define LEVEL_NAME footnote_kernels_avx512
#define LEVEL_HAS_UNPACK_BLOCK

/* The numbers of a vector's elements. */
LEVEL_TARGET static inline __m512i element_numbers(void) {
  return _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
}

/* The first `count` elements, or all. */
LEVEL_TARGET static inline __mmask16 first_elements(size_t count) {
  return (__mmask16)(count >= 16 ? 0xFFFF : (1u << count) - 1);
}

/* Puts the numbers of the set bits into `bits`, of all words until there are as many as a block
 * has: there is room for another word's. */
LEVEL_TARGET static inline size_t set_bits(const uint8_t *bytes, size_t byte_count,
                                           uint32_t *bits) {
  size_t found = 0;
  __m512i numbers = element_numbers();
  for (size_t at = 0; at < byte_count && found < FOOTNOTE_BLOCK_COUNT; at += 8) {
    uint64_t word = word_at(bytes, byte_count, at);
    for (int part = 0; part < 4; part++, word >>= 16) {
      const __m512i set = _mm512_maskz_compress_epi32((__mmask16)word, numbers);
      _mm512_storeu_si512(bits + found, set);
      found += (size_t)__builtin_popcount((uint32_t)word & 0xFFFF);
      numbers = _mm512_add_epi32(numbers, _mm512_set1_epi32(16));
    }
  }
  return found;
}

LEVEL_TARGET static void unpack_block(const uint8_t *low, uint32_t width, const uint8_t *high,
                                      size_t high_count, uint32_t before, uint32_t *documents) {
  uint32_t bits[FOOTNOTE_BLOCK_COUNT + 64];
  if (set_bits(high, high_count, bits) < FOOTNOTE_BLOCK_COUNT) {
    portable_unpack_block(low, width, high, high_count, before, documents);
    return;
  }
  const __m512i numbers = element_numbers();
  const __m512i lane = _mm512_and_si512(numbers, _mm512_set1_epi32(3));
  /* Where the lower parts of four rows start, counted from the first one's, in bits. */
  const __m512i rows =
      _mm512_mullo_epi32(_mm512_srli_epi32(numbers, 2), _mm512_set1_epi32((int)width));
  const __m512i low_bits = _mm512_set1_epi32((int)((1u << (width & 31)) - 1));
  const __m512i first = _mm512_set1_epi32((int)(before + 1));
  const __m128i shift = _mm_cvtsi32_si128((int)width);
  for (size_t i = 0; i < FOOTNOTE_BLOCK_COUNT; i += 16) {
    __m512i number = _mm512_setzero_si512();
    if (width > 0) {
      const size_t start = i / 4 * width;
      const uint8_t *const word = low + start / 32 * 16;
      const size_t left = 4 * (width - start / 32);
      const __m512i here = _mm512_maskz_loadu_epi32(first_elements(left), word);
      const __m512i next = _mm512_maskz_loadu_epi32(first_elements(left - 4), word + 16);
      const __m512i bit = _mm512_add_epi32(rows, _mm512_set1_epi32((int)(start % 32)));
      const __m512i at =
          _mm512_add_epi32(_mm512_slli_epi32(_mm512_srli_epi32(bit, 5), 2), lane);
      const __m512i right = _mm512_and_si512(bit, _mm512_set1_epi32(31));
      const __m512i left_shift = _mm512_sub_epi32(_mm512_set1_epi32(32), right);
      /* A shift by 32 leaves nothing. */
      number = _mm512_and_si512(
          low_bits,
          _mm512_or_si512(_mm512_srlv_epi32(_mm512_permutexvar_epi32(at, here), right),
                          _mm512_sllv_epi32(_mm512_permutexvar_epi32(at, next), left_shift)));
    }
    const __m512i place = _mm512_add_epi32(numbers, _mm512_set1_epi32((int)i));
    const __m512i upper = _mm512_sub_epi32(_mm512_loadu_si512(bits + i), place);
    const __m512i above = _mm512_add_epi32(first, _mm512_sll_epi32(upper, shift));
    _mm512_storeu_si512(documents + i, _mm512_add_epi32(number, above));
  }
}

/* Passes the next impacts of a dense list over: those of 64 documents from `first` on. */
LEVEL_TARGET static inline void skip_dense(footnote_dense_list *list, size_t first) {
  if (list->words == NULL) return;
  uint64_t word;
  __builtin_memcpy(&word, list->words + first / 8, sizeof word);
  const size_t left = list->impact_count - list->used_count;
  const size_t next = (size_t)__builtin_popcountll(word);
  list->used_count += next < left ? next : left;
}

/* Adds the next impacts of a dense list to 64 scores from document `first` on. */
LEVEL_TARGET static inline void add_dense(__m512i scores[4], const __mmask16 present[4],
                                          footnote_dense_list *list, size_t first) {
  const __m512i factor = _mm512_set1_epi32((int)list->weight);
  if (list->words == NULL) {
    for (int part = 0; part < 4; part++) {
      const __m512i values = _mm512_cvtepu8_epi32(
          _mm_maskz_loadu_epi8(present[part], list->impacts + first + 16 * part));
      scores[part] = _mm512_add_epi32(scores[part], _mm512_mullo_epi32(values, factor));
    }
    return;
  }
  uint64_t word;
  __builtin_memcpy(&word, list->words + first / 8, sizeof word);
  const uint8_t *impacts = list->impacts + list->used_count;
  const size_t left = list->impact_count - list->used_count;
  uint8_t last[64];
  if (left < sizeof last) {
    __builtin_memset(last, 0, sizeof last);
    __builtin_memcpy(last, impacts, left);
    impacts = last;
  }
  size_t next = 0;
  for (int part = 0; part < 4; part++, word >>= 16) {
    const __m512i listed =
        _mm512_cvtepu8_epi32(_mm_loadu_si128((const __m128i *)(impacts + next)));
    const __m512i values = _mm512_maskz_expand_epi32((__mmask16)word, listed);
    scores[part] = _mm512_add_epi32(scores[part], _mm512_mullo_epi32(values, factor));
    next += (size_t)__builtin_popcount((uint32_t)word & 0xFFFF);
  }
  list->used_count += next < left ? next : left;
}

/* What `collect` works on. */
typedef struct collecting {
  footnote_dense_list *lists;
  size_t list_count;
  uint32_t least;
  uint32_t threshold;
  uint32_t *documents;
  uint32_t *sums;
  size_t found;
} collecting;

/* Collects those of 64 documents from `first` on that are present, the first one numbered so. */
LEVEL_TARGET static inline __attribute__((always_inline)) void collect_group(
    uint32_t *scores, const __mmask16 present[4], size_t first, uint32_t number, collecting *all) {
  __m512i values[4];
  __mmask16 hits[4];
  for (int j = 0; j < 4; j++) {
    values[j] = _mm512_maskz_loadu_epi32(present[j], scores + 16 * j);
  }
  const __m512i any = _mm512_or_si512(_mm512_or_si512(values[0], values[1]),
                                      _mm512_or_si512(values[2], values[3]));
  if (_mm512_test_epi32_mask(any, any) != 0) {
    for (int j = 0; j < 4; j++) {
      _mm512_mask_storeu_epi32(scores + 16 * j, present[j], _mm512_setzero_si512());
    }
  }
  const __m512i least = _mm512_set1_epi32((int)all->least);
  const __m512i limit = _mm512_set1_epi32((int)all->threshold);
  for (int j = 0; j < 4; j++) {
    hits[j] = _mm512_mask_cmpge_epu32_mask(present[j], values[j], least);
  }
  if ((hits[0] | hits[1] | hits[2] | hits[3]) == 0) {
    for (size_t list = 0; list < all->list_count; list++) {
      skip_dense(&all->lists[list], first);
    }
    return;
  }
  for (size_t list = 0; list < all->list_count; list++) {
    add_dense(values, present, &all->lists[list], first);
  }
  for (int j = 0; j < 4; j++) {
    hits[j] = _mm512_mask_cmpgt_epu32_mask(hits[j], values[j], limit);
  }
  if ((hits[0] | hits[1] | hits[2] | hits[3]) == 0) return;
  for (int j = 0; j < 4; j++) {
    const __m512i numbers = _mm512_add_epi32(
        element_numbers(), _mm512_set1_epi32((int)(number + 16 * (uint32_t)j)));
    /* Whole vectors are stored: the lists have room for one more than they can need. */
    _mm512_storeu_si512(all->documents + all->found,
                        _mm512_maskz_compress_epi32(hits[j], numbers));
    _mm512_storeu_si512(all->sums + all->found, _mm512_maskz_compress_epi32(hits[j], values[j]));
    all->found += (size_t)__builtin_popcount(hits[j]);
  }
}

#define LEVEL_HAS_COLLECT
LEVEL_TARGET static size_t collect(uint32_t *scores, size_t count,
                                   footnote_dense_list *lists, size_t list_count,
                                   uint32_t least, uint32_t threshold, uint32_t start,
                                   uint32_t *documents, uint32_t *sums) {
  collecting all = {.lists = lists,
                    .list_count = list_count,
                    .least = least,
                    .threshold = threshold,
                    .documents = documents,
                    .sums = sums};
  const __mmask16 whole[4] = {0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF};
  size_t i = 0;
  for (; i + 64 <= count; i += 64) {
    collect_group(scores + i, whole, i, start + (uint32_t)i, &all);
  }
  if (i < count) {
    __mmask16 present[4];
    for (size_t j = 0; j < 4; j++) {
      present[j] = i + 16 * j < count ? first_elements(count - i - 16 * j) : 0;
    }
    collect_group(scores + i, present, i, start + (uint32_t)i, &all);
  }
  return all.found;
}

LEVEL_TARGET static size_t retain(uint32_t *documents, uint32_t *sums, size_t count,
                                  uint32_t threshold) {
  const __m512i limit = _mm512_set1_epi32((int)threshold);
  size_t kept = 0;
  size_t i = 0;
  /* Never stores beyond what was read already: kept <= i. */
  for (; i + 16 <= count; i += 16) {
    const __m512i values = _mm512_loadu_si512(sums + i);
    const __m512i numbers = _mm512_loadu_si512(documents + i);
    const __mmask16 hits = _mm512_cmpgt_epu32_mask(values, limit);
    _mm512_storeu_si512(documents + kept, _mm512_maskz_compress_epi32(hits, numbers));
    _mm512_storeu_si512(sums + kept, _mm512_maskz_compress_epi32(hits, values));
    kept += (size_t)__builtin_popcount(hits);
  }
  for (; i < count; i++) {
    const uint32_t sum = sums[i];
    documents[kept] = documents[i];
    sums[kept] = sum;
    kept += sum > threshold;
  }
  return kept;
}

#include "footnote_kernels_level.h"

#endif
