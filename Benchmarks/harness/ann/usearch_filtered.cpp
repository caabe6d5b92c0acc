// usearch's filtered search, which its Python package leaves out: the library's own headers with
// the settings that the package is compiled with, and a set of allowed rows that is tested in C++.
#include <cstdint>
#include <memory>

#include <usearch/index_dense.hpp>

using Index = unum::usearch::index_dense_t;

extern "C" {

void *footnote_usearch_open(char const *path) {
  auto made = Index::make(path, false);
  if (!made) return nullptr;
  return new Index(std::move(made.index));
}

void footnote_usearch_set_width(void *index, std::size_t width) {
  static_cast<Index *>(index)->change_expansion_search(width);
}

// The keys of the nearest rows whose byte in `allowed` is not 0; how many there are.
std::size_t footnote_usearch_search(
    void *index, float const *query, std::size_t count, std::uint8_t const *allowed,
    std::uint64_t *keys) {
  auto result = static_cast<Index *>(index)->filtered_search(
      query, count, [=](std::uint64_t key) noexcept { return allowed[key] != 0; });
  if (!result) return 0;
  return result.dump_to(keys);
}
}
