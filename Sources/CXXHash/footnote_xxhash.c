#include "footnote_xxhash.h"

struct footnote_xxh3_stream {
  XXH3_state_t state;
};

footnote_xxh3_stream *footnote_xxh3_stream_create(void) {
  footnote_xxh3_stream *stream = (footnote_xxh3_stream *)XXH3_createState();
  if (stream != NULL) XXH3_64bits_reset(&stream->state);
  return stream;
}

void footnote_xxh3_stream_reset(footnote_xxh3_stream *stream) {
  XXH3_64bits_reset(&stream->state);
}

void footnote_xxh3_stream_update(footnote_xxh3_stream *stream, const void *bytes, size_t count) {
  XXH3_64bits_update(&stream->state, bytes, count);
}

uint64_t footnote_xxh3_stream_digest(const footnote_xxh3_stream *stream) {
  return XXH3_64bits_digest(&stream->state);
}

void footnote_xxh3_stream_free(footnote_xxh3_stream *stream) {
  XXH3_freeState((XXH3_state_t *)stream);
}
