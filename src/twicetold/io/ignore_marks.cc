#include "twicetold/io/ignore_marks.h"

#include <algorithm>
#include <array>
#include <utility>

#include "twicetold/base/concat.h"
#include "twicetold/base/span.h"
#include "twicetold/io/ascii.h"

namespace twicetold {
namespace {

constexpr std::string_view kPrefix = "twicetold:";
constexpr size_t kLongestWordShown = 40;

std::string_view Stripped(std::string_view text) {
  while (!text.empty() && IsAsciiSpace(text[0])) text.remove_prefix(1);
  return StripTrailingSpace(text);
}

// As much of a word as a message has room for, cut between characters.
std::string Shown(std::string_view word) {
  if (word.size() <= kLongestWordShown) return std::string(word);
  size_t end = kLongestWordShown;
  while (end > 0 && (static_cast<unsigned char>(word[end]) & 0xC0U) == 0x80U) --end;
  return Concat({word.substr(0, end), "..."});
}

// Adds a span behind the others; one with the last when they touch.
void Add(Span span, std::vector<Span>& spans) {
  if (!spans.empty() && spans.back().end == span.begin) {
    spans.back().end = span.end;
  } else {
    spans.push_back(span);
  }
}

// Takes the white space at their ends off `spans` of `text`, and out what then is empty.
void Trim(std::string_view text, std::vector<Span>& spans) {
  for (Span& span : spans) {
    while (span.begin < span.end && IsAsciiSpace(text[span.begin])) ++span.begin;
    while (span.begin < span.end && IsAsciiSpace(text[span.end - 1])) --span.end;
  }
  spans.erase(
      std::remove_if(spans.begin(), spans.end(), [](const Span& span) { return span.empty(); }),
      spans.end());
}

}  // namespace

std::optional<IgnoreMark> MarkOfComment(std::string_view comment, uint64_t source) {
  const std::string_view text = Stripped(comment);
  if (!StartsWithAnyCase(text, kPrefix)) return std::nullopt;
  const std::string_view word = Stripped(text.substr(kPrefix.size()));
  const std::string lower = AsciiLower(word);
  IgnoreMark mark{.kind = MarkKind::kUnknown, .text = 0, .source = source, .trouble = ""};
  if (lower == "ignore") {
    mark.kind = MarkKind::kNext;
  } else if (lower == "ignore-start") {
    mark.kind = MarkKind::kStart;
  } else if (lower == "ignore-end") {
    mark.kind = MarkKind::kEnd;
  } else {
    mark.trouble = Concat({kPrefix, Shown(word),
                           " is not known; write twicetold:ignore, twicetold:ignore-start or "
                           "twicetold:ignore-end"});
  }
  return mark;
}

IgnoreMark MarkOfAttribute(std::string_view value, uint64_t source) {
  IgnoreMark mark{.kind = MarkKind::kBlockBegin, .text = 0, .source = source, .trouble = ""};
  if (AsciiLower(Stripped(value)) == "ignore") return mark;
  mark.kind = MarkKind::kUnknown;
  mark.trouble = Concat(
      {"data-twicetold=\"", Shown(value), "\" is not known; write data-twicetold=\"ignore\""});
  return mark;
}

void ApplyMarks(const std::vector<IgnoreMark>& marks, Prose& prose) {
  bool started = false;
  uint64_t blocks = 0;
  std::optional<uint64_t> begin;  // of what is ignored
  for (const IgnoreMark& mark : marks) {
    switch (mark.kind) {
      case MarkKind::kStart:
        if (started) {
          prose.notes.push_back({mark.source, "twicetold:ignore-start inside another"});
        }
        started = true;
        break;
      case MarkKind::kEnd:
        if (!started) {
          prose.notes.push_back({mark.source, "twicetold:ignore-end without a start"});
        }
        started = false;
        break;
      case MarkKind::kBlockBegin:
        ++blocks;
        break;
      case MarkKind::kBlockEnd:
        blocks -= blocks > 0 ? 1 : 0;
        break;
      case MarkKind::kNext:
        break;
      case MarkKind::kUnknown:
        prose.notes.push_back({mark.source, mark.trouble});
        break;
    }
    if (started || blocks > 0) {
      if (!begin) begin = mark.text;
    } else if (begin) {
      Add(Span{*std::exchange(begin, std::nullopt), mark.text}, prose.ignored);
    }
  }
  if (begin) Add(Span{*begin, prose.text.size()}, prose.ignored);
  Trim(prose.text, prose.ignored);
  std::stable_sort(prose.notes.begin(), prose.notes.end(),
                   [](const ProseNote& a, const ProseNote& b) { return a.source < b.source; });
}

ProseNote NothingToIgnore(uint64_t source) {
  return {source, "twicetold:ignore with no block behind it"};
}

}  // namespace twicetold
