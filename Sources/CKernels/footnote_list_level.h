/* The search of lists. Before it are defined byte_sums, byte_sums_of_four, select_rows and what the
 * keys have, and where a level has a better one than the one here, HAS_TILE_PLANE_SUMS (the macro,
 * and the function tile_plane_sums). */

enum {
  /* Lists that are looked at before the others are put in order: what is found there rules most of
   * them out. */
  LIST_FIRST_COUNT = 8,
  /* Centres that are compared with all queries at a time: they stay in the first-level cache. */
  LIST_CENTRE_COUNT = 64,
  /* Lists whose scores are made at a time. */
  LIST_SCORE_COUNT = 256,
  /* Steps of scores by which the others are put in order. */
  LIST_STEP_COUNT = 32,
  /* Rows whose signs are looked at before the good ones are gathered. */
  LIST_WINDOW_COUNT = 256,
  /* Rows that are gathered before their bytes are read, and that there is room for. */
  LIST_PENDING_COUNT = 16,
  LIST_PENDING_LIMIT = LIST_PENDING_COUNT + LIST_WINDOW_COUNT,
  /* Rows of the first lists that are looked at together, at most. */
  LIST_SAMPLE_COUNT = 2048,
  /* Rows that the best of a sample are searched for, at most. */
  LIST_LIKELY_COUNT = 256,
  /* Rows of a tile whose sums are made together. */
  LIST_GROUP_COUNT = 8,
};

#ifndef HAS_TILE_PLANE_SUMS

/* sums[i] = twice the product of a query's four-bit planes with the signs of row i of a tile, set
 * bits alone, less what is taken off; of some groups of the rows. */
INLINE void tile_plane_sums(const uint8_t *planes, const uint8_t *tile, size_t dimensions,
                            size_t first_group, size_t end_group, int32_t less, int32_t *sums) {
  const size_t plane = dimensions / 8;
  for (size_t row = LIST_GROUP_COUNT * first_group; row < LIST_GROUP_COUNT * end_group; row++) {
    int32_t counts[4] = {0, 0, 0, 0};
    for (size_t at = 0; at < plane; at += 8) {
      uint64_t bits;
      __builtin_memcpy(&bits, tile + at * FOOTNOTE_TILE_ROW_COUNT + 8 * row, sizeof bits);
      for (size_t b = 0; b < 4; b++) {
        uint64_t numbers;
        __builtin_memcpy(&numbers, planes + b * plane + at, sizeof numbers);
        counts[b] += __builtin_popcountll(bits & numbers);
      }
    }
    sums[row] = 2 * (counts[0] + 2 * counts[1] + 4 * counts[2] - 8 * counts[3]) - less;
  }
}

#endif

/* Places with the raised scores of their rows by their signs. */
typedef struct list_sample {
  uint32_t places[LIST_SAMPLE_COUNT + FOOTNOTE_SLACK_COUNT];
  float scores[LIST_SAMPLE_COUNT + FOOTNOTE_SLACK_COUNT];
  size_t count;
  /* Lists whose rows it has. */
  size_t list_count;
  /* Rows with a score that is not below it were looked at. */
  float limit;
} list_sample;

/* The search of one query. */
typedef struct list_search {
  footnote_lists lists;
  footnote_list_query query;
  footnote_list_scratch *scratch;
  /* The score of the worst of the rows kept. */
  float threshold;
  size_t width;
  /* Rows whose bytes are to be read. */
  uint32_t pending[LIST_PENDING_LIMIT];
  size_t pending_count;
  /* Rows that may still be looked at: damaged lists have more than there are. */
  size_t left;
  /* The keys of the best lists, the best first, and of the others, roughly so. */
  uint64_t firsts[LIST_FIRST_COUNT];
  size_t first_count;
  const uint64_t *others;
  size_t other_count;
  size_t next_other;
  list_sample sample;
} list_search;

INLINE int is_allowed(const footnote_list_query *query, uint32_t row) {
  if (query->ranges == NULL) return 1;
  size_t low = 0;
  size_t high = query->range_count;
  while (low < high) {
    const size_t middle = (low + high) / 2;
    if (query->ranges[2 * middle + 1] <= row) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < query->range_count && query->ranges[2 * low] <= row;
}

/* Looks at the bytes of the rows that were gathered. */
LEVEL_TARGET static void look_at_bytes(list_search *self) {
#pragma STDC FP_CONTRACT OFF
  const footnote_lists *const lists = &self->lists;
  footnote_list_scratch *const scratch = self->scratch;
  const int32_t middle = 128 * self->query.code_sum;
  const size_t count = self->pending_count;
  for (size_t i = 0; i < count; i += 4) {
    const uint8_t *bytes[4];
    for (size_t j = 0; j < 4; j++) {
      bytes[j] = lists->bytes + self->pending[i + j < count ? i + j : i] * lists->dimensions;
    }
    int32_t sums[4];
    byte_sums_of_four(self->query.codes, bytes, lists->dimensions, sums);
    for (size_t j = 0; j < 4 && i + j < count; j++) {
      const uint32_t row = self->pending[i + j];
      const float product = (float)(sums[j] - middle) * lists->factors[row] * self->query.scale;
      const float score = lists->biases == NULL ? product : product - lists->biases[row];
      if (!(score >= self->threshold)) continue;
      keep_key(scratch->keys, &scratch->found_count, self->width, key_of(score, row));
      if (scratch->found_count == self->width) {
        self->threshold = score_of(scratch->keys[self->width - 1]);
      }
    }
  }
  self->pending_count = 0;
  scratch->closer_count += count;
}

INLINE void gather_row(list_search *self, size_t place) {
  const uint32_t row = self->lists.rows[place];
  if (row >= self->lists.row_count || !is_allowed(&self->query, row)) return;
  self->pending[self->pending_count++] = row;
  prefetch_lines(self->lists.bytes + row * self->lists.dimensions, self->lists.dimensions);
}

/* The places of a list's rows. */
INLINE size_t list_start(const footnote_lists *lists, size_t list) {
  return list == 0 ? 0 : lists->ends[list - 1];
}

INLINE size_t list_end(const footnote_lists *lists, size_t list) {
  return lists->ends[list] < lists->row_count ? lists->ends[list] : lists->row_count;
}

/* Asks for what a look at the signs of a list reads. */
INLINE void prefetch_list(const footnote_lists *lists, size_t list) {
  const size_t start = list_start(lists, list);
  const size_t end = list_end(lists, list);
  if (start >= end) return;
  const size_t tile_bytes = lists->dimensions / 8 * FOOTNOTE_TILE_ROW_COUNT;
  const size_t first = start / FOOTNOTE_TILE_ROW_COUNT;
  const size_t last = (end - 1) / FOOTNOTE_TILE_ROW_COUNT;
  prefetch_lines(lists->tiles + first * tile_bytes, (last - first + 1) * tile_bytes);
  prefetch_lines((const uint8_t *)(lists->sign_factors + start), 4 * (end - start));
  prefetch_lines((const uint8_t *)(lists->rows + start), 4 * (end - start));
}

/* Selects those of some rows, at most a window of them, whose raised scores by their signs reach a
 * limit; returns how many. */
INLINE size_t select_by_signs(const list_search *self, size_t first, size_t end, float limit,
                              uint32_t *places, float *scores) {
  const footnote_lists *const lists = &self->lists;
  const footnote_list_query *const query = &self->query;
  const size_t tile_bytes = lists->dimensions / 8 * FOOTNOTE_TILE_ROW_COUNT;
  const size_t start = first / FOOTNOTE_TILE_ROW_COUNT * FOOTNOTE_TILE_ROW_COUNT;
  int32_t sums[LIST_WINDOW_COUNT + FOOTNOTE_TILE_ROW_COUNT];
  for (size_t row = start; row < end; row += FOOTNOTE_TILE_ROW_COUNT) {
    const size_t from = first > row ? first - row : 0;
    const size_t to = end - row < FOOTNOTE_TILE_ROW_COUNT ? end - row : FOOTNOTE_TILE_ROW_COUNT;
    tile_plane_sums(query->planes, lists->tiles + row / FOOTNOTE_TILE_ROW_COUNT * tile_bytes,
                    lists->dimensions, from / LIST_GROUP_COUNT,
                    (to + LIST_GROUP_COUNT - 1) / LIST_GROUP_COUNT, query->plane_sum,
                    sums + (row - start));
  }
  return select_rows(sums + (first - start), lists->sign_factors + first,
                     lists->sign_biases == NULL ? NULL : lists->sign_biases + first, end - first,
                     query->plane_offset, query->plane_scale, limit, places, scores);
}

/* Looks at the rows of a list. */
LEVEL_TARGET static void look_at_list(list_search *self, size_t list) {
  uint32_t places[LIST_WINDOW_COUNT + FOOTNOTE_SLACK_COUNT];
  float scores[LIST_WINDOW_COUNT + FOOTNOTE_SLACK_COUNT];
  const size_t end = list_end(&self->lists, list);
  size_t start = list_start(&self->lists, list);
  if (start >= end) return;
  self->left -= end - start < self->left ? end - start : self->left;
  while (start < end) {
    const size_t next = end - start < LIST_WINDOW_COUNT ? end : start + LIST_WINDOW_COUNT;
    const size_t good = select_by_signs(self, start, next, self->threshold, places, scores);
    for (size_t i = 0; i < good; i++) gather_row(self, start + places[i]);
    if (self->pending_count >= LIST_PENDING_COUNT) look_at_bytes(self);
    start = next;
  }
}

/* Multiplies all queries with the centres. */
INLINE void sum_centres(list_search *searches, size_t count) {
  const footnote_lists *const lists = &searches->lists;
  for (size_t start = 0; start < lists->list_count; start += LIST_CENTRE_COUNT) {
    const size_t left = lists->list_count - start;
    for (size_t i = 0; i < count; i++) {
      byte_sums(searches[i].query.codes, lists->dimensions,
                lists->centres + start * lists->dimensions, lists->dimensions, NULL,
                left < LIST_CENTRE_COUNT ? left : LIST_CENTRE_COUNT,
                searches[i].scratch->sums + start);
    }
  }
}

/* Writes the keys, from `after` on, of the lists whose centres' scores reach a limit; returns how
 * many. */
INLINE size_t list_lists(const list_search *self, float limit, uint64_t after, uint64_t *keys) {
  const footnote_lists *const lists = &self->lists;
  uint32_t places[LIST_SCORE_COUNT + FOOTNOTE_SLACK_COUNT];
  float scores[LIST_SCORE_COUNT + FOOTNOTE_SLACK_COUNT];
  size_t count = 0;
  for (size_t start = 0; start < lists->list_count; start += LIST_SCORE_COUNT) {
    const size_t left = lists->list_count - start;
    const size_t good = select_rows(
        self->scratch->sums + start, lists->centre_factors + start,
        lists->centre_biases == NULL ? NULL : lists->centre_biases + start,
        left < LIST_SCORE_COUNT ? left : LIST_SCORE_COUNT, 0, self->query.scale, limit, places,
        scores);
    for (size_t i = 0; i < good; i++) {
      keys[count] = key_of(scores[i], (uint32_t)start + places[i]);
      count += keys[count] >= after;
    }
  }
  return count;
}

/* A score that so many centres reach as are first, where there are as many: the worst of the best
 * ones of as many groups. */
INLINE float limit_of_firsts(const list_search *self) {
#pragma STDC FP_CONTRACT OFF
  const footnote_lists *const lists = &self->lists;
  const int32_t *const sums = self->scratch->sums;
  float best[LIST_FIRST_COUNT];
  for (size_t j = 0; j < LIST_FIRST_COUNT; j++) best[j] = -__builtin_inff();
  for (size_t i = 0; i + LIST_FIRST_COUNT <= lists->list_count; i += LIST_FIRST_COUNT) {
    for (size_t j = 0; j < LIST_FIRST_COUNT; j++) {
      float score = (float)sums[i + j] * lists->centre_factors[i + j] * self->query.scale;
      if (lists->centre_biases != NULL) score -= lists->centre_biases[i + j];
      best[j] = score > best[j] ? score : best[j];
    }
  }
  float limit = best[0];
  for (size_t j = 1; j < LIST_FIRST_COUNT; j++) limit = best[j] < limit ? best[j] : limit;
  return limit;
}

LEVEL_TARGET static void find_first_lists(list_search *self) {
  uint64_t *const keys = self->scratch->order;
  const size_t count = list_lists(self, limit_of_firsts(self), 0, keys);
  for (size_t i = 0; i < count; i++) {
    keep_key(self->firsts, &self->first_count, LIST_FIRST_COUNT, keys[i]);
  }
  if (self->first_count > 0) prefetch_list(&self->lists, (uint32_t)self->firsts[0]);
}

/* Takes the rows of the first lists into the sample, as far as there is room. */
INLINE void take_sample(list_search *self) {
  list_sample *const sample = &self->sample;
  for (; sample->list_count < self->first_count; sample->list_count++) {
    const size_t number = sample->list_count;
    const size_t list = (uint32_t)self->firsts[number];
    const size_t end = list_end(&self->lists, list);
    size_t start = list_start(&self->lists, list);
    if (number + 1 < self->first_count) {
      prefetch_list(&self->lists, (uint32_t)self->firsts[number + 1]);
    }
    if (start >= end) continue;
    if (end - start > LIST_SAMPLE_COUNT - sample->count) return;
    self->left -= end - start < self->left ? end - start : self->left;
    while (start < end) {
      const size_t next = end - start < LIST_WINDOW_COUNT ? end : start + LIST_WINDOW_COUNT;
      uint32_t *const places = sample->places + sample->count;
      const size_t good = select_by_signs(self, start, next, -__builtin_inff(), places,
                                          sample->scores + sample->count);
      for (size_t i = 0; i < good; i++) places[i] += (uint32_t)start;
      sample->count += good;
      start = next;
    }
  }
}

/* A score that at least as many rows of a sample reach as are wanted, but few more: of the best
 * ones of twice as many groups the one in the middle. */
INLINE float likely_limit(const list_sample *sample, size_t wanted) {
  float best[2 * LIST_LIKELY_COUNT];
  const size_t group_count = 2 * wanted;
  for (size_t j = 0; j < group_count; j++) best[j] = sample->scores[j];
  for (size_t i = group_count; i + group_count <= sample->count; i += group_count) {
    for (size_t j = 0; j < group_count; j++) {
      const float score = sample->scores[i + j];
      best[j] = score > best[j] ? score : best[j];
    }
  }
  float limit = __builtin_inff();
  for (size_t j = 0; j < group_count; j++) {
    int32_t better = 0;
    for (size_t i = 0; i < group_count; i++) better += best[i] > best[j];
    if (better < (int32_t)wanted && best[j] < limit) limit = best[j];
  }
  return limit;
}

/* Gathers those rows of the sample whose scores reach a limit and are below another one. */
INLINE void gather_sample(list_search *self, float limit, float most) {
  const list_sample *const sample = &self->sample;
  uint32_t chosen[LIST_SAMPLE_COUNT + 1];
  size_t count = 0;
  for (size_t i = 0; i < sample->count; i++) {
    /* Without a branch: which ones are chosen cannot be foretold. */
    chosen[count] = sample->places[i];
    count += (sample->scores[i] >= limit) & (sample->scores[i] < most);
  }
  for (size_t i = 0; i < count; i++) {
    if (self->pending_count == LIST_PENDING_LIMIT) look_at_bytes(self);
    gather_row(self, chosen[i]);
  }
}

/* Gathers the rows of the first lists whose signs are the most like the query's: by what they are
 * like the others are judged. */
LEVEL_TARGET static void gather_likely(list_search *self) {
  list_sample *const sample = &self->sample;
  take_sample(self);
  sample->limit = -__builtin_inff();
  if (self->width <= LIST_LIKELY_COUNT && 2 * self->width <= sample->count) {
    sample->limit = likely_limit(sample, self->width);
  }
  gather_sample(self, sample->limit, __builtin_inff());
}

/* Gathers the other rows of the first lists that are good enough. */
LEVEL_TARGET static void gather_less_likely(list_search *self) {
  look_at_bytes(self);
  gather_sample(self, self->threshold, self->sample.limit);
}

/* The score by which a list is in reach. */
INLINE float list_limit(const list_search *self) { return self->threshold - self->query.reach; }

INLINE size_t step_of(uint64_t key, float greatest, float scale) {
#pragma STDC FP_CONTRACT OFF
  const float step = (greatest - score_of(key)) * scale;
  return step < LIST_STEP_COUNT - 1 ? (size_t)step : LIST_STEP_COUNT - 1;
}

/* Puts keys of scores up to the greatest one in order but for small differences. */
INLINE void order_roughly(const uint64_t *keys, size_t count, float greatest, uint64_t *ordered) {
#pragma STDC FP_CONTRACT OFF
  float least = greatest;
  for (size_t i = 0; i < count; i++) {
    const float score = score_of(keys[i]);
    if (score < least) least = score;
  }
  float scale = LIST_STEP_COUNT / (greatest - least);
  /* Scores of damaged centres may be endless, and those of all lists the same. */
  if (!(scale > 0 && scale < __builtin_inff())) scale = 0;
  size_t ends[LIST_STEP_COUNT] = {0};
  for (size_t i = 0; i < count; i++) ends[step_of(keys[i], greatest, scale)]++;
  for (size_t step = 1; step < LIST_STEP_COUNT; step++) ends[step] += ends[step - 1];
  for (size_t i = count; i > 0; i--) {
    ordered[--ends[step_of(keys[i - 1], greatest, scale)]] = keys[i - 1];
  }
}

/* Ends the look at the first lists and puts the others that are in reach in order. */
LEVEL_TARGET static void find_others(list_search *self) {
  look_at_bytes(self);
  for (size_t i = self->sample.list_count; i < self->first_count && self->left > 0; i++) {
    if (score_of(self->firsts[i]) >= list_limit(self)) {
      look_at_list(self, (uint32_t)self->firsts[i]);
    }
  }
  if (self->first_count < LIST_FIRST_COUNT) return;
  const uint64_t last = self->firsts[LIST_FIRST_COUNT - 1];
  uint64_t *const keys = self->scratch->order;
  uint64_t *const ordered = keys + self->lists.list_count;
  self->other_count = list_lists(self, list_limit(self), last + 1, keys);
  order_roughly(keys, self->other_count, score_of(last), ordered);
  self->others = ordered;
}

/* Looks at the next of the other lists that is in reach; returns whether there was one. */
INLINE int look_at_next(list_search *self) {
  while (self->next_other < self->other_count && self->left > 0) {
    const uint64_t key = self->others[self->next_other++];
    if (!(score_of(key) >= list_limit(self))) continue;
    if (self->next_other < self->other_count) {
      prefetch_list(&self->lists, (uint32_t)self->others[self->next_other]);
    }
    look_at_list(self, (uint32_t)key);
    return 1;
  }
  look_at_bytes(self);
  self->scratch->visit_count += self->lists.row_count - self->left;
  return 0;
}

LEVEL_TARGET static void search_lists(const footnote_lists *lists,
                                      const footnote_list_query *queries,
                                      footnote_list_scratch *scratches, size_t count,
                                      size_t width) {
  list_search searches[FOOTNOTE_LIST_QUERY_LIMIT];
  list_search *open[FOOTNOTE_LIST_QUERY_LIMIT];
  for (size_t i = 0; i < count; i++) {
    list_search *const self = &searches[i];
    self->lists = *lists;
    self->query = queries[i];
    self->scratch = &scratches[i];
    self->scratch->found_count = 0;
    self->threshold = -__builtin_inff();
    self->width = width;
    self->pending_count = 0;
    self->left = lists->row_count;
    self->first_count = 0;
    self->other_count = 0;
    self->next_other = 0;
    self->sample.count = 0;
    self->sample.list_count = 0;
    open[i] = self;
  }
  /* Each step asks for what the next one reads. */
  sum_centres(searches, count);
  for (size_t i = 0; i < count; i++) find_first_lists(&searches[i]);
  for (size_t i = 0; i < count; i++) gather_likely(&searches[i]);
  for (size_t i = 0; i < count; i++) gather_less_likely(&searches[i]);
  for (size_t i = 0; i < count; i++) find_others(&searches[i]);
  while (count > 0) {
    size_t left = 0;
    for (size_t i = 0; i < count; i++) {
      if (look_at_next(open[i])) open[left++] = open[i];
    }
    count = left;
  }
}
