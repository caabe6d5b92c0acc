/* XXH3-64 (xxHash 0.8) compiled into its callers, under names that Swift can import. */
#ifndef FOOTNOTE_XXHASH_H
#define FOOTNOTE_XXHASH_H

#include <stddef.h>
#include <stdint.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#if defined(__clang__)
#pragma clang assume_nonnull begin
#endif

/* XXH3-64 of `count` bytes, seed 0. `bytes` may be NULL when `count` is 0. */
static inline uint64_t footnote_xxh3_64(const void *_Nullable bytes, size_t count) {
  return XXH3_64bits(bytes, count);
}

/* XXH3-64 of `count` bytes with a seed; seed 0 gives the same as footnote_xxh3_64. */
static inline uint64_t footnote_xxh3_64_seed(
    const void *_Nullable bytes, size_t count, uint64_t seed) {
  return XXH3_64bits_withSeed(bytes, count, seed);
}

/* XXH3-64 of two 32-bit numbers laid out one after the other, little-endian, with a seed. */
static inline uint64_t footnote_xxh3_64_pair(uint32_t first, uint32_t second, uint64_t seed) {
  uint64_t joined = (uint64_t)second << 32 | first;
  uint8_t bytes[8];
  for (int i = 0; i < 8; i++) bytes[i] = (uint8_t)(joined >> (8 * i));
  return XXH3_64bits_withSeed(bytes, sizeof bytes, seed);
}

#if defined(__clang__)
#pragma clang assume_nonnull end
#endif

#endif
