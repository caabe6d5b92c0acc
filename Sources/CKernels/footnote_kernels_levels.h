/* The levels that this build may hold; only the dispatcher and the levels include it. */
#ifndef FOOTNOTE_KERNELS_LEVELS_H
#define FOOTNOTE_KERNELS_LEVELS_H

#include "footnote_kernels.h"
#include "footnote_vector_kernels.h"

extern const footnote_kernels footnote_kernels_scalar;
extern const footnote_vector_kernels footnote_vectors_scalar;

#if defined(__x86_64__)
extern const footnote_kernels footnote_kernels_avx2;
extern const footnote_kernels footnote_kernels_avx512;
extern const footnote_vector_kernels footnote_vectors_avx2;
extern const footnote_vector_kernels footnote_vectors_avx512;
#endif

#if defined(__aarch64__)
extern const footnote_kernels footnote_kernels_neon;
extern const footnote_vector_kernels footnote_vectors_neon;
#endif

#endif
