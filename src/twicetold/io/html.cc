// HTML to prose, with every character's place in the page.
//
// The parser gives each text node twice: decoded, and as the slice of the page that it came from.
// The slice is longer: it has entities, and tags that the parser threw away. Walking both in step
// tells where each character stands. Nodes that the parser moved (text put straight into a table
// goes before it) are taken in the order of the page, so that the map stays monotone.

#include "twicetold/io/html.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/span.h"
#include "twicetold/base/status.h"
#include "twicetold/io/entity.h"
#include "twicetold/io/html_leaves.h"
#include "twicetold/io/html_tag.h"
#include "twicetold/io/ignore_marks.h"
#include "twicetold/io/prose_builder.h"
#include "twicetold/io/reader.h"
#include "twicetold/text/utf8.h"

namespace twicetold {
namespace {

bool IsHtmlSpace(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\f' || c == '\r'; }

// Puts leaves, source and text in step, into the prose.
class LeafReader {
 public:
  explicit LeafReader(std::string_view page) : page_(page) {}

  void Read(const HtmlLeaf& leaf) {
    if (leaf.ignored) Take({MarkKind::kBlockBegin, 0, Offset(leaf.source), ""});
    ReadText(leaf);
    if (leaf.ignored) Take({MarkKind::kBlockEnd, 0, Offset(leaf.source), ""});
  }

  // A mark that stands behind what was read and before all else.
  void Take(IgnoreMark mark) {
    mark.text = builder_.text_size();
    marks_.push_back(std::move(mark));
  }

  HtmlPart Finish() && {
    return {.prose = std::move(builder_).Finish(),
            .marks = std::move(marks_),
            .waiting = {},
            .unclosed = {}};
  }

 private:
  void ReadText(const HtmlLeaf& leaf) {
    builder_.RequestBreak(leaf.before);
    std::string_view source = leaf.source;
    std::string_view text = leaf.text;
    while (!text.empty()) {
      const size_t same = leaf.literal ? 0 : SameText(source, text);
      if (same > 0) {
        builder_.AppendCopy(Offset(source), text.substr(0, same));
        source.remove_prefix(same);
        text.remove_prefix(same);
      } else if (!SkipDropped(leaf, source)) {
        Step(leaf, source, text);
      }
    }
  }

  uint64_t Offset(std::string_view source) const {
    return static_cast<uint64_t>(source.data() - page_.data());
  }

  // How many bytes are the same on both sides, need no second look and end no code point midway.
  static size_t SameText(std::string_view source, std::string_view text) {
    const size_t limit = std::min(source.size(), text.size());
    size_t same = 0;
    while (same < limit && source[same] == text[same] && !IsHtmlSpace(text[same]) &&
           text[same] != '<' && text[same] != '&') {
      ++same;
    }
    if (same < source.size()) {
      while (same > 0 && (static_cast<unsigned char>(source[same]) & 0xC0U) == 0x80U) --same;
    }
    return same;
  }

  // Source that left nothing in the text: tags that made no element, NUL.
  static bool SkipDropped(const HtmlLeaf& leaf, std::string_view& source) {
    if (leaf.literal || source.empty()) return false;
    if (source[0] == '\0') {
      source.remove_prefix(1);
      return true;
    }
    if (source[0] != '<') return false;
    const std::optional<TagExtent> markup = ScanMarkup(source, 0);
    if (!markup) return false;
    source.remove_prefix(markup->end);
    return true;
  }

  // One entity, or one character on either side.
  void Step(const HtmlLeaf& leaf, std::string_view& source, std::string_view& text) {
    size_t source_size = source.empty() ? 0 : ReadUtf8(source, 0).length;
    size_t text_size = ReadUtf8(text, 0).length;
    if (!leaf.literal && !source.empty() && source[0] == '&') {
      const Entity& entity = entities_.Decode(source);
      if (entity.length > 0 && text.starts_with(entity.text)) {
        source_size = entity.length;
        text_size = entity.text.size();
      }
    }
    const std::string_view from = source.substr(0, source_size);
    const std::string_view to = text.substr(0, text_size);
    // An exhausted source (it never is) leaves the text at its end.
    const uint64_t begin =
        source.empty() ? Offset(leaf.source) + leaf.source.size() : Offset(source);
    const Span span{begin, begin + source_size};
    if (to.size() == 1 && IsHtmlSpace(to[0]) && !leaf.preformatted) {
      builder_.RequestSpace(span, /*plain=*/from == " ");
    } else if (from == to) {
      builder_.AppendCopy(begin, to);
    } else {
      builder_.AppendReplacement(span, to);
    }
    source.remove_prefix(source_size);
    text.remove_prefix(text_size);
  }

  std::string_view page_;
  EntityDecoder entities_;
  ProseBuilder builder_;
  std::vector<IgnoreMark> marks_;
};

}  // namespace

absl::StatusOr<HtmlPart> ReadHtmlPart(std::string_view html) {
  if (html.size() > std::numeric_limits<uint32_t>::max()) {
    return absl::ResourceExhaustedError(
        "an HTML page of more than 4 GiB is not read; cut it into smaller pages");
  }
  if (html.empty()) return HtmlPart{};
  const std::optional<std::string> flat = FlattenNesting(html);
  const std::string_view page = flat ? std::string_view(*flat) : html;
  const HtmlLeaves parsed(page);
  std::vector<HtmlLeaf> leaves = parsed.leaves();
  std::stable_sort(leaves.begin(), leaves.end(), [](const HtmlLeaf& a, const HtmlLeaf& b) {
    return a.source.data() < b.source.data();
  });
  LeafReader reader(page);
  size_t expected = 0;
  auto mark = parsed.marks().begin();
  for (HtmlLeaf& leaf : leaves) {
    const auto at = static_cast<uint64_t>(leaf.source.data() - page.data());
    for (; mark != parsed.marks().end() && mark->source < at; ++mark) reader.Take(*mark);
    if (leaf.order != expected) leaf.before = Break::kParagraph;  // moved by the parser
    expected = leaf.order + 1;
    reader.Read(leaf);
  }
  for (; mark != parsed.marks().end(); ++mark) reader.Take(*mark);
  HtmlPart part = std::move(reader).Finish();
  part.prose.metadata = parsed.metadata();
  part.waiting = parsed.waiting();
  part.unclosed = parsed.unclosed();
  return part;
}

absl::StatusOr<Prose> ReadHtml(std::string_view html) {
  TWICETOLD_ASSIGN_OR_RETURN(HtmlPart part, ReadHtmlPart(html));
  if (part.waiting) part.prose.notes.push_back(NothingToIgnore(*part.waiting));
  ApplyMarks(part.marks, part.prose);
  return std::move(part.prose);
}

}  // namespace twicetold
