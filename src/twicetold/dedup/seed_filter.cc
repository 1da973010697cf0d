#include "twicetold/dedup/seed_filter.h"

#include <algorithm>
#include <cstdint>

namespace twicetold {

SeedFilter::SeedFilter(uint64_t seeds, uint64_t memory)
    : words_(std::clamp<uint64_t>(std::min(seeds * 2, memory) / sizeof(uint64_t), 1, UINT32_MAX)) {}

}  // namespace twicetold
