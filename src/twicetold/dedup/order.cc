#include "twicetold/dedup/order.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/hash.h"
#include "twicetold/base/status.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/spill_file.h"
#include "twicetold/dedup/tables.h"

namespace twicetold {
namespace {

struct RankedRecord {
  uint64_t preference;
  RecordNumber record;
};

// Sorts a run of records of one preference by their ids, ties by their numbers.
absl::Status SortById(const Tables& tables, std::span<RankedRecord> records) {
  std::vector<std::pair<std::string, RecordNumber>> named;
  named.reserve(records.size());
  for (const RankedRecord& record : records) {
    TWICETOLD_ASSIGN_OR_RETURN(std::string id, tables.IdOf(record.record));
    named.emplace_back(std::move(id), record.record);
  }
  std::sort(named.begin(), named.end());
  for (size_t i = 0; i < records.size(); ++i) records[i].record = named[i].second;
  return absl::OkStatus();
}

absl::StatusOr<std::vector<RankedRecord>> OrderRecords(const Tables& tables, const KeepRule& rule) {
  std::vector<RankedRecord> records;
  records.reserve(tables.records());
  SpillStream<RecordEntry> stream = tables.Records();
  for (RecordNumber number = 0; number < tables.records(); ++number) {
    TWICETOLD_ASSIGN_OR_RETURN(const RecordEntry* const entry, stream.Next());
    records.push_back({entry->preference, number});
  }
  const auto before = [](const RankedRecord& a, const RankedRecord& b) {
    return std::tie(a.preference, a.record) < std::tie(b.preference, b.record);
  };
  if (!std::is_sorted(records.begin(), records.end(), before)) {
    std::sort(records.begin(), records.end(), before);
  }
  if (rule.keep == Keep::kFirst) return records;
  for (size_t begin = 0; begin < records.size();) {
    size_t end = begin + 1;
    while (end < records.size() && records[end].preference == records[begin].preference) ++end;
    // References all come first, in the order given.
    if (end - begin > 1 && records[begin].preference > 0) {
      TWICETOLD_RETURN_IF_ERROR(SortById(tables, std::span(records).subspan(begin, end - begin)));
    }
    begin = end;
  }
  return records;
}

// The words of a unit, as a hash, and its rank.
struct Content {
  uint64_t high;
  uint64_t low;
  uint32_t rank;
  friend auto operator<=>(const Content&, const Content&) = default;
};

}  // namespace

absl::StatusOr<Order> OrderUnits(const Tables& tables, const KeepRule& rule) {
  TWICETOLD_ASSIGN_OR_RETURN(const std::vector<RankedRecord> records, OrderRecords(tables, rule));
  // Where the units of each record begin.
  std::vector<UnitNumber> begins(records.size() + 1, 0);
  SpillStream<UnitEntry> stream = tables.Units();
  for (UnitNumber unit = 0; unit < tables.units(); ++unit) {
    TWICETOLD_ASSIGN_OR_RETURN(const UnitEntry* const entry, stream.Next());
    ++begins[entry->record + 1];
  }
  std::partial_sum(begins.begin(), begins.end(), begins.begin());
  Order order;
  order.unit_of_rank.reserve(tables.units());
  order.rank_of_unit.resize(tables.units());
  for (const RankedRecord& record : records) {
    for (UnitNumber unit = begins[record.record]; unit < begins[record.record + 1]; ++unit) {
      order.rank_of_unit[unit] = static_cast<uint32_t>(order.unit_of_rank.size());
      order.unit_of_rank.push_back(unit);
    }
  }
  return order;
}

absl::StatusOr<std::vector<UnitNumber>> FindHeads(const Tables& tables, const Order& order,
                                                  uint64_t memory) {
  std::vector<UnitNumber> heads(tables.units());
  std::iota(heads.begin(), heads.end(), UnitNumber{0});
  // One part of the hashes after the other, so many parts that each fits; each reads all units.
  const uint64_t parts = std::bit_ceil(tables.units() * sizeof(Content) / memory + 1);
  const int shift = 64 - std::countr_zero(parts);
  for (uint64_t part = 0; part < parts; ++part) {
    std::vector<Content> contents;
    contents.reserve(tables.units() / parts + tables.units() / parts / 8);
    SpillStream<UnitEntry> stream = tables.Units();
    for (UnitNumber unit = 0; unit < tables.units(); ++unit) {
      TWICETOLD_ASSIGN_OR_RETURN(const UnitEntry* const entry, stream.Next());
      if (entry->words == 0 || (parts > 1 && entry->content.high >> shift != part)) continue;
      contents.push_back({entry->content.high, entry->content.low, order.rank_of_unit[unit]});
    }
    std::sort(contents.begin(), contents.end());
    for (size_t i = 1, first = 0; i < contents.size(); ++i) {
      const bool same =
          contents[i].high == contents[first].high && contents[i].low == contents[first].low;
      if (!same) {
        first = i;
        continue;
      }
      heads[order.unit_of_rank[contents[i].rank]] = order.unit_of_rank[contents[first].rank];
    }
  }
  return heads;
}

}  // namespace twicetold
