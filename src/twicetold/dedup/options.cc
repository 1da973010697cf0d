#include "twicetold/dedup/options.h"

#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/status.h"

namespace twicetold {
namespace {

constexpr std::pair<std::string_view, Keep> kKeepNames[] = {{"first", Keep::kFirst},
                                                            {"longest", Keep::kLongest},
                                                            {"newest", Keep::kNewest},
                                                            {"oldest", Keep::kOldest}};
// In the order of their values.
constexpr std::pair<std::string_view, DedupLevel> kLevelNames[] = {
    {"document", DedupLevel::kDocument},
    {"paragraph", DedupLevel::kParagraph},
    {"passage", DedupLevel::kPassage}};
constexpr std::pair<std::string_view, CutAt> kCutNames[] = {
    {"words", CutAt::kWords}, {"narrow", CutAt::kNarrow}, {"widen", CutAt::kWiden}};
constexpr std::string_view kPriorityPrefix = "priority=";
constexpr uint64_t kLeastMemory = uint64_t{64} << 20;

}  // namespace

absl::StatusOr<DedupLevel> DedupLevelFromName(std::string_view name) {
  for (const auto& [of_level, level] : kLevelNames) {
    if (name == of_level) return level;
  }
  return absl::InvalidArgumentError(
      Concat({"--level ", name, ": must be document, paragraph or passage"}));
}

std::string_view DedupLevelName(DedupLevel level) {
  return kLevelNames[static_cast<size_t>(level)].first;
}

absl::StatusOr<CutAt> CutAtFromName(std::string_view name) {
  for (const auto& [of_cut, cut_at] : kCutNames) {
    if (name == of_cut) return cut_at;
  }
  return absl::InvalidArgumentError(
      Concat({"--cut-at ", name, ": must be words, narrow or widen"}));
}

std::string_view CutAtName(CutAt cut_at) { return kCutNames[static_cast<size_t>(cut_at)].first; }

absl::StatusOr<Measure> MeasureFromName(std::string_view name) {
  if (name == "resemblance") return Measure::kResemblance;
  if (name == "containment") return Measure::kContainment;
  return absl::InvalidArgumentError(
      Concat({"--measure ", name, ": must be resemblance or containment"}));
}

std::string_view MeasureName(Measure measure) {
  return measure == Measure::kResemblance ? "resemblance" : "containment";
}

absl::StatusOr<Grouping> GroupingFromName(std::string_view name) {
  if (name == "representative") return Grouping::kRepresentative;
  if (name == "connected") return Grouping::kConnected;
  return absl::InvalidArgumentError(
      Concat({"--group ", name, ": must be representative or connected"}));
}

std::string_view GroupingName(Grouping grouping) {
  return grouping == Grouping::kRepresentative ? "representative" : "connected";
}

absl::StatusOr<KeepRule> KeepRule::FromText(std::string_view text) {
  for (const auto& [name, keep] : kKeepNames) {
    if (text == name) return KeepRule{keep, {}};
  }
  KeepRule rule{Keep::kPriority, {}};
  if (text.starts_with(kPriorityPrefix)) {
    std::string_view left = text.substr(kPriorityPrefix.size());
    while (!left.empty()) {
      const std::string_view source = left.substr(0, left.find(','));
      if (!source.empty()) rule.sources.emplace_back(source);
      left.remove_prefix(source.size() < left.size() ? source.size() + 1 : source.size());
    }
  }
  if (!rule.sources.empty()) return rule;
  return absl::InvalidArgumentError(Concat(
      {"--keep ", text, ": must be first, longest, newest, oldest or priority=SOURCE,SOURCE,..."}));
}

std::string KeepRule::Text() const {
  for (const auto& [name, of_name] : kKeepNames) {
    if (keep == of_name) return std::string(name);
  }
  std::string text(kPriorityPrefix);
  for (const std::string& source : sources) {
    text += Concat({text.size() == kPriorityPrefix.size() ? "" : ",", source});
  }
  return text;
}

absl::StatusOr<SlotKinds> SlotKindsFromText(std::string_view text) {
  SlotKinds kinds;
  for (std::string_view left = text;;) {
    const std::string_view name = left.substr(0, left.find(','));
    if (name == "numbers") {
      kinds.numbers = true;
    } else if (name == "names") {
      kinds.names = true;
    } else {
      return absl::InvalidArgumentError(
          Concat({"--protect ", text, ": must be numbers, names, or both with a comma between"}));
    }
    if (name.size() == left.size()) return kinds;
    left.remove_prefix(name.size() + 1);
  }
}

std::string SlotKindsText(const SlotKinds& kinds) {
  if (!kinds.any()) return "none";
  return Concat({kinds.numbers ? "numbers" : "", kinds.numbers && kinds.names ? "," : "",
                 kinds.names ? "names" : ""});
}

absl::Status DedupOptions::Validate() const {
  TWICETOLD_RETURN_IF_ERROR(recipe.Validate());
  if (min_paragraph_words < 1) {
    return absl::InvalidArgumentError("--min-paragraph-words 0: must be at least 1");
  }
  if (measure == Measure::kContainment && grouping == Grouping::kConnected) {
    return absl::InvalidArgumentError(
        "--group connected: is for --measure resemblance; what is contained in one text need not "
        "be in what that one is contained in");
  }
  if (level == DedupLevel::kPassage) {
    const bool of_pairs = measure != Measure::kResemblance ||
                          grouping != Grouping::kRepresentative || exhaustive || all_pairs ||
                          protect.any() || differences || spans;
    if (of_pairs) {
      return absl::InvalidArgumentError(
          "--level passage: finds exact repeats, all of them; --measure, --group, --exhaustive, "
          "--pairs, --protect, --differences and --spans are for the other levels");
    }
  }
  if (memory < kLeastMemory) {
    return absl::InvalidArgumentError(
        Concat({"--memory ", std::to_string(memory), ": must be at least 64M"}));
  }
  return absl::OkStatus();
}

std::string DedupOptions::Fingerprint() const {
  return Concat({"level=",
                 DedupLevelName(level),
                 " cut_at=",
                 CutAtName(cut_at),
                 " measure=",
                 MeasureName(measure),
                 " keep=",
                 keep.Text(),
                 " group=",
                 GroupingName(grouping),
                 " recipe=",
                 recipe.Fingerprint(),
                 exhaustive ? " exhaustive" : "",
                 all_pairs ? " pairs" : "",
                 " protect=",
                 SlotKindsText(protect),
                 differences ? " differences" : "",
                 spans ? " spans" : "",
                 " min_paragraph_words=",
                 std::to_string(min_paragraph_words)});
}

}  // namespace twicetold
