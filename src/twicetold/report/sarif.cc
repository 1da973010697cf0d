#include "twicetold/report/sarif.h"

#include <array>
#include <cctype>
#include <cstddef>
#include <cstdint>
#include <map>
#include <ostream>
#include <string>
#include <string_view>

#include "twicetold/base/concat.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/report/json_writer.h"
#include "twicetold/report/told_repeat.h"
#include "twicetold/text/document_source.h"

namespace twicetold {
namespace {

struct Rule {
  Kind kind;
  std::string_view id;
  std::string_view level;
  std::string_view name;
  std::string_view text;
};

constexpr std::array kRules = {
    Rule{Kind::kText, "repeated-text", "warning", "RepeatedText",
         "A passage stands more than once. Keep it where it belongs and cut the other places."},
    Rule{Kind::kQuotation, "repeated-quotation", "note", "RepeatedQuotation",
         "Words in quotation marks stand more than once. Quote them once, or say why again."},
    Rule{Kind::kBoilerplate, "repeated-boilerplate", "note", "RepeatedBoilerplate",
         "Text that stands in many documents of one source, such as a sign-off."},
    Rule{Kind::kScaffolding, "repeated-scaffolding", "note", "RepeatedScaffolding",
         "Rows of lists or tables that are alike."},
};

size_t RuleOf(Kind kind) {
  size_t index = 0;
  while (kRules[index].kind != kind) ++index;
  return index;
}

class SarifWriter {
 public:
  SarifWriter(const Findings& findings, std::string_view version, std::ostream& out)
      : findings_(findings), version_(version), json_(out, JsonWriter::Layout::kIndented) {
    for (const DocumentFinding& document : findings.documents) {
      if (document.file != "-") artifacts_.try_emplace(document.file, artifacts_.size());
    }
    // Numbered in order of the names, as they are written.
    size_t number = 0;
    for (auto& [file, index] : artifacts_) index = number++;
  }

  void Write() {
    json_.BeginObject();
    json_.Field("$schema",
                "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
                "sarif-schema-2.1.0.json");
    json_.Field("version", "2.1.0");
    json_.Key("runs");
    json_.BeginArray();
    json_.BeginObject();
    WriteTool();
    WriteInvocation();
    json_.Field("columnKind", "unicodeCodePoints");
    WriteArtifacts();
    json_.Key("results");
    json_.BeginArray();
    for (const FoundRepeat& repeat : findings_.repeats) WriteResult(repeat, nullptr);
    for (const SuppressedRepeat& suppressed : findings_.suppressed) {
      WriteResult(suppressed.repeat, &suppressed.reason);
    }
    json_.EndArray();
    json_.Key("properties");
    json_.BeginObject();
    json_.Field("verdict", Verdict(findings_));
    json_.Field("recipe", findings_.recipe.Fingerprint());
    json_.EndObject();
    json_.EndObject();
    json_.EndArray();
    json_.EndObject();
  }

 private:
  // "key": {"text": ...}
  void WriteMessage(std::string_view key, std::string_view text) {
    json_.Key(key);
    json_.BeginObject();
    json_.Field("text", text);
    json_.EndObject();
  }

  void WriteTool() {
    json_.Key("tool");
    json_.BeginObject();
    json_.Key("driver");
    json_.BeginObject();
    json_.Field("name", "twicetold");
    json_.Field("semanticVersion", version_);
    json_.Key("rules");
    json_.BeginArray();
    for (const Rule& rule : kRules) {
      json_.BeginObject();
      json_.Field("id", rule.id);
      json_.Field("name", rule.name);
      WriteMessage("shortDescription", rule.text);
      WriteMessage("help",
                   "The related locations are the other places. To accept a repeat, enter it into "
                   "a baseline (--baseline) or mark its text with twicetold:ignore.");
      json_.Key("defaultConfiguration");
      json_.BeginObject();
      json_.Field("level", rule.level);
      json_.EndObject();
      json_.EndObject();
    }
    json_.EndArray();
    json_.EndObject();
    json_.EndObject();
  }

  void WriteNotification(std::string_view level, std::string_view text) {
    json_.BeginObject();
    json_.Field("level", level);
    WriteMessage("message", text);
    json_.EndObject();
  }

  void WriteInvocation() {
    const Limits& limits = findings_.summary.limits;
    json_.Key("invocations");
    json_.BeginArray();
    json_.BeginObject();
    json_.Field("executionSuccessful", findings_.skipped.empty());
    json_.Key("toolExecutionNotifications");
    json_.BeginArray();
    for (const SkippedDocument& skipped : findings_.skipped) {
      const std::string line =
          skipped.line == 0 ? std::string() : Concat({":", std::to_string(skipped.line)});
      WriteNotification("error", Concat({skipped.name, line,
                                         ": not read: ", std::string(skipped.reason.message())}));
    }
    if (limits.hot_shingles > 0 || limits.ungrown_seeds > 0 || limits.hot_buckets > 0) {
      WriteNotification(
          "warning",
          "A limit on the work was reached, so not every place need be told; the text "
          "report says which option raises it.");
    }
    json_.EndArray();
    json_.EndObject();
    json_.EndArray();
  }

  void WriteArtifacts() {
    json_.Key("artifacts");
    json_.BeginArray();
    for (const auto& [file, index] : artifacts_) {
      json_.BeginObject();
      json_.Key("location");
      json_.BeginObject();
      json_.Field("uri", UriOf(file));
      json_.EndObject();
      json_.EndObject();
    }
    json_.EndArray();
  }

  void WriteRegion(const Place& place) {
    json_.Key("region");
    json_.BeginObject();
    json_.Field("startLine", place.begin.line);
    json_.Field("startColumn", place.begin.column);
    json_.Field("endLine", place.end.line);
    json_.Field("endColumn", place.end.column);
    json_.Field("charOffset", place.begin.chars);
    json_.Field("charLength", place.end.chars - place.begin.chars);
    json_.Field("byteOffset", place.begin.byte);
    json_.Field("byteLength", place.end.byte - place.begin.byte);
    json_.EndObject();
  }

  // The fields of a location object.
  void WriteLocation(const FoundOccurrence& occurrence) {
    const DocumentFinding& document = findings_.documents[occurrence.document];
    if (const auto artifact = artifacts_.find(document.file); artifact != artifacts_.end()) {
      json_.Key("physicalLocation");
      json_.BeginObject();
      json_.Key("artifactLocation");
      json_.BeginObject();
      json_.Field("uri", UriOf(document.file));
      json_.Field("index", uint64_t{artifact->second});
      json_.EndObject();
      WriteRegion(occurrence.place);
      json_.EndObject();
    }
    if (document.name == document.file && document.file != "-") return;
    json_.Key("logicalLocations");
    json_.BeginArray();
    json_.BeginObject();
    json_.Field("fullyQualifiedName", document.name);
    json_.Field("kind", document.file == "-" ? "stream" : "record");
    json_.EndObject();
    json_.EndArray();
  }

  std::string Message(const FoundRepeat& repeat, size_t primary) const {
    const FoundOccurrence& here = repeat.occurrences[primary];
    std::string text =
        Concat({std::to_string(repeat.words), " words (", KindName(repeat.kind), ", ",
                Likeness(repeat), ") stand in ", std::to_string(repeat.occurrences.size()),
                " places: \u201C", Escaped(Excerpt(here.text, 120)), "\u201D."});
    text += " Also in ";
    size_t link = 0;
    for (size_t i = 0; i < repeat.occurrences.size(); ++i) {
      if (i == primary) continue;
      ++link;
      if (link > kMostLinks) break;
      text +=
          Concat({link == 1 ? "" : ", ", "[", Escaped(PlaceName(repeat.occurrences[i], findings_)),
                  "](", std::to_string(link), ")"});
    }
    const size_t others = repeat.occurrences.size() - 1;
    if (others > kMostLinks)
      text += Concat({" and ", std::to_string(others - kMostLinks), " more"});
    return text + ".";
  }

  // Brackets begin a link in a message (section 3.11.6).
  static std::string Escaped(std::string_view text) {
    std::string escaped;
    for (const char byte : text) {
      if (byte == '[' || byte == ']' || byte == '\\') escaped.push_back('\\');
      escaped.push_back(byte);
    }
    return escaped;
  }

  void WriteRelated(const FoundRepeat& repeat, size_t primary) {
    json_.Key("relatedLocations");
    json_.BeginArray();
    uint64_t link = 0;
    for (size_t i = 0; i < repeat.occurrences.size(); ++i) {
      if (i == primary) continue;
      const FoundOccurrence& occurrence = repeat.occurrences[i];
      json_.BeginObject();
      json_.Field("id", ++link);
      WriteLocation(occurrence);
      WriteMessage("message",
                   Concat({"Another place: \u201C", Excerpt(occurrence.text, 120), "\u201D"}));
      json_.EndObject();
    }
    json_.EndArray();
  }

  void WriteResult(const FoundRepeat& repeat, const std::string* suppressed) {
    const size_t rule = RuleOf(repeat.kind);
    const size_t primary = PlaceToCut(repeat, findings_);
    json_.BeginObject();
    json_.Field("ruleId", kRules[rule].id);
    json_.Field("ruleIndex", uint64_t{rule});
    json_.Field("level", kRules[rule].level);
    WriteMessage("message", Message(repeat, primary));
    json_.Key("locations");
    json_.BeginArray();
    json_.BeginObject();
    WriteLocation(repeat.occurrences[primary]);
    json_.EndObject();
    json_.EndArray();
    WriteRelated(repeat, primary);
    json_.Key("partialFingerprints");
    json_.BeginObject();
    json_.Field("twicetold/v1", repeat.fingerprint);
    json_.EndObject();
    if (suppressed != nullptr) WriteSuppression(repeat, *suppressed);
    json_.Key("properties");
    json_.BeginObject();
    json_.Field("kind", KindName(repeat.kind));
    json_.Field("words", repeat.words);
    json_.Field("identity", repeat.identity);
    json_.Field("id", repeat.id);
    if (!repeat.family.empty()) json_.Field("family", repeat.family);
    json_.EndObject();
    json_.EndObject();
  }

  void WriteSuppression(const FoundRepeat& repeat, std::string_view reason) {
    bool marked = false;
    for (const FoundOccurrence& occurrence : repeat.occurrences) marked |= occurrence.marked;
    json_.Key("suppressions");
    json_.BeginArray();
    json_.BeginObject();
    json_.Field("kind", marked ? "inSource" : "external");
    json_.Field("justification", reason);
    json_.EndObject();
    json_.EndArray();
  }

  static constexpr size_t kMostLinks = 10;  // in a message; related locations has all

  const Findings& findings_;
  const std::string_view version_;
  JsonWriter json_;
  std::map<std::string, size_t> artifacts_;  // by file
};

}  // namespace

std::string UriOf(std::string_view file) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  constexpr std::string_view kPlain = "-._~/";
  std::string uri(file.starts_with('/') ? "file://" : "");
  for (const char byte : file) {
    const auto code = static_cast<unsigned char>(byte);
    if (code < 0x80 && (std::isalnum(code) != 0 || kPlain.find(byte) != std::string_view::npos)) {
      uri.push_back(byte);
    } else {
      uri += {'%', kHex[code >> 4U], kHex[code & 15U]};
    }
  }
  return uri;
}

void WriteSarif(const Findings& findings, std::string_view version, std::ostream& out) {
  SarifWriter(findings, version, out).Write();
}

}  // namespace twicetold
