#ifndef TWICETOLD_IO_READER_H_
#define TWICETOLD_IO_READER_H_

// Bytes of files to Documents: one file a format, one function a format, all of the same shape.
//
// A format's reader takes the decoded bytes of one file and gives its documents, with maps that
// lead back to the file. What is not prose (markup, code blocks, scripts, front matter) is left
// out; what separates blocks becomes a blank line.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "absl/status/statusor.h"
#include "twicetold/text/decode.h"
#include "twicetold/text/document.h"
#include "twicetold/text/document_source.h"
#include "twicetold/text/offset_map.h"

namespace twicetold {

enum class Format { kDetect, kText, kMarkdown, kHtml, kJsonl };

std::string_view FormatName(Format format);  // "text", "markdown", "html", "jsonl"; "auto"
absl::StatusOr<Format> FormatFromName(std::string_view name);

// The format that a file name's extension says (.md .markdown, .html .htm .xhtml, .jsonl
// .ndjson, anything else text).
Format FormatOfPath(std::string_view path);
// The same, but nullopt for an extension that says no format (text has .txt and .text).
std::optional<Format> FormatOfExtension(std::string_view path);

struct ReadOptions {
  Format format = Format::kDetect;  // kDetect: by extension; standard input is text
  Encoding encoding = Encoding::kDetect;
  std::string text_field = "text";  // JSONL: the field that holds the text
  std::string id_field = "id";      // JSONL: the field that names a record; may be absent
  // Bytes; a larger file (JSONL: a larger line) is skipped with a message that names the option.
  uint64_t max_document_bytes = uint64_t{64} << 20;
};

// Prose of one page or note: text, and the map from it to the text it was taken from.
struct Prose {
  std::string text;
  OffsetMap to_markup;
};

// The prose of a Markdown text (CommonMark with GitHub's tables and strikethrough): no front
// matter, code blocks, link targets, image descriptions, comments or HTML tags; blocks of raw HTML
// are read as HTML. White space is collapsed, soft line breaks become spaces. `markdown` is UTF-8
// with LF line ends.
// ResourceExhausted for more than 4 GiB and for tables that unfold to far more cells than they
// have bytes. Thread-safe.
absl::StatusOr<Prose> ReadMarkdown(std::string_view markdown);

// The prose of an HTML page (HTML5 parsing): no head, scripts, styles, templates, comments,
// attributes, form choices, drawings, formulas or ruby readings, nothing that the markup itself
// hides. White space is collapsed as a browser does; block elements stand apart by a blank line,
// rows of a table by a line break, its cells by a tab. `html` is UTF-8 with LF line ends.
// Memory: up to some 60 times the page when it is all tags. ResourceExhausted for more than
// 4 GiB. Thread-safe.
absl::StatusOr<Prose> ReadHtml(std::string_view html);

// A document, or why there is none.
using ReadResult = std::variant<Document, SkippedDocument>;

// The documents of a file's bytes; `name` is what they are called. Text, Markdown and HTML give
// one, JSONL one a record, in order; what can't be read is a SkippedDocument in its place.
// kDetect goes by the extension of `name`. `accept` is called once for each and returns false to
// stop. Thread-safe.
void ReadBytes(std::string_view name, std::string_view bytes, const ReadOptions& options,
               const std::function<bool(ReadResult)>& accept);

}  // namespace twicetold

#endif  // TWICETOLD_IO_READER_H_
