/* Memory that is zero without being touched. */
#include "footnote_kernels.h"

#include <stdlib.h>

void *footnote_zeroed_memory(size_t byte_count) { return calloc(byte_count, 1); }

void footnote_release_memory(void *memory) { free(memory); }
