#include <stddef.h>

// LAPACK has no header for C of its own. As Fortran calls it: everything by address, matrices by
// columns, 32-bit integers, and the lengths of texts after all else.

/// Eigenvalues, ascending, and eigenvectors of a symmetric matrix, by divide and conquer.
void ssyevd_(
    const char *jobz, const char *uplo, const int *n, float *a, const int *lda, float *w,
    float *work, const int *lwork, int *iwork, const int *liwork, int *info, size_t jobz_length,
    size_t uplo_length);
