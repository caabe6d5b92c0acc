/* Everything is inline in the header; the package manager wants one file to compile. */
#include "footnote_xxhash.h"
