#include "twicetold/dedup/passages.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/span.h"
#include "twicetold/base/status.h"
#include "twicetold/dedup/cuts.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/order.h"
#include "twicetold/dedup/spill_file.h"
#include "twicetold/dedup/tables.h"
#include "twicetold/dedup/work_dir.h"
#include "twicetold/match/long_repeat.h"
#include "twicetold/text/segment.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

constexpr uint64_t kLongestText = uint64_t{1} << 30;
// Memory that the search takes beside the texts, for each byte of them.
constexpr double kBytesPerByte = 1.2;

// The texts of records, by rank.
class Texts {
 public:
  static absl::StatusOr<Texts> Open(const WorkDir& work, const Order& order) {
    TWICETOLD_ASSIGN_OR_RETURN(SpillReader texts, work.Open(kReadStage, "texts"));
    TWICETOLD_ASSIGN_OR_RETURN(const SpillReader file, work.Open(kReadStage, "text_ends"));
    std::vector<uint64_t> ends(file.size() / sizeof(uint64_t));
    TWICETOLD_RETURN_IF_ERROR(file.ReadValues<uint64_t>(0, ends));
    return Texts(std::move(texts), std::move(ends), order);
  }

  uint64_t bytes() const { return texts_.size(); }

  // Reads the text into `text`. Thread-safe.
  absl::Status Read(uint32_t rank, std::string& text) const {
    const UnitNumber unit = order_->unit_of_rank[rank];
    const uint64_t begin = unit == 0 ? 0 : ends_[unit - 1];
    if (ends_[unit] - begin >= kLongestText) {
      return absl::ResourceExhaustedError(
          "--level passage: a record has a text of 1 GiB or more; lower --max-document-bytes");
    }
    text.resize(static_cast<size_t>(ends_[unit] - begin));
    return texts_.ReadAt(begin, text);
  }

 private:
  Texts(SpillReader texts, std::vector<uint64_t> ends, const Order& order)
      : texts_(std::move(texts)), ends_(std::move(ends)), order_(&order) {}

  SpillReader texts_;
  std::vector<uint64_t> ends_;
  const Order* order_;
};

// Where the words of the document last asked for are.
class WordPlaces {
 public:
  WordPlaces(const Texts& texts, uint64_t seed) : texts_(texts), seed_(seed) {}

  // Bytes of the words [begin, end) of a document.
  absl::StatusOr<Span> Bytes(uint32_t rank, uint64_t begin, uint64_t end) {
    if (rank != rank_) {
      TWICETOLD_RETURN_IF_ERROR(texts_.Read(rank, text_));
      words_ = SplitWords(text_, seed_);
      rank_ = rank;
    }
    return Span{words_.span(begin).begin, words_.span(end - 1).end};
  }

 private:
  const Texts& texts_;
  const uint64_t seed_;
  uint32_t rank_ = kNoUnit;
  std::string text_;
  Words words_;
};

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// Marks that close what was cut: they would be left standing alone.
size_t EndOfClosingMarks(std::string_view text, size_t at) {
  constexpr std::string_view kMarks[] = {".", ",", ";", ":", "!",  "?",  ")",  "]",  "\"", "'",
                                         "…", "”", "’", "»", "。", "、", "！", "？", "」"};
  for (bool found = true; found && at < text.size();) {
    found = false;
    for (const std::string_view mark : kMarks) {
      if (!text.substr(at).starts_with(mark)) continue;
      at += mark.size();
      found = true;
      break;
    }
  }
  return at;
}

// `cut` with the marks and the space behind it, unless that would join two words.
Span WithMarksAndSpace(std::string_view text, Span cut) {
  cut.end = EndOfClosingMarks(text, cut.end);
  const bool space_before = cut.begin == 0 || IsSpace(text[cut.begin - 1]);
  while (space_before && cut.end < text.size() && IsSpace(text[cut.end])) ++cut.end;
  return cut;
}

std::vector<Span> Sentences(std::string_view text) {
  std::vector<Span> sentences;
  for (const Span& paragraph : SplitParagraphs(text)) {
    const std::vector<Span> in = SplitSentences(text, paragraph);
    sentences.insert(sentences.end(), in.begin(), in.end());
  }
  return sentences;
}

// The sentences that lie wholly in a cut (their closing marks apart), or that one touches.
std::vector<Span> AtSentences(std::string_view text, std::span<const Span> cuts, bool widen) {
  std::vector<Span> result;
  auto cut = cuts.begin();
  for (const Span& sentence : Sentences(text)) {
    while (cut != cuts.end() && cut->end <= sentence.begin) ++cut;
    if (cut == cuts.end()) break;
    const bool taken =
        widen ? cut->Overlaps(sentence)
              : cut->begin <= sentence.begin && EndOfClosingMarks(text, cut->end) >= sentence.end;
    if (taken) result.push_back(sentence);
  }
  return result;
}

// Spans that touch or overlap, as one.
std::vector<Span> Merged(std::span<const Cut> cuts) {
  std::vector<Span> merged;
  for (const Cut& cut : cuts) {
    const Span span{cut.begin, cut.end};
    if (!merged.empty() && span.begin <= merged.back().end) {
      merged.back().end = std::max(merged.back().end, span.end);
    } else {
      merged.push_back(span);
    }
  }
  return merged;
}

// Joins cuts between which only separators stand: two repeats that meet.
std::vector<Span> JoinedOverSeparators(std::string_view text, std::span<const Span> cuts) {
  std::vector<Span> joined;
  for (const Span& cut : cuts) {
    if (!joined.empty() && WithMarksAndSpace(text, joined.back()).end >= cut.begin) {
      joined.back().end = cut.end;
    } else {
      joined.push_back(cut);
    }
  }
  return joined;
}

}  // namespace

absl::StatusOr<FoundPassages> FindPassages(const Tables& tables, const WorkDir& work,
                                           const Order& order, uint32_t references,
                                           const DedupOptions& options) {
  TWICETOLD_ASSIGN_OR_RETURN(const Texts texts, Texts::Open(work, order));
  LongRepeatOptions search;
  search.window_words = options.recipe.passages.min_words;
  search.hash_seed = options.recipe.hash_seed;
  const double memory = static_cast<double>(options.memory);
  search.parts =
      1 + static_cast<uint32_t>(kBytesPerByte * static_cast<double>(texts.bytes()) / memory);
  const auto read = [&](uint32_t rank) -> absl::StatusOr<std::string_view> {
    static thread_local std::string text;
    TWICETOLD_RETURN_IF_ERROR(texts.Read(rank, text));
    return text;
  };
  const auto documents = static_cast<uint32_t>(order.unit_of_rank.size());
  TWICETOLD_ASSIGN_OR_RETURN(const LongRepeats found,
                             FindLongRepeats(documents, read, search, options.threads));
  FoundPassages passages;
  passages.false_proposals = found.false_proposals;
  WordPlaces here(texts, options.recipe.hash_seed);
  WordPlaces there(texts, options.recipe.hash_seed);
  uint32_t document = kNoUnit;
  uint64_t done = 0;  // words of the document that are in a cut already
  for (const LongRepeat& repeat : found.repeats) {
    if (repeat.document < references) continue;
    if (repeat.document != std::exchange(document, repeat.document)) done = 0;
    const uint64_t end = uint64_t{repeat.begin} + repeat.words;
    const uint64_t begin = std::max<uint64_t>(repeat.begin, done);
    if (begin >= end) continue;
    done = end;
    const uint64_t twin = repeat.twin_begin + (begin - repeat.begin);
    TWICETOLD_ASSIGN_OR_RETURN(const Span cut, here.Bytes(repeat.document, begin, end));
    TWICETOLD_ASSIGN_OR_RETURN(const Span kept,
                               there.Bytes(repeat.twin_document, twin, twin + (end - begin)));
    TWICETOLD_ASSIGN_OR_RETURN(const UnitEntry unit,
                               tables.Unit(order.unit_of_rank[repeat.document]));
    TWICETOLD_ASSIGN_OR_RETURN(const UnitEntry twin_unit,
                               tables.Unit(order.unit_of_rank[repeat.twin_document]));
    Cut found_cut;
    found_cut.record = unit.record;
    found_cut.begin = static_cast<uint32_t>(cut.begin);
    found_cut.end = static_cast<uint32_t>(cut.end);
    found_cut.kept = twin_unit.record;
    found_cut.kept_begin = static_cast<uint32_t>(kept.begin);
    found_cut.kept_end = static_cast<uint32_t>(kept.end);
    passages.cuts.push_back(found_cut);
    passages.words += end - begin;
  }
  std::sort(passages.cuts.begin(), passages.cuts.end(), [](const Cut& a, const Cut& b) {
    return std::pair(a.record, a.begin) < std::pair(b.record, b.begin);
  });
  return passages;
}

CutText CutPassages(std::string_view text, std::span<const Cut> cuts, CutAt cut_at) {
  std::vector<Span> spans = JoinedOverSeparators(text, Merged(cuts));
  if (cut_at != CutAt::kWords) spans = AtSentences(text, spans, cut_at == CutAt::kWiden);
  CutText result;
  uint64_t done = 0;
  for (const Span& span : spans) {
    Span cut = WithMarksAndSpace(text, span);
    cut.begin = std::max(cut.begin, done);
    if (cut.empty()) continue;
    result.text.append(text.substr(done, cut.begin - done));
    result.cut.push_back(cut);
    done = cut.end;
  }
  result.text.append(text.substr(done));
  return result;
}

}  // namespace twicetold
