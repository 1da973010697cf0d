#include "twicetold/report/text_block.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "twicetold/base/concat.h"
#include "twicetold/base/span.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/report/terminal.h"
#include "twicetold/text/display_width.h"
#include "twicetold/text/utf8.h"

namespace twicetold {
namespace {

constexpr size_t kMarginWidth = 9;  // "   123 │ "
constexpr size_t kLeastWidth = 40;
constexpr std::string_view kMarked = "1;33";

bool IsSpace(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

// A piece that is never broken across lines, and whether it differs.
struct Piece {
  std::string text;
  bool marked = false;
  size_t spaces_before = 0;  // unless it begins a line
  std::string_view code;     // its colour, unless it is marked
};

// Cuts text into pieces at white space, at the borders of marks, and after wide characters
// (which take no space between them).
class PieceCutter {
 public:
  PieceCutter(std::string_view text, const std::vector<Span>& marks) : text_(text), marks_(marks) {}

  std::vector<Piece> Cut(Span range) {
    std::vector<Piece> pieces;
    Piece piece;
    const auto flush = [&] {
      if (!piece.text.empty()) pieces.push_back(std::move(piece));
      piece = Piece{};
    };
    bool space = false;
    for (uint64_t at = range.begin; at < range.end;) {
      if (IsSpace(text_[at])) {
        flush();
        space = true;
        ++at;
        continue;
      }
      const bool marked = IsMarked(at);
      const std::string_view character = text_.substr(at, ReadUtf8(text_, at).length);
      if (!piece.text.empty() && piece.marked != marked) flush();
      if (piece.text.empty()) {
        piece.marked = marked;
        piece.spaces_before = std::exchange(space, false) ? 1 : 0;
      }
      piece.text += Printable(character);
      if (DisplayWidth(character) > 1) flush();
      at += character.size();
    }
    flush();
    return pieces;
  }

 private:
  // Marks are sorted and asked for in order.
  bool IsMarked(uint64_t at) {
    while (next_ < marks_.size() && marks_[next_].end <= at) ++next_;
    return next_ < marks_.size() && marks_[next_].begin <= at;
  }

  std::string_view text_;
  const std::vector<Span>& marks_;
  size_t next_ = 0;
};

// Fills lines with pieces; `margin` begins the first, `follow` the ones after it.
class LineFiller {
 public:
  // The first line holds `width` columns and `hanging` more, the ones after it `width`.
  LineFiller(std::string margin, std::string follow, size_t width, size_t hanging,
             const TextStyle& style, std::ostream& out)
      : line_(std::move(margin)),
        follow_(std::move(follow)),
        width_(width),
        hanging_(hanging),
        style_(style),
        out_(out) {}

  void Add(const std::vector<Piece>& pieces) {
    for (size_t i = 0; i < pieces.size(); ++i) {
      const Piece& piece = pieces[i];
      const bool opens = piece.marked && (i == 0 || !pieces[i - 1].marked);
      const bool closes = piece.marked && (i + 1 == pieces.size() || !pieces[i + 1].marked);
      AddPiece(piece, opens, closes);
    }
  }

  void Finish() { out_ << line_ << '\n'; }

 private:
  void AddPiece(const Piece& piece, bool opens, bool closes) {
    std::string shown = piece.text;
    size_t width = DisplayWidth(shown);
    if (style_.colour) {
      const std::string_view code = piece.marked ? kMarked : piece.code;
      if (!code.empty()) shown = Coloured(style_, code, shown);
    } else {
      if (opens) shown.insert(0, 1, '{');
      if (closes) shown += '}';
      width += (opens ? 1U : 0U) + (closes ? 1U : 0U);
    }
    const size_t gap = used_ > 0 ? piece.spaces_before : 0;
    if (used_ > 0 && used_ + gap + width > width_ + hanging_) {
      out_ << line_ << '\n';
      hanging_ = 0;
      line_ = follow_;
      used_ = 0;
    } else {
      line_.append(gap, ' ');
      used_ += gap;
    }
    line_ += shown;
    used_ += width;
  }

  std::string line_;
  const std::string follow_;
  const size_t width_;
  size_t hanging_;
  size_t used_ = 0;
  const TextStyle& style_;
  std::ostream& out_;
};

std::string Margin(uint64_t line, const TextStyle& style) {
  std::string number = std::to_string(line);
  if (number.size() < kMarginWidth - 3) number.insert(0, kMarginWidth - 3 - number.size(), ' ');
  return Coloured(style, "2", Concat({number, " │ "}));
}

}  // namespace

std::string Coloured(const TextStyle& style, std::string_view code, std::string_view text) {
  if (!style.colour) return std::string(text);
  return Concat({"\x1b[", code, "m", text, "\x1b[0m"});
}

std::string Printable(std::string_view text) {
  std::string printable;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    // U+0080 to U+009F steer some terminals too.
    const bool c1 =
        byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if (IsSpace(text[i])) {
      printable += ' ';
    } else if (byte < 0x20 || byte == 0x7F || c1) {
      printable += "\xEF\xBF\xBD";
      i += c1 ? 1 : 0;
    } else {
      printable += text[i];
    }
  }
  return printable;
}

void WriteWrapped(std::string_view paragraph, size_t indent, const TextStyle& style,
                  std::ostream& out) {
  const std::string margin(indent, ' ');
  LineFiller filler(margin, margin, std::max(style.width, kLeastWidth) - indent, 0, style, out);
  filler.Add(PieceCutter(paragraph, {}).Cut(Span{0, paragraph.size()}));
  filler.Finish();
}

void WriteHeaded(std::string_view head, std::string_view head_code, std::string_view rest,
                 std::string_view rest_code, size_t indent, const TextStyle& style,
                 std::ostream& out) {
  constexpr size_t kFurtherIn = 4;
  const size_t width = std::max(style.width, kLeastWidth) - indent - kFurtherIn;
  std::vector<Piece> pieces = PieceCutter(rest, {}).Cut(Span{0, rest.size()});
  for (Piece& piece : pieces) piece.code = rest_code;
  if (!pieces.empty()) pieces.front().spaces_before = 2;
  Piece first;
  first.text = Printable(head);
  first.code = head_code;
  pieces.insert(pieces.begin(), std::move(first));
  // The head hangs out to the left, so that the first line is longer.
  LineFiller filler(std::string(indent, ' '), std::string(indent + kFurtherIn, ' '), width,
                    kFurtherIn, style, out);
  filler.Add(pieces);
  filler.Finish();
}

void WriteOccurrenceText(const FoundOccurrence& occurrence, const TextStyle& style,
                         std::ostream& out) {
  const size_t width = std::max(style.width, kLeastWidth) - kMarginWidth;
  const std::string follow =
      Coloured(style, "2", Concat({std::string(kMarginWidth - 2, ' '), "│ "}));
  PieceCutter cutter(occurrence.text, occurrence.edited);
  uint64_t begin = 0;
  uint64_t line = occurrence.place.begin.line;
  for (size_t i = 0; i <= occurrence.line_starts.size(); ++i) {
    const bool last = i == occurrence.line_starts.size();
    const uint64_t end = last ? occurrence.text.size() : occurrence.line_starts[i].offset;
    const std::vector<Piece> pieces = cutter.Cut(Span{begin, end});
    if (!pieces.empty()) {
      LineFiller filler(Margin(line, style), follow, width, 0, style, out);
      filler.Add(pieces);
      filler.Finish();
    }
    begin = end;
    if (!last) line = occurrence.line_starts[i].line;
  }
}

}  // namespace twicetold
