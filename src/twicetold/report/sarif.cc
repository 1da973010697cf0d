#include "twicetold/report/sarif.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <ostream>
#include <string>
#include <string_view>

#include "twicetold/base/concat.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/report/sarif_message.h"
#include "twicetold/report/sarif_tool.h"
#include "twicetold/report/told_repeat.h"
#include "twicetold/report/uri.h"
#include "twicetold/text/json_writer.h"

namespace twicetold {
namespace {

// The name of an encoding as IANA has it.
std::string CharsetOf(std::string_view encoding) {
  if (encoding == "latin-1") return "ISO-8859-1";
  std::string name(encoding);
  if (!name.starts_with("utf-")) return name;
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return name;
}

struct Artifact {
  size_t index = 0;
  std::string_view encoding;
  bool checked = false;  // a document of it is checked, not a reference only
};

class SarifWriter {
 public:
  SarifWriter(const Findings& findings, std::string_view version, std::ostream& out)
      : findings_(findings), version_(version), json_(out, JsonWriter::Layout::kIndented) {
    for (const DocumentFinding& document : findings.documents) {
      if (document.file == "-") continue;
      Artifact& artifact = artifacts_[document.file];
      if (artifact.encoding.empty()) artifact.encoding = document.encoding;
      artifact.checked = artifact.checked || !document.reference;
    }
    // Numbered in order of the names, as they are written.
    size_t number = 0;
    for (auto& [file, artifact] : artifacts_) artifact.index = number++;
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
    WriteSarifTool(version_, json_);
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
  // "key": {"name": value}
  template <typename Value>
  void WriteOne(std::string_view key, std::string_view name, const Value& value) {
    json_.Key(key);
    json_.BeginObject();
    json_.Field(name, value);
    json_.EndObject();
  }

  void WriteInvocation() {
    json_.Key("invocations");
    json_.BeginArray();
    json_.BeginObject();
    json_.Field("executionSuccessful", findings_.skipped.empty());
    json_.Key("toolExecutionNotifications");
    json_.BeginArray();
    for (const SarifNotification& notification : SarifNotifications(findings_)) {
      json_.BeginObject();
      WriteOne("descriptor", "id", notification.id);
      json_.Field("level", notification.level);
      WriteOne("message", "text", notification.text);
      if (!notification.file.empty()) {
        json_.Key("locations");
        json_.BeginArray();
        json_.BeginObject();
        json_.Key("physicalLocation");
        json_.BeginObject();
        WriteArtifactLocation(notification.file);
        if (notification.line > 0) WriteOne("region", "startLine", uint64_t{notification.line});
        json_.EndObject();
        json_.EndObject();
        json_.EndArray();
      }
      json_.EndObject();
    }
    json_.EndArray();
    json_.EndObject();
    json_.EndArray();
  }

  void WriteArtifacts() {
    json_.Key("artifacts");
    json_.BeginArray();
    for (const auto& [file, artifact] : artifacts_) {
      json_.BeginObject();
      WriteOne("location", "uri", UriOf(file));
      if (!artifact.encoding.empty()) json_.Field("encoding", CharsetOf(artifact.encoding));
      if (artifact.checked) {
        json_.Key("roles");
        json_.BeginArray(true);
        json_.String("analysisTarget");
        json_.EndArray();
      }
      json_.EndObject();
    }
    json_.EndArray();
  }

  void WriteArtifactLocation(const std::string& file) {
    json_.Key("artifactLocation");
    json_.BeginObject();
    json_.Field("uri", UriOf(file));
    if (const auto artifact = artifacts_.find(file); artifact != artifacts_.end()) {
      json_.Field("index", uint64_t{artifact->second.index});
    }
    json_.EndObject();
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
    const bool stream = document.file == "-";
    if (!stream) {
      json_.Key("physicalLocation");
      json_.BeginObject();
      WriteArtifactLocation(document.file);
      WriteRegion(occurrence.place);
      json_.EndObject();
    }
    if (document.name == document.file && !stream) return;
    json_.Key("logicalLocations");
    json_.BeginArray();
    json_.BeginObject();
    // "FILE#ID"
    const bool record = document.name.starts_with(Concat({document.file, "#"}));
    if (record) json_.Field("name", document.name.substr(document.file.size() + 1));
    json_.Field("fullyQualifiedName", document.name);
    json_.Field("kind", record ? "record" : "stream");
    json_.EndObject();
    json_.EndArray();
  }

  void WriteRelated(const FoundRepeat& repeat, size_t primary) {
    json_.Key("relatedLocations");
    json_.BeginArray();
    uint64_t id = 0;
    for (size_t i = 0; i < repeat.occurrences.size(); ++i) {
      if (i == primary) continue;
      json_.BeginObject();
      json_.Field("id", ++id);
      WriteLocation(repeat.occurrences[i]);
      WriteOne("message", "text", RelatedMessage(repeat.occurrences[i]));
      json_.EndObject();
    }
    json_.EndArray();
  }

  void WriteResult(const FoundRepeat& repeat, const std::string* suppressed) {
    const size_t rule = SarifRuleOf(repeat.kind);
    const size_t primary = PlaceToCut(repeat, findings_);
    json_.BeginObject();
    json_.Field("ruleId", SarifRules()[rule].id);
    json_.Field("ruleIndex", uint64_t{rule});
    json_.Field("level", SarifRules()[rule].level);
    WriteOne("message", "text", ResultMessage(repeat, primary, findings_));
    json_.Key("locations");
    json_.BeginArray();
    json_.BeginObject();
    WriteLocation(repeat.occurrences[primary]);
    json_.EndObject();
    json_.EndArray();
    WriteRelated(repeat, primary);
    WriteOne("partialFingerprints", "twicetold/v1", repeat.fingerprint);
    WriteSuppressions(repeat, suppressed);
    json_.Key("properties");
    json_.BeginObject();
    json_.Field("id", repeat.id);
    json_.Field("kind", KindName(repeat.kind));
    json_.Field("words", repeat.words);
    json_.Field("identity", repeat.identity);
    if (!repeat.family.empty()) json_.Field("family", repeat.family);
    json_.EndObject();
    json_.EndObject();
  }

  // Section 3.27.23: either every result of a run has them, be they none, or no result has.
  void WriteSuppressions(const FoundRepeat& repeat, const std::string* reason) {
    if (findings_.suppressed.empty()) return;
    json_.Key("suppressions");
    json_.BeginArray();
    if (reason != nullptr) {
      const bool marked =
          std::any_of(repeat.occurrences.begin(), repeat.occurrences.end(),
                      [](const FoundOccurrence& occurrence) { return occurrence.marked; });
      json_.BeginObject();
      json_.Field("kind", marked ? "inSource" : "external");
      json_.Field("justification", *reason);
      json_.EndObject();
    }
    json_.EndArray();
  }

  const Findings& findings_;
  const std::string_view version_;
  JsonWriter json_;
  std::map<std::string, Artifact> artifacts_;  // by file
};

}  // namespace

void WriteSarif(const Findings& findings, std::string_view version, std::ostream& out) {
  SarifWriter(findings, version, out).Write();
}

}  // namespace twicetold
