#ifndef TWICETOLD_BASE_SIMD_H_
#define TWICETOLD_BASE_SIMD_H_

// Which instructions the kernels run on.
//
// A kernel is written once with Highway, in a file of its own (`*_kernel.cc`), and compiled for
// every target; which one runs is chosen when the program does (docs/decisions/0009). "scalar" is
// Highway's emulation in plain C++: it is always there, and runs the same text. Every target gives
// the same bytes; the choice changes speed alone, so it is no part of a recipe.
//
// The choice is one for the process. Reading it is thread-safe; forcing it while kernels run on
// other threads is not.

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"

namespace twicetold {

// The targets that this build has and this machine can run, best first. The last is "scalar".
// On x86: "avx3_dl" (AVX-512 of Ice Lake, Zen 4 and later), "avx3" (AVX-512 of Skylake), "avx2",
// "sse4", "ssse3"; on Arm "neon".
std::vector<std::string> SimdTargets();

// The one that kernels run on from now: the best, unless another was forced.
std::string SimdTarget();

// Has kernels run on `name`, or on the best again for "auto". NotFound for a target that is not
// among SimdTargets(), with their list.
absl::Status ForceSimdTarget(std::string_view name);

}  // namespace twicetold

#endif  // TWICETOLD_BASE_SIMD_H_
