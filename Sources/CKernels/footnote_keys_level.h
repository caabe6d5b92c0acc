/* Keys of what was found, best first: the upper half is a score, greater for worse, the lower half
 * what has it. Before them are defined, where a level has a better one than the one here,
 * HAS_KEY_PLACE (the macro, and the function key_place). */
#ifndef HAS_KEY_PLACE

/* How many of the ascending keys are below one. */
INLINE size_t key_place(const uint64_t *keys, size_t count, uint64_t key) {
  size_t low = 0;
  while (count > 0) {
    const size_t half = count / 2;
    const int below = keys[low + half] < key;
    low = below ? low + half + 1 : low;
    count = below ? count - half - 1 : half;
  }
  return low;
}

#endif

INLINE uint32_t worse_for_lower(float score) {
  uint32_t bits;
  const float sum = score + 0.0f;
  __builtin_memcpy(&bits, &sum, sizeof bits);
  return bits >> 31 ? bits : bits ^ 0x7FFFFFFFu;
}

INLINE uint64_t key_of(float score, uint32_t holder) {
  return (uint64_t)worse_for_lower(score) << 32 | holder;
}

INLINE float score_of(uint64_t key) {
  const uint32_t worse = (uint32_t)(key >> 32);
  const uint32_t bits = worse >> 31 ? worse : worse ^ 0x7FFFFFFFu;
  float score;
  __builtin_memcpy(&score, &bits, sizeof score);
  return score;
}

/* Puts a key that is not there yet where it belongs among the best ones, `width` at most; returns
 * its place, or `width` where it is there or all are better. */
INLINE size_t keep_key(uint64_t *keys, size_t *count, size_t width, uint64_t key) {
  if (*count == width && key >= keys[width - 1]) return width;
  const size_t place = key_place(keys, *count, key);
  if (place < *count && keys[place] == key) return width;
  if (*count < width) ++*count;
  for (size_t i = *count - 1; i > place; i--) keys[i] = keys[i - 1];
  keys[place] = key;
  return place;
}
