// Tells the thread sanitizer of the mutexes of Swift's library, which is not built for it.
//
// The way through a mutex that is free is compiled into our code, where the sanitizer sees its
// atomics. The way through one that somebody waits for is in libswiftSynchronization, where it does
// not: each value that is handed on through a contended mutex looks like a race. This library is
// loaded before that one, and says what happens there.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context))

void __tsan_acquire(void *address);
void __tsan_release(void *address);

typedef SWIFT void (*Lock)(uint32_t thread, SELF void *mutex);
typedef SWIFT void (*Unlock)(SELF void *mutex);

#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

SWIFT void footnote_lock_slow(uint32_t thread, SELF void *mutex) __asm__(LOCK);
SWIFT void footnote_unlock_slow(SELF void *mutex) __asm__(UNLOCK);

SWIFT void footnote_lock_slow(uint32_t thread, SELF void *mutex) {
  ((Lock)dlsym(RTLD_NEXT, LOCK))(thread, mutex);
  __tsan_acquire(mutex);
}

SWIFT void footnote_unlock_slow(SELF void *mutex) {
  __tsan_release(mutex);
  ((Unlock)dlsym(RTLD_NEXT, UNLOCK))(mutex);
}
