#include "twicetold/dedup/order.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/hash.h"
#include "twicetold/base/hash_sort.h"
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

// Some bytes of an id as numbers that sort as they do. Where an id has ended there are zeros.
struct IdPiece {
  uint64_t first = 0;
  uint64_t second = 0;
  uint64_t size = 0;  // of the id, if it ends in the piece, else UINT64_MAX
  RecordNumber record = 0;

  static constexpr size_t kBytes = 2 * sizeof(uint64_t);

  static IdPiece Of(std::string_view id, size_t at, RecordNumber record) {
    IdPiece piece;
    for (size_t i = 0; i < kBytes && at + i < id.size(); ++i) {
      uint64_t& half = i < sizeof(uint64_t) ? piece.first : piece.second;
      half |= uint64_t{static_cast<unsigned char>(id[at + i])}
              << (8 * (sizeof(uint64_t) - 1 - i % sizeof(uint64_t)));
    }
    piece.size = id.size() <= at + kBytes ? id.size() : UINT64_MAX;
    piece.record = record;
    return piece;
  }

  auto Bytes() const { return std::tie(first, second, size); }
  bool IsLast() const { return size != UINT64_MAX; }
};

size_t CommonPrefix(std::string_view a, std::string_view b) {
  return static_cast<size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first -
                             a.begin());
}

// Sorts a run of records of one preference, whose ids are the same up to `at`, by their ids, ties
// by their numbers. Of each id a few bytes at a time are in memory; all of them would be too much.
absl::Status SortById(const Tables& tables, std::span<RankedRecord> records, size_t at = 0) {
  TWICETOLD_ASSIGN_OR_RETURN(const std::string some, tables.IdOf(records.front().record));
  size_t common = some.size();
  for (const RankedRecord& record : records) {
    TWICETOLD_ASSIGN_OR_RETURN(const std::string id, tables.IdOf(record.record));
    common = std::min(common, CommonPrefix(some, id));
    if (common == at) break;
  }
  std::vector<IdPiece> pieces;
  pieces.reserve(records.size());
  for (const RankedRecord& record : records) {
    TWICETOLD_ASSIGN_OR_RETURN(const std::string id, tables.IdOf(record.record));
    pieces.push_back(IdPiece::Of(id, common, record.record));
  }
  std::sort(pieces.begin(), pieces.end(), [](const IdPiece& a, const IdPiece& b) {
    return std::pair(a.Bytes(), a.record) < std::pair(b.Bytes(), b.record);
  });
  std::vector<std::pair<size_t, size_t>> unsettled;  // stretches of one piece that is not the last
  for (size_t begin = 0; begin < pieces.size();) {
    size_t end = begin;
    for (; end < pieces.size() && pieces[end].Bytes() == pieces[begin].Bytes(); ++end) {
      records[end].record = pieces[end].record;
    }
    if (end - begin > 1 && !pieces[begin].IsLast()) unsettled.emplace_back(begin, end);
    begin = end;
  }
  pieces = {};
  for (const auto& [begin, end] : unsettled) {
    TWICETOLD_RETURN_IF_ERROR(
        SortById(tables, records.subspan(begin, end - begin), common + IdPiece::kBytes));
  }
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
  const uint64_t parts = std::bit_ceil(tables.units() * 2 * sizeof(Content) / memory + 1);
  const int part_bits = std::countr_zero(parts);
  for (uint64_t part = 0; part < parts; ++part) {
    std::vector<Content> unsorted;
    unsorted.reserve(tables.units() / parts + tables.units() / parts / 8);
    SpillStream<UnitEntry> stream = tables.Units();
    for (UnitNumber unit = 0; unit < tables.units(); ++unit) {
      TWICETOLD_ASSIGN_OR_RETURN(const UnitEntry* const entry, stream.Next());
      const bool other_part = parts > 1 && entry->content.high >> (64 - part_bits) != part;
      if (entry->words == 0 || other_part) continue;
      unsorted.push_back({entry->content.high, entry->content.low, order.rank_of_unit[unit]});
    }
    std::vector<Content> contents(unsorted.size());
    SortByHash<Content>(
        unsorted, contents, [](const Content& content) { return content.high; }, part_bits);
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
