#include <cblas.h>
#include <dlfcn.h>
#include <stddef.h>

#ifndef RTLD_DEFAULT
#define RTLD_DEFAULT ((void *)0)
#endif

/// The name of the library that stands behind cblas.h, or NULL for the reference BLAS and for those
/// that do not say who they are.
///
/// Debian's alternatives put any of them in the place of libblas, so it is asked for at run time.
static inline const char *footnote_blas_name(void) {
  if (dlsym(RTLD_DEFAULT, "openblas_get_config")) return "OpenBLAS";
  if (dlsym(RTLD_DEFAULT, "MKL_Get_Version_String")) return "MKL";
  if (dlsym(RTLD_DEFAULT, "bli_info_get_version_str")) return "BLIS";
  if (dlsym(RTLD_DEFAULT, "ATL_buildinfo")) return "ATLAS";
  if (dlsym(RTLD_DEFAULT, "appleblas_sgemm")) return "Accelerate";
  return NULL;
}

/// Makes each call run in the thread that makes it, where the library is known to have threads.
static inline void footnote_blas_use_calling_thread(void) {
  void (*set_threads)(int) =
      (void (*)(int))dlsym(RTLD_DEFAULT, "openblas_set_num_threads");
  if (set_threads == NULL) set_threads = (void (*)(int))dlsym(RTLD_DEFAULT, "MKL_Set_Num_Threads");
  if (set_threads != NULL) set_threads(1);
}
