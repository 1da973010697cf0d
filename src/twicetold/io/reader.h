#ifndef TWICETOLD_IO_READER_H_
#define TWICETOLD_IO_READER_H_

// Bytes of files to Documents: one file a format, one function a format, all of the same shape.
//
// A format's reader takes the decoded bytes of one file and gives its documents, with maps that
// lead back to the file. What is not prose (markup, code blocks, scripts, front matter) is left
// out; what separates blocks becomes a blank line.
//
// Beside the text, Document::metadata is filled from the first of these that says something:
//
//   date    JSONL: the date field, a string or a number such as 20050314. Markdown: "date" of the
//           front matter. HTML: <meta> named article:published_time; then <meta> named date,
//           dc.date, dc.date.issued, pubdate or parsely-pub-date; then <time datetime> with
//           pubdate or itemprop="datePublished"; then the first <time datetime>. All: the one day
//           in the file's name. What dates may look like says io/date.h; any other is passed over.
//   source  JSONL: the source field, a string or a number; then the id up to its first "/".
//           Markdown: "source" of the front matter. HTML: <meta> named og:site_name. Files that
//           are no JSONL: the name of the folder that directly holds the file, as the path says.
//   series  JSONL: the series field, a string or a number. Markdown: "series" of the front matter.
//
// A <meta> may be named by name or property; of two alike, the first that holds counts. In Markdown
// and HTML, comments mark what is meant to stand twice (io/ignore_marks.h), and so does the
// attribute data-twicetold="ignore" of an HTML element; Document::ignored has what they mark. In
// Markdown the attribute marks nothing behind the HTML block that it stands in. In code blocks of
// Markdown, plain text and JSONL, marks are text.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/span.h"
#include "twicetold/text/decode.h"
#include "twicetold/text/document.h"
#include "twicetold/text/document_source.h"
#include "twicetold/text/offset_map.h"

namespace twicetold {

enum class Format { kDetect, kText, kMarkdown, kHtml, kJsonl };

std::string_view FormatName(Format format);  // "text", "markdown", "html", "jsonl"; "auto"
absl::StatusOr<Format> FormatFromName(std::string_view name);

// The format that a file name's extension says (.md .markdown, .html .htm .xhtml, .jsonl
// .ndjson, anything else text). A .gz or .zst behind it is not looked at.
Format FormatOfPath(std::string_view path);
// The same, but nullopt for an extension that says no format (text has .txt and .text).
std::optional<Format> FormatOfExtension(std::string_view path);

// Which files a walked folder gives.
struct WalkOptions {
  // Leave out what .gitignore and .twicetoldignore say: those of the folder and the ones in it, and
  // those around it up to the root of its git repository, and .git/info/exclude. A file or folder
  // that is named itself is read all the same.
  bool use_ignore_files = true;
  // Patterns as in a .gitignore of the walked folder. If there are any in `include`, only files
  // that they match are read, of any extension (text, when it says no format). `exclude` leaves
  // files out, or with "!" takes back what an ignore file says.
  std::vector<std::string> include;
  std::vector<std::string> exclude;
};

// InvalidArgument, with what is wrong, for a pattern of WalkOptions that can match nothing: empty,
// or broken off.
absl::Status CheckPattern(std::string_view pattern);

struct ReadOptions {
  Format format = Format::kDetect;  // kDetect: by extension; standard input is text
  Encoding encoding = Encoding::kDetect;
  std::string text_field = "text";  // JSONL: the field that holds the text
  std::string id_field = "id";      // JSONL: the field that names a record; may be absent
  // JSONL: the fields of Document::metadata; "" for none.
  std::string date_field = "date";
  std::string source_field = "source";
  std::string series_field;
  // Bytes; a larger file (JSONL: a larger line) is skipped with a message that names the option.
  uint64_t max_document_bytes = uint64_t{64} << 20;
  WalkOptions walk;
};

// What an author should know about the marks in a page.
struct ProseNote {
  uint64_t source = 0;  // the offset in the markup that it is about
  std::string text;
};

// Prose of one page or note: text, and the map from it to the text it was taken from.
struct Prose {
  std::string text;
  OffsetMap to_markup;
  Metadata metadata;             // as the page itself says
  std::vector<Span> ignored;     // sorted, disjoint spans of `text` that the page marks
  std::vector<ProseNote> notes;  // in the order of the page
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
