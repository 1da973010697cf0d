#ifndef TWICETOLD_BASE_PARALLEL_H_
#define TWICETOLD_BASE_PARALLEL_H_

// Work shared out to threads without a say in the result.
//
// Every item has its own index and writes only to its own place, so that what comes out depends
// on nothing but what went in: the same bytes for one thread and for eight.

#include <cstddef>

#include "absl/functional/function_ref.h"

namespace twicetold {

// Calls work(i) once for every i in [0, count), on up to `threads` threads (the caller's among
// them), and returns when all are done. Items are handed out in order, one at a time, so long
// items do not hold up short ones. work must be safe to call from several threads at once for
// different i, and must not throw. threads below 1 counts as 1.
void ParallelFor(size_t count, int threads, absl::FunctionRef<void(size_t)> work);

// The number of threads this process may run at once; at least 1.
int AvailableThreads();

}  // namespace twicetold

#endif  // TWICETOLD_BASE_PARALLEL_H_
