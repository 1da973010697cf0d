// Markdown to prose. The only user of md4c.
//
// The parser reports text as pointers into its input, so an offset is a pointer difference, and
// what it reports from elsewhere (a line break, a NUL's stand-in) is known by not pointing there.
// Raw HTML blocks come a line at a time, without the quote marks of blocks around them; the lines
// are put together with their own map and read as HTML, and the two maps compose.
//
// White space is collapsed as a browser would, who sees Markdown only as HTML.
//
// Limits: a table's rule needs three dashes a column; raw inline tags are dropped without looking
// at what they mean, <br> apart; each HTML block is a page of its own, so a tag open at its end
// means nothing for what follows; front matter is known by its first line; a comment among text
// whose "<!--" ends its line is text to the parser.

#include <md4c.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/status.h"
#include "twicetold/io/ascii.h"
#include "twicetold/io/entity.h"
#include "twicetold/io/front_matter.h"
#include "twicetold/io/html.h"
#include "twicetold/io/ignore_marks.h"
#include "twicetold/io/prose_builder.h"
#include "twicetold/io/reader.h"
#include "twicetold/text/offset_map.h"
#include "twicetold/text/utf8.h"

namespace twicetold {
namespace {

class MarkdownReader {
 public:
  explicit MarkdownReader(std::string_view markdown) : markdown_(markdown) {}

  absl::StatusOr<Prose> Read() {
    FrontMatter front_matter = ReadFrontMatter(markdown_);
    const std::string_view body = markdown_.substr(front_matter.size);
    if (body.size() > std::numeric_limits<MD_SIZE>::max()) {
      return absl::ResourceExhaustedError(
          "a Markdown text of more than 4 GiB is not read; cut it into smaller files");
    }
    // A table may have far more (empty) cells than it has bytes: the product of its widest and
    // its longest side. No text written by hand comes near this.
    callbacks_left_ = 16 * body.size() + 4096;
    MD_PARSER parser{};
    parser.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS;
    parser.enter_block = [](MD_BLOCKTYPE type, void*, void* self) {
      return static_cast<MarkdownReader*>(self)->EnterBlock(type);
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void*, void* self) {
      return static_cast<MarkdownReader*>(self)->LeaveBlock(type);
    };
    parser.enter_span = [](MD_SPANTYPE type, void*, void* self) {
      return static_cast<MarkdownReader*>(self)->ChangeSpan(type, +1);
    };
    parser.leave_span = [](MD_SPANTYPE type, void*, void* self) {
      return static_cast<MarkdownReader*>(self)->ChangeSpan(type, -1);
    };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* self) {
      return static_cast<MarkdownReader*>(self)->Text(type, std::string_view(text, size));
    };
    const int stopped = md_parse(body.data(), static_cast<MD_SIZE>(body.size()), &parser, this);
    TWICETOLD_RETURN_IF_ERROR(status_);
    if (stopped != 0) {
      return absl::ResourceExhaustedError("not enough memory to parse the Markdown text");
    }
    Prose prose = std::move(builder_).Finish();
    prose.metadata = std::move(front_matter.metadata);
    if (waiting_) prose.notes.push_back(NothingToIgnore(*waiting_));
    ApplyMarks(marks_, prose);
    return prose;
  }

 private:
  static Break BreakAround(MD_BLOCKTYPE type) {
    switch (type) {
      case MD_BLOCK_TR:
      case MD_BLOCK_THEAD:
      case MD_BLOCK_TBODY:
        return Break::kRow;
      case MD_BLOCK_TH:
      case MD_BLOCK_TD:
        return Break::kCell;
      default:
        return Break::kParagraph;
    }
  }

  // Non-zero, which stops the parser, when the budget is used up.
  int Count() {
    if (callbacks_left_ > 0) {
      --callbacks_left_;
      return 0;
    }
    if (status_.ok()) {
      status_ = absl::ResourceExhaustedError(
          "a Markdown table unfolds to far more cells than it has characters; shorten its header");
    }
    return 1;
  }

  // A twicetold:ignore holds for the rest of its block if there is text, else for the next block.
  // What an HTML block is to it shows when that was read.
  void MarkEntered(MD_BLOCKTYPE type) {
    ++depth_;
    EndIgnoredText();
    if (!waiting_ || type == MD_BLOCK_DOC || type == MD_BLOCK_HTML) return;
    const uint64_t source = *std::exchange(waiting_, std::nullopt);
    if (ignored_depth_ > 0) return;  // it is ignored with what holds it
    Mark(MarkKind::kBlockBegin, source);
    ignored_depth_ = depth_;
  }

  void MarkLeft() {
    EndIgnoredText();
    if (ignored_depth_ == depth_) {
      Mark(MarkKind::kBlockEnd, taken_);
      ignored_depth_ = 0;
    }
    --depth_;
  }

  void MarkText() {
    if (!waiting_ || in_ignored_text_) return;
    Mark(MarkKind::kBlockBegin, *std::exchange(waiting_, std::nullopt));
    in_ignored_text_ = true;
  }

  void EndIgnoredText() {
    if (std::exchange(in_ignored_text_, false)) Mark(MarkKind::kBlockEnd, taken_);
  }

  void Mark(MarkKind kind, uint64_t source) {
    marks_.push_back({kind, builder_.text_size(), source, ""});
  }

  void TakeMark(IgnoreMark mark) {
    if (mark.kind == MarkKind::kNext) {
      waiting_ = mark.source;
      return;
    }
    mark.text = builder_.text_size();
    marks_.push_back(std::move(mark));
  }

  int EnterBlock(MD_BLOCKTYPE type) {
    MarkEntered(type);
    builder_.RequestBreak(BreakAround(type));
    if (type == MD_BLOCK_CODE) ++code_blocks_;
    if (type == MD_BLOCK_HTML) {
      in_html_block_ = true;
      html_.clear();
      html_map_ = OffsetMap();
    }
    return Count();
  }

  int LeaveBlock(MD_BLOCKTYPE type) {
    if (type == MD_BLOCK_CODE) --code_blocks_;
    if (type == MD_BLOCK_HTML) {
      in_html_block_ = false;
      if (absl::Status read = TakeHtmlBlock(); !read.ok()) {
        status_ = std::move(read);
        return 1;
      }
    }
    MarkLeft();
    builder_.RequestBreak(BreakAround(type));
    return Count();
  }

  int ChangeSpan(MD_SPANTYPE type, int change) {
    if (type == MD_SPAN_IMG) {
      images_ += change;
      builder_.RequestBreak(Break::kSpace);
    }
    return Count();
  }

  int Text(MD_TEXTTYPE type, std::string_view text) {
    if (code_blocks_ > 0 || images_ > 0) return Count();
    switch (type) {
      case MD_TEXT_BR:
        builder_.RequestBreak(Break::kLine);
        break;
      case MD_TEXT_SOFTBR:
        builder_.RequestBreak(Break::kSpace);
        break;
      case MD_TEXT_HTML:
        TakeHtml(text);
        break;
      case MD_TEXT_ENTITY:
        MarkText();
        TakeEntity(text);
        break;
      case MD_TEXT_NULLCHAR:
        MarkText();
        builder_.AppendReplacement(Span{taken_, taken_}, "\xEF\xBF\xBD");
        break;
      case MD_TEXT_NORMAL:
      case MD_TEXT_CODE:
      case MD_TEXT_LATEXMATH:
        if (text.find_first_not_of(" \t\n") != std::string_view::npos) MarkText();
        TakeText(type, text);
        break;
    }
    return Count();
  }

  bool IsInput(std::string_view text) const {
    return !std::less<const char*>()(text.data(), markdown_.data()) &&
           !std::less<const char*>()(markdown_.data() + markdown_.size(),
                                     text.data() + text.size());
  }

  // The place of `text` in the input; where the last text ended when it is not from there.
  Span Place(std::string_view text) {
    if (!IsInput(text)) return Span{taken_, taken_};
    const auto begin = static_cast<uint64_t>(text.data() - markdown_.data());
    taken_ = std::max(taken_, begin + text.size());
    return Span{begin, begin + text.size()};
  }

  void TakeText(MD_TEXTTYPE type, std::string_view text) {
    const uint64_t taken_before = taken_;
    const Span place = Place(text);
    if (place.empty()) {
      // The line break inside `code` comes as a blank of the parser's own.
      if (!text.empty()) builder_.RequestBreak(Break::kSpace);
      return;
    }
    // White space just inside the marks of `code` is not reported, but words beside it are two.
    if (type == MD_TEXT_CODE || last_type_ == MD_TEXT_CODE) {
      const std::string_view gap =
          markdown_.substr(taken_before, place.begin - std::min(place.begin, taken_before));
      if (gap.find_first_of(" \t\n") != std::string_view::npos &&
          gap.find_first_not_of("` \t\n>") == std::string_view::npos) {
        builder_.RequestBreak(Break::kSpace);
      }
    }
    last_type_ = type;
    for (size_t at = 0; at < text.size();) {
      size_t end = at;
      while (end < text.size() && !IsAsciiSpace(text[end])) ++end;
      builder_.AppendCopy(place.begin + at, text.substr(at, end - at));
      if (end < text.size()) {
        builder_.RequestSpace(Span{place.begin + end, place.begin + end + 1}, text[end] == ' ');
        ++end;
      }
      at = end;
    }
  }

  void TakeEntity(std::string_view text) {
    const Span place = Place(text);
    const Entity& entity = entities_.Decode(text);
    if (entity.length == text.size()) {
      builder_.AppendReplacement(place, entity.text);
    } else {
      builder_.AppendCopy(place.begin, text);  // no name that HTML knows: it stands for itself
    }
  }

  // Inside a block of raw HTML lines are gathered; elsewhere it is a tag.
  void TakeHtml(std::string_view text) {
    const Span place = Place(text);
    if (in_html_block_) {
      html_.append(text);
      if (place.empty()) {
        html_map_.AppendReplacement(place, text.size());
      } else {
        html_map_.AppendCopy(place.begin, text.size());
      }
    } else if (StartsWithAnyCase(text, "<br")) {
      builder_.RequestBreak(Break::kLine);
    } else if (text.starts_with("<!--") || !comment_.empty()) {
      TakeComment(text, place);
    }
  }

  // A comment among text, which comes a line at a time.
  void TakeComment(std::string_view text, Span place) {
    if (comment_.empty()) comment_begin_ = place.begin;
    comment_.append(text);
    if (!comment_.ends_with("-->")) return;
    const std::string comment = std::exchange(comment_, "");
    if (comment.size() < 7) return;  // "<!-->"
    auto mark =
        MarkOfComment(std::string_view(comment).substr(4, comment.size() - 7), comment_begin_);
    if (mark) TakeMark(*std::move(mark));
  }

  // The prose of the lines gathered, character by character, as each has its own place.
  absl::Status TakeHtmlBlock() {
    TWICETOLD_ASSIGN_OR_RETURN(const HtmlPart part, ReadHtmlPart(html_));
    const std::string_view text = part.prose.text;
    const bool ignored = waiting_ && !text.empty();
    if (ignored) Mark(MarkKind::kBlockBegin, *std::exchange(waiting_, std::nullopt));
    const OffsetMap to_markdown = OffsetMap::Compose(part.prose.to_markup, html_map_);
    auto mark = part.marks.begin();
    const auto take_marks = [&](uint64_t up_to) {
      for (; mark != part.marks.end() && mark->text <= up_to; ++mark) {
        IgnoreMark moved = *mark;
        moved.source = html_map_.ToSource(Span{mark->source, mark->source}).begin;
        TakeMark(std::move(moved));
      }
    };
    for (size_t begin = 0, end = 0; begin < text.size(); begin = end) {
      take_marks(begin);
      end = begin + ReadUtf8(text, begin).length;
      const std::string_view character = text.substr(begin, end - begin);
      const Span place = to_markdown.ToSource(Span{begin, end});
      if (markdown_.substr(place.begin, place.size()) == character) {
        builder_.AppendCopy(place.begin, character);
      } else {
        builder_.AppendReplacement(place, character);
      }
    }
    take_marks(text.size());
    if (ignored) Mark(MarkKind::kBlockEnd, taken_);
    for (const uint64_t begin : part.unclosed) {
      TakeMark({MarkKind::kUnknown, 0, html_map_.ToSource(Span{begin, begin}).begin,
                "data-twicetold=\"ignore\" marks nothing behind its own HTML block, which a blank "
                "line ends; write twicetold:ignore-start and twicetold:ignore-end"});
    }
    if (part.waiting) {
      waiting_ = html_map_.ToSource(Span{*part.waiting, *part.waiting}).begin;
    }
    return absl::OkStatus();
  }

  std::string_view markdown_;
  ProseBuilder builder_;
  EntityDecoder entities_;
  absl::Status status_;
  uint64_t callbacks_left_ = 0;
  uint64_t taken_ = 0;                      // where the last text that came from the input ended
  MD_TEXTTYPE last_type_ = MD_TEXT_NORMAL;  // of the last text copied
  int code_blocks_ = 0;
  int images_ = 0;
  bool in_html_block_ = false;
  std::string html_;     // the lines of the raw HTML block
  OffsetMap html_map_;   // html_ -> markdown_
  std::string comment_;  // the comment among text that is coming, as far as it came
  uint64_t comment_begin_ = 0;
  std::vector<IgnoreMark> marks_;
  std::optional<uint64_t> waiting_;  // a twicetold:ignore whose block has not come yet
  uint64_t depth_ = 0;               // blocks that are open
  uint64_t ignored_depth_ = 0;       // of them, when that one is ignored whole; 0 for none
  bool in_ignored_text_ = false;
};

}  // namespace

absl::StatusOr<Prose> ReadMarkdown(std::string_view markdown) {
  return MarkdownReader(markdown).Read();
}

}  // namespace twicetold
