#include "twicetold/dedup/preference.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "twicetold/dedup/options.h"
#include "twicetold/io/record_reader.h"

namespace twicetold {
namespace {

// "2005-03-14T10:30:05Z" as 20050314103005; a day alone comes before all of its times. 0: no date.
uint64_t DateNumber(std::string_view date) {
  constexpr int kDigits = 14;
  uint64_t number = 0;
  int digits = 0;
  for (const char c : date) {
    if (c < '0' || c > '9' || digits == kDigits) continue;
    number = number * 10 + static_cast<uint64_t>(c - '0');
    ++digits;
  }
  if (digits == 0) return 0;
  for (; digits < kDigits; ++digits) number *= 10;
  return number;
}

}  // namespace

uint64_t Preference::Of(const Record& record) const {
  switch (rule_.keep) {
    case Keep::kFirst:
      return 1;
    case Keep::kLongest:
      return UINT64_MAX - record.text.size();
    case Keep::kNewest:
    case Keep::kOldest: {
      const uint64_t date = DateNumber(record.date);
      if (date == 0) return UINT64_MAX;
      return rule_.keep == Keep::kOldest ? date : UINT64_MAX - date;
    }
    case Keep::kPriority: {
      const auto found = std::find(rule_.sources.begin(), rule_.sources.end(), record.source);
      return 1 + static_cast<uint64_t>(found - rule_.sources.begin());
    }
  }
  return 1;
}

}  // namespace twicetold
