/* The walk of one level. Before it are defined, for the target LEVEL_TARGET:
 * byte_sum, and where a level has better ones than those here, WALK_SUMS (the macro, and the
 * functions plane_sums and byte_sums_of_four), and what footnote_keys_level.h has. */
#ifndef WALK_SUMS

/* The product of a query's four-bit planes with the signs of one row, set bits alone. */
INLINE int32_t plane_sum(const uint8_t *planes, const uint8_t *row, size_t dimensions) {
  const size_t plane = dimensions / 8;
  int32_t counts[4] = {0, 0, 0, 0};
  for (size_t at = 0; at < plane; at += 8) {
    uint64_t bits;
    __builtin_memcpy(&bits, row + at, sizeof bits);
    for (size_t b = 0; b < 4; b++) {
      uint64_t numbers;
      __builtin_memcpy(&numbers, planes + b * plane + at, sizeof numbers);
      counts[b] += __builtin_popcountll(bits & numbers);
    }
  }
  return counts[0] + 2 * counts[1] + 4 * counts[2] - 8 * counts[3];
}

INLINE void plane_sums(const uint8_t *planes, const uint8_t *const rows[4], size_t dimensions,
                       int32_t sums[4]) {
  for (size_t i = 0; i < 4; i++) sums[i] = plane_sum(planes, rows[i], dimensions);
}

INLINE void byte_sums_of_four(const int8_t *codes, const uint8_t *const rows[4],
                              size_t dimensions, int32_t sums[4]) {
  for (size_t i = 0; i < 4; i++) sums[i] = byte_sum(codes, rows[i], dimensions);
}

#endif

/* The nodes found so far, best first: the upper half of a key is a score, greater for worse, and
 * the lower half the node's number and whether it was left, in its lowest bit. */
typedef struct walk {
  uint64_t *keys;
  size_t count;
  size_t width;
  /* The first key whose node was not left. */
  size_t next;
} walk;

INLINE void offer(walk *found, float score, uint32_t node) {
  const size_t place =
      keep_key(found->keys, &found->count, found->width, key_of(score, node << 1));
  if (place < found->next) found->next = place;
}

INLINE size_t row_of(const footnote_graph *graph, uint32_t node) {
  return graph->rows == NULL ? node : graph->rows[node];
}

INLINE const uint8_t *slot_of(const footnote_graph *graph, size_t row) {
  return graph->slots + row * graph->slot_stride;
}

INLINE void prefetch_lines(const uint8_t *start, size_t byte_count) {
  for (size_t at = 0; at < byte_count; at += 64) __builtin_prefetch(start + at, 0, 3);
}

INLINE void prefetch_bytes(const footnote_graph *graph, size_t row) {
  prefetch_lines(graph->bytes + row * graph->dimensions, graph->dimensions);
}

/* Looks closely at nodes and offers them. */
INLINE void look_closely(const footnote_graph *graph, const footnote_graph_query *query,
                         const uint32_t *nodes, size_t count, walk *found) {
#pragma STDC FP_CONTRACT OFF
  const int32_t middle = 128 * query->code_sum;
  for (size_t i = 0; i < count; i += 4) {
    size_t rows[4];
    const uint8_t *bytes[4];
    for (size_t j = 0; j < 4; j++) {
      rows[j] = row_of(graph, nodes[i + j < count ? i + j : i]);
      bytes[j] = graph->bytes + rows[j] * graph->dimensions;
    }
    int32_t sums[4];
    byte_sums_of_four(query->codes, bytes, graph->dimensions, sums);
    for (size_t j = 0; j < 4 && i + j < count; j++) {
      float scales[2];
      __builtin_memcpy(scales, slot_of(graph, rows[j]) + graph->dimensions / 8 + sizeof(float),
                       sizeof scales);
      const float product = (float)(sums[j] - middle) * scales[0] * query->scale;
      offer(found, product - scales[1], nodes[i + j]);
    }
  }
}

/* Keeps of a list the nodes whose estimates are good enough; returns how many. */
INLINE size_t keep_promising(const footnote_graph *graph, const footnote_graph_query *query,
                             uint32_t *nodes, size_t count, float threshold) {
#pragma STDC FP_CONTRACT OFF
  size_t kept_count = 0;
  for (size_t i = 0; i < count; i += 4) {
    size_t rows[4];
    const uint8_t *slots[4];
    for (size_t j = 0; j < 4; j++) {
      rows[j] = row_of(graph, nodes[i + j < count ? i + j : i]);
      slots[j] = slot_of(graph, rows[j]);
    }
    int32_t sums[4];
    plane_sums(query->planes, slots, graph->dimensions, sums);
    for (size_t j = 0; j < 4 && i + j < count; j++) {
      float scales[3];
      __builtin_memcpy(scales, slots[j] + graph->dimensions / 8, sizeof scales);
      const int32_t sum = 2 * sums[j] - query->plane_sum;
      const float product = (float)sum * scales[0] * query->plane_scale;
      const float estimate = product + scales[0] * query->slack - scales[2];
      if (!(estimate >= threshold)) continue;
      nodes[kept_count++] = nodes[i + j];
      prefetch_bytes(graph, rows[j]);
    }
  }
  return kept_count;
}

/* Lists the node's links that were not seen and marks them; returns how many. */
INLINE size_t unseen_links(const footnote_graph *graph, uint32_t node,
                           footnote_graph_scratch *scratch, size_t *touched_count,
                           uint32_t *unseen) {
  const uint32_t *const links = graph->links + (size_t)node * graph->degree;
  uint64_t *const seen = scratch->seen;
  const size_t touched = *touched_count;
  size_t count = 0;
  for (size_t i = 0; i < graph->degree; i++) {
    const uint32_t link = links[i];
    if (link >= graph->node_count) break;
    const size_t row = row_of(graph, link);
    if (row >= graph->row_count) continue;
    const uint64_t word = seen[link / 64];
    const uint64_t bit = (uint64_t)1 << (link % 64);
    seen[link / 64] = word | bit;
    /* Without a branch: whether a link was seen cannot be foretold. */
    unseen[count] = link;
    count += (word & bit) == 0;
    prefetch_lines(slot_of(graph, row), graph->slot_stride);
  }
  for (size_t i = 0; i < count && touched + i < FOOTNOTE_GRAPH_TOUCHED_COUNT; i++) {
    scratch->touched[touched + i] = unseen[i] / 64;
  }
  *touched_count = touched + count;
  return count;
}

INLINE void go_on(walk *found) {
  while (found->next < found->count && (found->keys[found->next] & 1)) found->next++;
}

/* One of the walks that take turns. */
typedef struct walker {
  footnote_graph_query query;
  footnote_graph_scratch *scratch;
  walk found;
  size_t touched_count;
  /* What the next step looks at. */
  uint32_t nodes[FOOTNOTE_GRAPH_DEGREE_LIMIT];
  size_t node_count;
} walker;

/* The score from which on nodes matter. */
INLINE float limit_of(const footnote_graph_query *query, const walk *found) {
  float limit = -__builtin_inff();
  if (found->count == found->width) limit = score_of(found->keys[found->width - 1]);
  if (found->count >= query->rank) {
    const float reached = score_of(found->keys[query->rank - 1]) - query->reach;
    if (reached > limit) limit = reached;
  }
  return limit;
}

INLINE int is_over(const footnote_graph_query *query, const walk *found) {
  return found->next >= found->count ||
         score_of(found->keys[found->next]) < limit_of(query, found);
}

/* Asks for the links of the node that is left next. */
INLINE void prefetch_links(const footnote_graph *graph, const walk *found) {
  if (found->next >= found->count) return;
  const uint32_t node = (uint32_t)found->keys[found->next] >> 1;
  prefetch_lines((const uint8_t *)(graph->links + (size_t)node * graph->degree),
                 graph->degree * sizeof(uint32_t));
}

/* Looks closely at nodes. */
INLINE void offer_nodes(const footnote_graph *graph, walker *self) {
  walk found = self->found;
  self->scratch->closer_count += self->node_count;
  look_closely(graph, &self->query, self->nodes, self->node_count, &found);
  go_on(&found);
  self->found = found;
  prefetch_links(graph, &found);
}

INLINE void begin(const footnote_graph *graph, walker *self) {
  const footnote_graph_query *const query = &self->query;
  footnote_graph_scratch *const scratch = self->scratch;
  for (size_t i = 0; i < query->seed_count; i += FOOTNOTE_GRAPH_DEGREE_LIMIT) {
    size_t count = 0;
    for (size_t j = i; j < query->seed_count && j < i + FOOTNOTE_GRAPH_DEGREE_LIMIT; j++) {
      const uint32_t seed = query->seeds[j];
      if (seed >= graph->node_count || row_of(graph, seed) >= graph->row_count) continue;
      const uint64_t bit = (uint64_t)1 << (seed % 64);
      if (scratch->seen[seed / 64] & bit) continue;
      scratch->seen[seed / 64] |= bit;
      if (self->touched_count < FOOTNOTE_GRAPH_TOUCHED_COUNT) {
        scratch->touched[self->touched_count] = seed / 64;
      }
      self->touched_count++;
      self->nodes[count++] = seed;
      prefetch_bytes(graph, row_of(graph, seed));
      prefetch_lines(slot_of(graph, row_of(graph, seed)), graph->slot_stride);
    }
    self->node_count = count;
    offer_nodes(graph, self);
  }
}

/* Leaves the best node that was not left, for those that it links to. */
INLINE void leave(const footnote_graph *graph, walker *self) {
  walk *const found = &self->found;
  const uint32_t node = (uint32_t)found->keys[found->next] >> 1;
  found->keys[found->next] |= 1;
  self->scratch->hop_count++;
  self->node_count = unseen_links(graph, node, self->scratch, &self->touched_count, self->nodes);
  self->scratch->estimate_count += self->node_count;
  go_on(found);
  /* The next one may still be another, but mostly is not. */
  prefetch_links(graph, found);
}

/* Keeps of the nodes those that are promising. */
INLINE void judge(const footnote_graph *graph, walker *self) {
  const float limit = limit_of(&self->query, &self->found);
  self->node_count =
      keep_promising(graph, &self->query, self->nodes, self->node_count, limit);
}

INLINE void end(const footnote_graph *graph, walker *self) {
  footnote_graph_scratch *const scratch = self->scratch;
  if (self->touched_count <= FOOTNOTE_GRAPH_TOUCHED_COUNT) {
    for (size_t i = 0; i < self->touched_count; i++) scratch->seen[scratch->touched[i]] = 0;
  } else {
    __builtin_memset(scratch->seen, 0, (graph->node_count + 63) / 64 * sizeof(uint64_t));
  }
  scratch->found_count = self->found.count;
}

LEVEL_TARGET static void graph_walks(const footnote_graph *shared_graph,
                                     const footnote_graph_query *queries,
                                     footnote_graph_scratch *scratches, size_t count,
                                     size_t width) {
  /* A copy that nothing else is known to write to stays in registers. */
  const footnote_graph own_graph = *shared_graph;
  const footnote_graph *const graph = &own_graph;
  walker walkers[FOOTNOTE_GRAPH_WALK_LIMIT];
  walker *open[FOOTNOTE_GRAPH_WALK_LIMIT];
  for (size_t i = 0; i < count; i++) {
    walker *const self = &walkers[i];
    self->query = queries[i];
    self->scratch = &scratches[i];
    self->found = (walk){.keys = scratches[i].keys, .count = 0, .width = width, .next = 0};
    self->touched_count = 0;
    begin(graph, self);
    open[i] = self;
  }
  while (count > 0) {
    size_t left = 0;
    for (size_t i = 0; i < count; i++) {
      if (is_over(&open[i]->query, &open[i]->found)) {
        end(graph, open[i]);
      } else {
        open[left++] = open[i];
      }
    }
    count = left;
    /* Each step asks for what the next one reads. */
    for (size_t i = 0; i < count; i++) leave(graph, open[i]);
    for (size_t i = 0; i < count; i++) judge(graph, open[i]);
    for (size_t i = 0; i < count; i++) offer_nodes(graph, open[i]);
  }
}

/* Writes the planes of a query's numbers in four bits; returns the sum of these. */
LEVEL_TARGET static int32_t sign_planes(const int8_t *codes, size_t dimensions, uint8_t *planes) {
  const size_t plane = dimensions / 8;
  int32_t sum = 0;
  for (size_t at = 0; at < plane; at += 8) {
    uint64_t bits[4] = {0, 0, 0, 0};
    for (size_t j = 0; j < 64; j++) {
      /* The nearest whole number to 15 / 256 of the code. */
      const int32_t number = (codes[8 * at + j] * 15 + 128) >> 8;
      sum += number;
      for (size_t b = 0; b < 4; b++) bits[b] |= (uint64_t)(number >> b & 1) << j;
    }
    for (size_t b = 0; b < 4; b++) __builtin_memcpy(planes + b * plane + at, &bits[b], 8);
  }
  return sum;
}
