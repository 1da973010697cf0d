#include "twicetold/base/hash.h"

#include <xxhash.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace twicetold {

uint64_t Hash64(std::string_view bytes, uint64_t seed) {
  return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

Hash128Value Hash128(std::string_view bytes) {
  const XXH128_hash_t value = XXH3_128bits(bytes.data(), bytes.size());
  return Hash128Value{value.high64, value.low64};
}

std::string HexDigits(uint64_t value) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string digits(16, '0');
  for (size_t i = digits.size(); i-- > 0; value >>= 4) digits[i] = kDigits[value & 15U];
  return digits;
}

std::string HexDigits(const Hash128Value& value) {
  return HexDigits(value.high) + HexDigits(value.low);
}

}  // namespace twicetold
