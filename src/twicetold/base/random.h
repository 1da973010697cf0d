#ifndef TWICETOLD_BASE_RANDOM_H_
#define TWICETOLD_BASE_RANDOM_H_

// A seeded source of numbers that gives the same sequence on every machine and in every release.
//
// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): one addition and one mix a number, passes the
// usual batteries, needs no warming up. The standard library's engines are portable but its
// distributions are not, hence Below() here. Not for secrets.

#include <cstdint>

#include "twicetold/base/hash.h"

namespace twicetold {

class Random {
 public:
  explicit constexpr Random(uint64_t seed) : state_(seed) {}

  // The next 64 bits.
  constexpr uint64_t Next() { return Mix64(state_ += 0x9e3779b97f4a7c15U); }

  // A number in [0, bound), every one equally likely but for a bias below bound / 2^64.
  // bound must be at least 1.
  constexpr uint64_t Below(uint64_t bound) {
    __extension__ using Wide = unsigned __int128;
    return static_cast<uint64_t>((static_cast<Wide>(Next()) * bound) >> 64);
  }

  // A number in [0, 1), of 53 random bits.
  constexpr double Unit() { return static_cast<double>(Next() >> 11) * 0x1.0p-53; }

 private:
  uint64_t state_;
};

}  // namespace twicetold

#endif  // TWICETOLD_BASE_RANDOM_H_
