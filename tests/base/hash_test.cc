#include "twicetold/base/hash.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "gtest/gtest.h"

namespace twicetold {
namespace {

// Bytes 0, 1, 2, ... 250, 0, 1, ...: what the vectors below are made from.
std::string Ramp(size_t size) {
  std::string bytes(size, '\0');
  for (size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(i % 251);
  return bytes;
}

struct Vector {
  size_t size;
  uint64_t hash64;
  uint64_t seeded;  // under seed 42
  Hash128Value hash128;
};

// One length on each side of every change of method in XXH3 (0, 3, 8, 16, 128, 240 and 1024
// bytes). Computed with xxHash 0.8.1 and pinned: a fingerprint printed by one release must be the
// fingerprint of the next, so a difference here means a broken library or port, never new values.
constexpr Vector kVectors[] = {
    {0, 0x2d06800538d394c2U, 0xb029411ff43d84d2U, {0x99aa06d3014798d8U, 0x6001c324468d497fU}},
    {1, 0xc44bdff4074eecdbU, 0x5cf10f10bf2dd245U, {0xa6cd5e9392000f6aU, 0xc44bdff4074eecdbU}},
    {3, 0x5f4299fc161c9cbbU, 0x75881294bdbaf34cU, {0xe3b55f57945a17cfU, 0x5f4299fc161c9cbbU}},
    {4, 0x60dab036a58211f2U, 0xd8571bd6d6d17e42U, {0xeb70bf5fc779e9e6U, 0xa6111d53e80a3db5U}},
    {8, 0x3a1c2d7c85af88f8U, 0x533b2c25fa397f0bU, {0xe1e4432a62217fe4U, 0xcfd50c61c8bb98c1U}},
    {9, 0xe9612598145bb9dcU, 0xec60d7913c5410f9U, {0x16c769d83e4aebceU, 0x907931979dca3746U}},
    {16, 0x8355e3a6f61770dbU, 0x74891a34d3fff0a9U, {0x72950631827607e2U, 0x842812cc870dcae2U}},
    {17, 0x9ef341a99de37328U, 0x2668e3977d451c23U, {0x685bc458b37d057fU, 0xc06e233df7729217U}},
    {128, 0x85c6174c7ff4c46bU, 0xa7f863935f4a4028U, {0x14792fc3af88dc6cU, 0x05321a0b64d67b41U}},
    {129, 0xec7642b431ba3e5aU, 0x82b80bdd4ac29db5U, {0xdd5e74ac6b45f54eU, 0xbc30b63382b09a3bU}},
    {240, 0x375a384d957fe865U, 0x4c023d24e6a84d31U, {0x65b5be86da5540e7U, 0xc92b68e16f83bbb6U}},
    {241, 0x02e8cd95421c6d02U, 0x26e3d358d4e0a1d6U, {0x1da1cb61bcb8a2a1U, 0x02e8cd95421c6d02U}},
    {1024, 0xe5d78bafa45b2aa5U, 0xb0e3ba3ff9ba14fdU, {0xd0ac1f7b93bf57b9U, 0xe5d78bafa45b2aa5U}},
    {1025, 0xe95c42288f28186eU, 0x34e5b2d01b3d0213U, {0x2882ebca04ec915cU, 0xe95c42288f28186eU}},
    {5000, 0xb418500fc42320eeU, 0xcbb923d7fcf9cd33U, {0xb92ec02c39d33ce7U, 0xb418500fc42320eeU}},
};

TEST(HashTest, GivesThePinnedValues) {
  for (const Vector& vector : kVectors) {
    SCOPED_TRACE(testing::Message() << vector.size << " bytes");
    const std::string bytes = Ramp(vector.size);
    EXPECT_EQ(Hash64(bytes), vector.hash64);
    EXPECT_EQ(Hash64(bytes, 42), vector.seeded);
    EXPECT_EQ(Hash128(bytes), vector.hash128);
  }
}

// The value that the specification of XXH3 gives for no bytes.
TEST(HashTest, OfNothingIsTheSpecifiedValue) {
  EXPECT_EQ(Hash64(""), 0x2d06800538d394c2U);
  EXPECT_EQ(Hash128(""), (Hash128Value{0x99aa06d3014798d8U, 0x6001c324468d497fU}));
  EXPECT_EQ(Hash64(std::string_view()), Hash64(""));
}

TEST(HashTest, SeedZeroIsTheDefault) { EXPECT_EQ(Hash64("harbour", 0), Hash64("harbour")); }

TEST(HashTest, EveryByteAndTheLengthCount) {
  std::set<uint64_t> hashes64;
  std::set<std::string> hashes128;
  constexpr size_t kMost = 300;
  for (size_t size = 0; size <= kMost; ++size) {
    const std::string zeros(size, '\0');
    hashes64.insert(Hash64(zeros));
    hashes128.insert(HexDigits(Hash128(zeros)));
  }
  std::string bytes(kMost, '\0');
  for (char& byte : bytes) {
    byte = 1;
    hashes64.insert(Hash64(bytes));
    hashes128.insert(HexDigits(Hash128(bytes)));
    byte = 0;
  }
  EXPECT_EQ(hashes64.size(), 2 * kMost + 1);
  EXPECT_EQ(hashes128.size(), 2 * kMost + 1);
}

TEST(HashTest, DoesNotDependOnWhereTheBytesStand) {
  const std::string bytes = Ramp(100);
  for (size_t shift = 1; shift < 16; ++shift) {
    const std::string moved = std::string(shift, 'x') + bytes;
    EXPECT_EQ(Hash64(std::string_view(moved).substr(shift)), Hash64(bytes));
  }
}

TEST(HexDigitsTest, WritesSixteenDigitsMostSignificantFirst) {
  EXPECT_EQ(HexDigits(uint64_t{0}), "0000000000000000");
  EXPECT_EQ(HexDigits(uint64_t{0x0123456789abcdefU}), "0123456789abcdef");
  EXPECT_EQ(HexDigits(~uint64_t{0}), "ffffffffffffffff");
}

TEST(HexDigitsTest, WritesTheHighHalfFirst) {
  EXPECT_EQ(HexDigits(Hash128Value{1, 0xf}), "0000000000000001000000000000000f");
}

// The inverse of Mix64, step by step backwards; the multipliers are inverse modulo 2^64.
constexpr uint64_t Unmix64(uint64_t x) {
  x = x ^ (x >> 31) ^ (x >> 62);
  x *= 0x319642b2d24d8ec3U;
  x = x ^ (x >> 27) ^ (x >> 54);
  x *= 0x96de1b173f119089U;
  return x ^ (x >> 30) ^ (x >> 60);
}

TEST(Mix64Test, IsABijection) {
  static_assert(0xbf58476d1ce4e5b9U * 0x96de1b173f119089U == 1);
  static_assert(0x94d049bb133111ebU * 0x319642b2d24d8ec3U == 1);
  uint64_t x = 1;
  for (int i = 0; i < 10000; ++i, x = x * 6364136223846793005U + 1442695040888963407U) {
    ASSERT_EQ(Unmix64(Mix64(x)), x);
  }
  EXPECT_EQ(Mix64(0), 0U);
}

// Flipping one bit of the input flips each bit of the output about half the time. Over 2,000
// inputs the standard error of a share is 0.011, so 0.06 is more than five of them for each of
// the 4,096 pairs of bits; the inputs are fixed.
TEST(Mix64Test, Avalanches) {
  constexpr int kInputs = 2000;
  for (int in = 0; in < 64; ++in) {
    int flips[64] = {};
    for (int i = 0; i < kInputs; ++i) {
      const uint64_t x = Hash64(Ramp(8), static_cast<uint64_t>(i));
      const uint64_t difference = Mix64(x) ^ Mix64(x ^ (uint64_t{1} << in));
      for (int out = 0; out < 64; ++out) flips[out] += static_cast<int>((difference >> out) & 1U);
    }
    for (int out = 0; out < 64; ++out) {
      EXPECT_NEAR(static_cast<double>(flips[out]) / kInputs, 0.5, 0.06)
          << "input bit " << in << ", output bit " << out;
    }
  }
}

}  // namespace
}  // namespace twicetold
