#ifndef TWICETOLD_REPORT_SARIF_TOOL_H_
#define TWICETOLD_REPORT_SARIF_TOOL_H_

// What a SARIF report says of the program itself: its rules, one a kind of repeat, and what it may
// have to say of a run.

#include <cstddef>
#include <span>
#include <string_view>

#include "twicetold/pipeline/findings.h"
#include "twicetold/text/json_writer.h"

namespace twicetold {

struct SarifRule {
  Kind kind;
  std::string_view id;
  std::string_view level;
  std::string_view name;
  std::string_view title;
  std::string_view text;
};

std::span<const SarifRule> SarifRules();

// The index of a kind's rule.
size_t SarifRuleOf(Kind kind);

// The member "tool" of a run.
void WriteSarifTool(std::string_view version, JsonWriter& json);

}  // namespace twicetold

#endif  // TWICETOLD_REPORT_SARIF_TOOL_H_
