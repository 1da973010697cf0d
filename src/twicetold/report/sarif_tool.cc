#include "twicetold/report/sarif_tool.h"

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include "twicetold/base/concat.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/text/json_writer.h"

namespace twicetold {
namespace {

constexpr std::array kRules = {
    SarifRule{
        Kind::kText, "repeated-text", "warning", "RepeatedText", "A passage stands twice",
        "A passage stands more than once. Keep it where it belongs and cut the other places."},
    SarifRule{Kind::kQuotation, "repeated-quotation", "note", "RepeatedQuotation",
              "A quotation stands twice",
              "Words in quotation marks stand more than once. Quote them once, or say why again."},
    SarifRule{Kind::kBoilerplate, "repeated-boilerplate", "note", "RepeatedBoilerplate",
              "Boilerplate stands twice",
              "Text that stands in many documents of one source, such as a sign-off."},
    SarifRule{Kind::kScaffolding, "repeated-scaffolding", "note", "RepeatedScaffolding",
              "Rows of lists or tables are alike",
              "The same words stand in rows of lists or tables at every place."},
};

constexpr std::string_view kHelp =
    "The related locations are the other places. To accept a repeat, enter it into a baseline "
    "(--baseline) or mark its text with twicetold:ignore.";

struct Descriptor {
  std::string_view id;
  std::string_view text;
};

constexpr std::array kNotifications = {
    Descriptor{"not-read", "An input could not be read."},
    Descriptor{"limit", "A limit on the work was met, so that not every place need be told."},
    Descriptor{"oddity", "Something about an input was odd."},
};

// "key": {"text": ...}
void WriteText(std::string_view key, std::string_view text, JsonWriter& json) {
  json.Key(key);
  json.BeginObject();
  json.Field("text", text);
  json.EndObject();
}

void WriteRule(const SarifRule& rule, JsonWriter& json) {
  json.BeginObject();
  json.Field("id", rule.id);
  json.Field("name", rule.name);
  WriteText("shortDescription", rule.title, json);
  WriteText("fullDescription", rule.text, json);
  WriteText("help", Concat({rule.text, " ", kHelp}), json);
  json.Key("defaultConfiguration");
  json.BeginObject();
  json.Field("level", rule.level);
  json.EndObject();
  json.EndObject();
}

}  // namespace

std::span<const SarifRule> SarifRules() { return kRules; }

size_t SarifRuleOf(Kind kind) {
  size_t index = 0;
  while (kRules[index].kind != kind) ++index;
  return index;
}

void WriteSarifTool(std::string_view version, JsonWriter& json) {
  json.Key("tool");
  json.BeginObject();
  json.Key("driver");
  json.BeginObject();
  json.Field("name", "twicetold");
  json.Field("semanticVersion", version);
  json.Key("rules");
  json.BeginArray();
  for (const SarifRule& rule : kRules) WriteRule(rule, json);
  json.EndArray();
  json.Key("notifications");
  json.BeginArray();
  for (const Descriptor& descriptor : kNotifications) {
    json.BeginObject();
    json.Field("id", descriptor.id);
    WriteText("shortDescription", descriptor.text, json);
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
  json.EndObject();
}

}  // namespace twicetold
