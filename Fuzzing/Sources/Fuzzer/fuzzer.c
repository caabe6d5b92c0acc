// A fuzzer where libFuzzer is linked in (swift build --sanitize fuzzer), which brings its own main;
// else a program that runs the files it is given, to look into a finding, or writes seeds.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int32_t footnote_fuzz_start(const char *name);
void footnote_fuzz_run(const uint8_t *bytes, long count);
void footnote_fuzz_list(void);
void footnote_fuzz_write_seeds(const char *folder);

static int start(void) {
  const char *name = getenv("FOOTNOTE_FUZZ");
  if (name && footnote_fuzz_start(name)) return 0;
  fprintf(stderr, "set FOOTNOTE_FUZZ to one of:\n");
  footnote_fuzz_list();
  return 1;
}

int LLVMFuzzerInitialize(int *argc, char ***argv) {
  (void)argc;
  (void)argv;
  if (start()) exit(2);
  return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
  footnote_fuzz_run(bytes, (long)count);
  return 0;
}

static int run_file(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) {
    perror(path);
    return 1;
  }
  size_t count = 0, capacity = 1 << 16;
  uint8_t *bytes = malloc(capacity);
  while (bytes) {
    count += fread(bytes + count, 1, capacity - count, file);
    if (count < capacity) break;
    capacity *= 2;
    bytes = realloc(bytes, capacity);
  }
  fclose(file);
  if (!bytes) return 1;
  printf("%s: %zu bytes\n", path, count);
  fflush(stdout);
  footnote_fuzz_run(bytes, (long)count);
  free(bytes);
  return 0;
}

__attribute__((weak)) int main(int argc, char **argv) {
  if (start()) return 2;
  if (argc == 3 && !strcmp(argv[1], "--seeds")) {
    footnote_fuzz_write_seeds(argv[2]);
    return 0;
  }
  for (int index = 1; index < argc; index++) {
    if (run_file(argv[index])) return 1;
  }
  return 0;
}
