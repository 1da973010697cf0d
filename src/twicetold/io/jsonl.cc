// JSON Lines to documents.
//
// Every line is decoded (and repaired) as text first, then parsed in place; the text field's raw
// token is unescaped by ReadJsonString, which keeps the map. Three maps compose: text to JSON,
// JSON to the line's bytes, the line to the file.
//
// Limits: the on-demand parser checks the line's UTF-8, strings, brackets and the fields it walks
// over, but not what is inside nested values that nobody asked for. When a field stands twice,
// the last one counts, as in most programs that read JSON. UTF-16 cannot be cut into lines by
// bytes and is refused.

#include "twicetold/io/jsonl.h"

#include <simdjson.h>

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/status.h"
#include "twicetold/io/ascii.h"
#include "twicetold/io/date.h"
#include "twicetold/io/json_string.h"
#include "twicetold/io/size_limit.h"
#include "twicetold/text/offset_map.h"

namespace twicetold {
namespace {

constexpr std::string_view kMend = "; mend the line or take it out";
constexpr size_t kFieldsNamed = 8;

absl::Status BrokenLine(simdjson::error_code error) {
  std::string_view trouble;
  switch (error) {
    case simdjson::UNCLOSED_STRING:
      trouble = "a string has no closing quotation mark";
      break;
    case simdjson::INCOMPLETE_ARRAY_OR_OBJECT:
      trouble = "it ends before its object does";
      break;
    case simdjson::UNESCAPED_CHARS:
      trouble = "a string holds an unescaped control character";
      break;
    case simdjson::CAPACITY:
      trouble = "it is longer than 4 GiB";
      break;
    case simdjson::INCORRECT_TYPE:
      return absl::InvalidArgumentError(
          "the line is no JSON object; a JSON Lines file has one object a line");
    default:
      return absl::InvalidArgumentError(Concat({"the line is not valid JSON", kMend}));
  }
  return absl::InvalidArgumentError(Concat({"the line is not valid JSON: ", trouble, kMend}));
}

std::string Message(const absl::Status& status) { return std::string(status.message()); }

std::string_view KindOfValue(std::string_view token) {
  switch (token.empty() ? '\0' : token[0]) {
    case '{':
      return "an object";
    case '[':
      return "an array";
    case 'n':
      return "null";
    case 't':
    case 'f':
      return "true or false";
    default:
      return "a number";
  }
}

// RFC 8259, section 6; of any size. (simdjson refuses numbers that no double holds.)
bool IsNumber(std::string_view token) {
  size_t at = token.starts_with('-') ? 1 : 0;
  const auto digits = [&token, &at] {
    const size_t begin = at;
    while (at < token.size() && IsAsciiDigit(token[at])) ++at;
    return at - begin;
  };
  const bool zero = at < token.size() && token[at] == '0';
  const size_t whole = digits();
  if (whole == 0 || (zero && whole > 1)) return false;
  if (at < token.size() && token[at] == '.') {
    ++at;
    if (digits() == 0) return false;
  }
  if (at < token.size() && AsciiLower(token[at]) == 'e') {
    ++at;
    if (at < token.size() && (token[at] == '+' || token[at] == '-')) ++at;
    if (digits() == 0) return false;
  }
  return at == token.size();
}

// The text of a field's value that stands in `json` (a number's as written); "" for a missing field
// and a value of any other kind.
std::string PlainText(const std::string& json, std::optional<std::string_view> token) {
  if (!token) return "";
  if (!token->starts_with("\"")) {
    return KindOfValue(*token) == "a number" ? std::string(*token) : "";
  }
  absl::StatusOr<JsonString> string =
      ReadJsonString(json, static_cast<size_t>(token->data() - json.data()));
  return string.ok() ? std::move(string->text) : "";
}

// The value of a field as it stands in the line; tokens begin in the line's text.
struct Fields {
  std::optional<std::string_view> text;
  std::optional<std::string_view> id;
  std::optional<std::string_view> date;
  std::optional<std::string_view> source;
  std::optional<std::string_view> series;
  std::string names;  // of the first few, for a message
  size_t count = 0;
};

// What the fields of the record called `id` say; for the rest, its id and the file's name.
Metadata MetadataOf(const std::string& json, const Fields& fields, std::string_view id,
                    std::string_view file) {
  Metadata metadata;
  metadata.date = ParseDate(PlainText(json, fields.date)).value_or("");
  if (metadata.date.empty()) metadata.date = DateInFileName(file).value_or("");
  metadata.source = PlainText(json, fields.source);
  if (metadata.source.empty() && id.find('/') != std::string_view::npos) {
    metadata.source = std::string(id.substr(0, id.find('/')));
  }
  metadata.series = PlainText(json, fields.series);
  return metadata;
}

}  // namespace

bool LooksLikeUtf16(std::string_view bytes) {
  return bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF") ||
         bytes.starts_with(std::string_view("{\0", 2)) ||
         bytes.starts_with(std::string_view("\0{", 2));
}

absl::Status Utf16Refused() {
  return absl::InvalidArgumentError(
      "JSON Lines in UTF-16 are not read; convert the file to UTF-8, for example with iconv -f "
      "UTF-16 -t UTF-8");
}

// Holds simdjson's buffers, reused from line to line.
class JsonlRecords::Parser {
 public:
  // The fields of the object in `json`, whose capacity must leave SIMDJSON_PADDING behind its end.
  absl::StatusOr<Fields> Parse(const std::string& json, const ReadOptions& options) {
    simdjson::ondemand::document document;
    simdjson::ondemand::object object;
    simdjson::error_code error =
        parser_.iterate(json.data(), json.size(), json.capacity()).get(document);
    if (error == simdjson::SUCCESS) error = document.get_object().get(object);
    if (error != simdjson::SUCCESS) return BrokenLine(error);
    Fields fields;
    for (simdjson::simdjson_result<simdjson::ondemand::field> entry : object) {
      simdjson::ondemand::field field;
      if (error = std::move(entry).get(field); error != simdjson::SUCCESS) return BrokenLine(error);
      TWICETOLD_RETURN_IF_ERROR(TakeField(field, json, options, fields));
    }
    const char* rest = nullptr;
    if (document.current_location().get(rest) == simdjson::SUCCESS) {
      return absl::InvalidArgumentError(Concat({"the line goes on behind its object", kMend}));
    }
    return fields;
  }

 private:
  static absl::Status TakeField(simdjson::ondemand::field& field, const std::string& json,
                                const ReadOptions& options, Fields& fields) {
    const auto key_begin = static_cast<size_t>(field.key().raw() - json.data()) - 1;
    absl::StatusOr<JsonString> key = ReadJsonString(json, key_begin);
    if (!key.ok()) {
      return absl::InvalidArgumentError(
          Concat({"the line is not valid JSON: ", Message(key.status()), kMend}));
    }
    std::string_view token;
    simdjson::ondemand::json_type type{};
    if (const auto error = field.value().type().get(type); error != simdjson::SUCCESS) {
      return BrokenLine(error);
    }
    if (type == simdjson::ondemand::json_type::object ||
        type == simdjson::ondemand::json_type::array) {
      token = type == simdjson::ondemand::json_type::object ? "{" : "[";
    } else {
      token = StripTrailingSpace(field.value().raw_json_token());
      if (!token.starts_with('"') && token != "true" && token != "false" && token != "null" &&
          !IsNumber(token)) {
        return BrokenLine(simdjson::TAPE_ERROR);
      }
    }
    if (key->text == options.text_field) fields.text = token;
    if (key->text == options.id_field) fields.id = token;
    const auto is = [&key](const std::string& name) { return !name.empty() && key->text == name; };
    if (is(options.date_field)) fields.date = token;
    if (is(options.source_field)) fields.source = token;
    if (is(options.series_field)) fields.series = token;
    if (fields.count++ < kFieldsNamed) {
      fields.names.append(fields.names.empty() ? "" : ", ").append(key->text);
    }
    return absl::OkStatus();
  }

  simdjson::ondemand::parser parser_;
};

JsonlRecords::JsonlRecords(std::string name, const ReadOptions& options)
    : name_(std::move(name)), options_(options), parser_(std::make_unique<Parser>()) {}

JsonlRecords::~JsonlRecords() = default;

ReadResult JsonlRecords::Skip(const absl::Status& reason, uint64_t line) const {
  return SkippedDocument{name_, line, reason};
}

std::optional<ReadResult> JsonlRecords::Read(std::string_view line) {
  const uint64_t line_number = position_.line;
  const bool utf16 = options_.encoding == Encoding::kUtf16LittleEndian ||
                     options_.encoding == Encoding::kUtf16BigEndian;
  if (utf16 ||
      (position_.byte == 0 && options_.encoding == Encoding::kDetect && LooksLikeUtf16(line))) {
    failed_ = true;
    return Skip(Utf16Refused(), 0);
  }
  if (line.size() > options_.max_document_bytes) return PassLastPiece(line);
  // Detection must not take one odd line for UTF-16, in which its end would be none.
  if (line.find('\0') != std::string_view::npos || LooksLikeUtf16(line)) {
    AdvanceByCounting(line);
    return Skip(absl::InvalidArgumentError(Concat({"the line is not text", kMend})), line_number);
  }
  absl::StatusOr<DecodedText> decoded = Decode(line, options_.encoding);
  if (!decoded.ok()) {
    AdvanceByCounting(line);
    return Skip(decoded.status(), line_number);
  }
  decoded->positions.SetBase(position_);
  const Position next = decoded->positions.At(position_.byte + line.size());
  const bool blank = StripTrailingSpace(decoded->text).empty();
  std::optional<ReadResult> result;
  if (!blank) {
    absl::StatusOr<Document> document = ReadRecord(line, *std::move(decoded));
    if (document.ok()) {
      result = *std::move(document);
    } else {
      result = Skip(document.status(), line_number);
    }
  }
  position_ = next;
  return result;
}

absl::StatusOr<Document> JsonlRecords::ReadRecord(std::string_view line, DecodedText decoded) {
  std::string& json = decoded.text;
  json.reserve(json.size() + simdjson::SIMDJSON_PADDING);
  TWICETOLD_ASSIGN_OR_RETURN(const Fields fields, parser_->Parse(json, options_));
  if (!fields.text) {
    return absl::InvalidArgumentError(
        Concat({"the record has no field \"", options_.text_field, "\"",
                fields.names.empty() ? "" : Concat({" (it has ", fields.names, ")"}),
                "; name the field that holds the text with --text-field"}));
  }
  if (!fields.text->starts_with("\"")) {
    return absl::InvalidArgumentError(
        Concat({"the field \"", options_.text_field, "\" holds ", KindOfValue(*fields.text),
                ", not a string; name the field that holds the text with --text-field"}));
  }
  const auto text_begin = static_cast<size_t>(fields.text->data() - json.data());
  absl::StatusOr<JsonString> text = ReadJsonString(json, text_begin);
  if (!text.ok()) {
    return absl::InvalidArgumentError(
        Concat({"the field \"", options_.text_field, "\": ", Message(text.status()), kMend}));
  }
  std::string id = PlainText(json, fields.id);
  Document document;
  document.metadata = MetadataOf(json, fields, id, name_);
  if (id.empty()) id = Concat({"L", std::to_string(position_.line)});

  OffsetMap to_file;
  to_file.AppendCopy(position_.byte, line.size());
  document.name = Concat({name_, "#", id});
  document.file = name_;
  document.text = std::move(text->text);
  document.to_source =
      OffsetMap::Compose(text->to_source, OffsetMap::Compose(decoded.to_source, to_file));
  document.positions = std::move(decoded.positions);
  document.format = std::string(FormatName(Format::kJsonl));
  document.encoding = decoded.encoding;
  document.encoding_guessed = decoded.guessed;
  document.repaired = decoded.repaired + text->repaired;
  return document;
}

void JsonlRecords::AdvanceByCounting(std::string_view bytes) {
  const bool one_byte_each =
      options_.encoding == Encoding::kWindows1252 || options_.encoding == Encoding::kLatin1;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    const bool begins = one_byte_each || (byte & 0xC0U) != 0x80U;
    position_.chars += begins ? 1 : 0;
    position_.utf16 += begins ? (!one_byte_each && byte >= 0xF0 ? 2 : 1) : 0;
  }
  position_.byte += bytes.size();
  if (bytes.ends_with("\n")) ++position_.line;
}

void JsonlRecords::PassPiece(std::string_view piece) {
  AdvanceByCounting(piece);
  passed_ += piece.size();
}

ReadResult JsonlRecords::PassLastPiece(std::string_view piece) {
  const uint64_t line_number = position_.line;
  PassPiece(piece);
  return Skip(TooLarge("the line", std::exchange(passed_, 0), options_.max_document_bytes),
              line_number);
}

}  // namespace twicetold
