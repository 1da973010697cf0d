#include "twicetold/io/reader.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/status.h"
#include "twicetold/io/ascii.h"
#include "twicetold/io/compression.h"
#include "twicetold/io/date.h"
#include "twicetold/io/jsonl.h"
#include "twicetold/io/page_encoding.h"
#include "twicetold/io/size_limit.h"
#include "twicetold/text/offset_map.h"

namespace twicetold {
namespace {

// The folder that directly holds the file at `path`; "" when the path names none.
std::string FolderOf(std::string_view path) {
  std::string_view folder = path.substr(0, path.rfind('/') + 1);  // npos + 1 is 0
  while (folder.ends_with('/') || folder.ends_with("/.")) folder.remove_suffix(1);
  folder = folder.substr(folder.rfind('/') + 1);
  return folder == "." || folder == ".." ? "" : std::string(folder);
}

// What the page said of itself, and for the rest what its path says.
Metadata MetadataOf(std::string_view path, Metadata said) {
  if (said.date.empty()) said.date = DateInFileName(path).value_or("");
  if (said.source.empty()) said.source = FolderOf(path);
  return said;
}

// Takes over what the reader of a page found. `decoded` is not yet taken apart.
void TakeProse(Prose prose, const DecodedText& decoded, Document& document) {
  for (ProseNote& note : prose.notes) {
    const uint64_t byte = decoded.to_source.ToSource(Span{note.source, note.source}).begin;
    document.notes.push_back(Concat(
        {"line ", std::to_string(decoded.positions.At(byte).line), ": ", std::move(note.text)}));
  }
  document.text = std::move(prose.text);
  document.to_source = OffsetMap::Compose(prose.to_markup, decoded.to_source);
  document.metadata = std::move(prose.metadata);
  document.ignored = std::move(prose.ignored);
}

absl::StatusOr<Document> ReadPage(std::string_view name, std::string_view bytes, Format format,
                                  const ReadOptions& options) {
  if (bytes.size() > options.max_document_bytes) {
    return TooLarge("the file", bytes.size(), options.max_document_bytes);
  }
  TWICETOLD_ASSIGN_OR_RETURN(DecodedText decoded, Decode(bytes, options.encoding));
  Document document;
  if (format == Format::kText) {
    document.text = std::move(decoded.text);
    document.to_source = std::move(decoded.to_source);
  } else {
    if (format == Format::kHtml && options.encoding == Encoding::kDetect) {
      TWICETOLD_RETURN_IF_ERROR(CheckDeclaredEncoding(decoded));
    }
    absl::StatusOr<Prose> prose =
        format == Format::kHtml ? ReadHtml(decoded.text) : ReadMarkdown(decoded.text);
    if (!prose.ok()) return prose.status();
    TakeProse(*std::move(prose), decoded, document);
  }
  document.name = std::string(name);
  document.file = document.name;
  document.metadata = MetadataOf(name, std::move(document.metadata));
  document.positions = std::move(decoded.positions);
  document.format = std::string(FormatName(format));
  document.encoding = decoded.encoding;
  document.encoding_guessed = decoded.guessed;
  document.repaired = decoded.repaired;
  return document;
}

void ReadRecords(std::string_view name, std::string_view bytes, const ReadOptions& options,
                 const std::function<bool(ReadResult)>& accept) {
  JsonlRecords records((std::string(name)), options);
  for (size_t begin = 0; begin < bytes.size() && !records.failed();) {
    const size_t newline = bytes.find('\n', begin);
    const size_t end = newline == std::string_view::npos ? bytes.size() : newline + 1;
    std::optional<ReadResult> result = records.Read(bytes.substr(begin, end - begin));
    if (result && !accept(*std::move(result))) return;
    begin = end;
  }
}

}  // namespace

std::string_view FormatName(Format format) {
  switch (format) {
    case Format::kDetect:
      return "auto";
    case Format::kText:
      return "text";
    case Format::kMarkdown:
      return "markdown";
    case Format::kHtml:
      return "html";
    case Format::kJsonl:
      return "jsonl";
  }
  return "auto";
}

absl::StatusOr<Format> FormatFromName(std::string_view name) {
  for (const Format format :
       {Format::kDetect, Format::kText, Format::kMarkdown, Format::kHtml, Format::kJsonl}) {
    if (AsciiLower(name) == FormatName(format)) return format;
  }
  return absl::InvalidArgumentError(
      Concat({"\"", name, "\" is no input format; choose auto, text, markdown, html or jsonl"}));
}

std::optional<Format> FormatOfExtension(std::string_view path) {
  path = WithoutCompression(path);
  const std::string_view name = path.substr(path.rfind('/') + 1);  // npos + 1 is 0
  const size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return std::nullopt;
  const std::string extension = AsciiLower(name.substr(dot + 1));
  if (extension == "txt" || extension == "text") return Format::kText;
  if (extension == "md" || extension == "markdown") return Format::kMarkdown;
  if (extension == "html" || extension == "htm" || extension == "xhtml") return Format::kHtml;
  if (extension == "jsonl" || extension == "ndjson") return Format::kJsonl;
  return std::nullopt;
}

Format FormatOfPath(std::string_view path) {
  return FormatOfExtension(path).value_or(Format::kText);
}

void ReadBytes(std::string_view name, std::string_view bytes, const ReadOptions& options,
               const std::function<bool(ReadResult)>& accept) {
  const Format format = options.format == Format::kDetect ? FormatOfPath(name) : options.format;
  if (format == Format::kJsonl) {
    ReadRecords(name, bytes, options, accept);
    return;
  }
  absl::StatusOr<Document> document = ReadPage(name, bytes, format, options);
  if (document.ok()) {
    accept(*std::move(document));
  } else {
    accept(SkippedDocument{std::string(name), 0, document.status()});
  }
}

}  // namespace twicetold
