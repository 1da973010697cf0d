#include "twicetold/dedup/differences.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/parallel.h"
#include "twicetold/base/span.h"
#include "twicetold/base/status.h"
#include "twicetold/dedup/decide.h"
#include "twicetold/dedup/set_store.h"
#include "twicetold/dedup/spill_file.h"
#include "twicetold/dedup/work_dir.h"
#include "twicetold/match/difference.h"
#include "twicetold/text/json_writer.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

constexpr size_t kFatesAtOnce = 4096;
constexpr char kBytesName[] = "differences";
constexpr char kEndsName[] = "difference_ends";

// A stretch as it lies in the file, before its words.
struct Head {
  uint32_t differ_begin = 0;
  uint32_t equal_begin = 0;
  uint32_t equal_end = 0;
  uint32_t kept_equal_begin = 0;
  uint32_t kept_equal_end = 0;
  uint32_t kept_words_size = 0;
};

// Bytes of the words in `span`, which must not be empty.
Span BytesOf(const Words& words, const Span& span) {
  return Span{words.span(span.begin).begin, words.span(span.end - 1).end};
}

std::string_view Slice(std::string_view text, const Span& bytes) {
  return text.substr(bytes.begin, bytes.size());
}

// `a` went, `b` is the kept one.
ItemDifferences Compare(std::string_view text_a, std::string_view text_b, uint64_t seed) {
  const Words a = SplitWords(text_a, seed);
  const Words b = SplitWords(text_b, seed);
  WordDifferences found = FindDifferences({text_a, a}, {text_b, b});
  ItemDifferences differences;
  differences.complete = found.complete;
  std::vector<DifferingWords>& stretches = found.stretches;
  if (stretches.empty() || stretches.front().a.begin > 0) {
    stretches.insert(stretches.begin(), DifferingWords{});
  }
  for (size_t i = 0; i < stretches.size(); ++i) {
    const DifferingWords& stretch = stretches[i];
    const bool last = i + 1 == stretches.size();
    const Span equal_a{stretch.a.end, last ? a.size() : stretches[i + 1].a.begin};
    const Span equal_b{stretch.b.end, last ? b.size() : stretches[i + 1].b.begin};
    DifferingStretch& told = differences.stretches.emplace_back();
    told.differ_begin = static_cast<uint32_t>(stretch.a.begin);
    told.equal_begin = static_cast<uint32_t>(equal_a.begin);
    told.equal_end = static_cast<uint32_t>(equal_a.end);
    if (!equal_b.empty()) {
      const Span bytes = BytesOf(b, equal_b);
      told.kept_equal_begin = static_cast<uint32_t>(bytes.begin);
      told.kept_equal_end = static_cast<uint32_t>(bytes.end);
    }
    if (!stretch.b.empty()) told.kept_words = Slice(text_b, BytesOf(b, stretch.b));
  }
  return differences;
}

template <typename Value>
void AppendValue(const Value& value, std::string& bytes) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

std::string Encode(const ItemDifferences& differences) {
  std::string bytes;
  AppendValue<uint32_t>(differences.complete ? 1 : 0, bytes);
  for (const DifferingStretch& stretch : differences.stretches) {
    AppendValue(
        Head{stretch.differ_begin, stretch.equal_begin, stretch.equal_end, stretch.kept_equal_begin,
             stretch.kept_equal_end, static_cast<uint32_t>(stretch.kept_words.size())},
        bytes);
    bytes += stretch.kept_words;
  }
  return bytes;
}

absl::StatusOr<std::string> EncodedOf(const ItemFate& fate, const TextStore& texts, uint64_t seed) {
  std::vector<char> scratch_gone;
  std::vector<char> scratch_kept;
  TWICETOLD_ASSIGN_OR_RETURN(const std::span<const char> gone, texts.Get(fate.item, scratch_gone));
  TWICETOLD_ASSIGN_OR_RETURN(const std::span<const char> kept, texts.Get(fate.kept, scratch_kept));
  return Encode(Compare({gone.data(), gone.size()}, {kept.data(), kept.size()}, seed));
}

void WritePlace(std::string_view name, uint64_t begin, uint64_t end, JsonWriter& json) {
  json.Key(name);
  json.BeginArray();
  json.Number(begin);
  json.Number(end);
  json.EndArray();
}

}  // namespace

absl::Status PutDifferences(std::span<const ItemFate> fates, const TextStore& texts, uint64_t seed,
                            int threads, const WorkDir& work, std::string_view stage,
                            std::map<std::string, FileFacts>& files) {
  TWICETOLD_ASSIGN_OR_RETURN(SpillWriter bytes, work.Create(stage, kBytesName));
  TWICETOLD_ASSIGN_OR_RETURN(SpillWriter ends, work.Create(stage, kEndsName));
  for (size_t begin = 0; begin < fates.size(); begin += kFatesAtOnce) {
    const size_t count = std::min(kFatesAtOnce, fates.size() - begin);
    std::vector<absl::StatusOr<std::string>> encoded(count);
    ParallelFor(count, threads,
                [&](size_t i) { encoded[i] = EncodedOf(fates[begin + i], texts, seed); });
    for (const absl::StatusOr<std::string>& one : encoded) {
      TWICETOLD_RETURN_IF_ERROR(one.status());
      TWICETOLD_RETURN_IF_ERROR(bytes.Append(*one));
      const uint64_t end = bytes.size();
      TWICETOLD_RETURN_IF_ERROR(ends.AppendValues(std::span(&end, 1)));
    }
  }
  TWICETOLD_ASSIGN_OR_RETURN(files[kBytesName], bytes.Finish());
  TWICETOLD_ASSIGN_OR_RETURN(files[kEndsName], ends.Finish());
  return absl::OkStatus();
}

absl::StatusOr<DifferenceReader> DifferenceReader::Open(const WorkDir& work,
                                                        std::string_view stage) {
  TWICETOLD_ASSIGN_OR_RETURN(SpillReader bytes, work.Open(stage, kBytesName));
  TWICETOLD_ASSIGN_OR_RETURN(SpillReader ends, work.Open(stage, kEndsName));
  return DifferenceReader(std::move(bytes), std::move(ends));
}

absl::StatusOr<ItemDifferences> DifferenceReader::Get(uint32_t fate) const {
  std::vector<uint64_t> ends(fate == 0 ? 1 : 2);
  TWICETOLD_RETURN_IF_ERROR(ends_.ReadValues<uint64_t>(fate == 0 ? 0 : fate - 1, ends));
  const uint64_t begin = fate == 0 ? 0 : ends.front();
  std::string bytes(ends.back() - begin, '\0');
  TWICETOLD_RETURN_IF_ERROR(bytes_.ReadAt(begin, bytes));
  ItemDifferences differences;
  uint32_t complete = 0;
  std::memcpy(&complete, bytes.data(), sizeof complete);
  differences.complete = complete != 0;
  for (size_t at = sizeof complete; at + sizeof(Head) <= bytes.size();) {
    Head head;
    std::memcpy(&head, bytes.data() + at, sizeof head);
    at += sizeof head;
    differences.stretches.push_back({head.differ_begin, head.equal_begin, head.equal_end,
                                     head.kept_equal_begin, head.kept_equal_end,
                                     bytes.substr(at, head.kept_words_size)});
    at += head.kept_words_size;
  }
  return differences;
}

void WriteDifferences(const ItemDifferences& differences, std::string_view text, uint64_t begin,
                      uint64_t kept_begin, const DifferenceFields& fields, JsonWriter& json) {
  const Words words = SplitWords(text, 0);
  if (fields.differences) {
    json.Key("differences");
    json.BeginArray();
    for (const DifferingStretch& stretch : differences.stretches) {
      const Span differ{stretch.differ_begin, stretch.equal_begin};
      if (differ.empty() && stretch.kept_words.empty()) continue;
      json.BeginObject();
      json.Field("removed", differ.empty() ? "" : Slice(text, BytesOf(words, differ)));
      json.Field("kept", stretch.kept_words);
      json.EndObject();
    }
    json.EndArray();
    if (!differences.complete) json.Field("differences_complete", false);
  }
  if (!fields.spans) return;
  json.Key("spans");
  json.BeginArray();
  for (const DifferingStretch& stretch : differences.stretches) {
    const Span equal{stretch.equal_begin, stretch.equal_end};
    if (equal.empty()) continue;
    const Span bytes = BytesOf(words, equal);
    json.BeginObject();
    WritePlace("removed", begin + bytes.begin, begin + bytes.end, json);
    WritePlace("kept", kept_begin + stretch.kept_equal_begin, kept_begin + stretch.kept_equal_end,
               json);
    json.EndObject();
  }
  json.EndArray();
}

}  // namespace twicetold
