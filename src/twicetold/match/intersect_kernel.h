#ifndef TWICETOLD_MATCH_INTERSECT_KERNEL_H_
#define TWICETOLD_MATCH_INTERSECT_KERNEL_H_

// How many elements two sorted sets share: the kernel of CountOverlap (overlap.h).

#include <cstddef>
#include <cstdint>

namespace twicetold {

// Elements that stand in both a and b, each sorted and without repetition. When fewer than
// `required` are shared, some number below `required`: it stops as soon as that is certain.
size_t CountShared(const uint64_t* a, size_t size_a, const uint64_t* b, size_t size_b,
                   size_t required);

}  // namespace twicetold

#endif  // TWICETOLD_MATCH_INTERSECT_KERNEL_H_
