#include "twicetold/cli/gate.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/status.h"
#include "twicetold/cli/command_line.h"
#include "twicetold/cli/program.h"
#include "twicetold/io/file.h"
#include "twicetold/io/json_fields.h"
#include "twicetold/io/output_file.h"
#include "twicetold/pipeline/baseline.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/pipeline/suppress.h"

namespace twicetold {
namespace {

constexpr uint64_t kLargestFile = uint64_t{256} << 20;

std::vector<std::string> KindNames() {
  std::vector<std::string> names;
  for (const Kind kind : Kinds()) names.push_back(KindName(kind));
  return names;
}

// The parts of every value of a repeatable flag, which may hold several after commas.
std::vector<std::string> PartsOf(const Invocation& invocation, const std::string& flag) {
  std::vector<std::string> parts;
  for (const std::string& value : invocation.All(flag)) {
    for (size_t begin = 0; begin <= value.size();) {
      const size_t end = std::min(value.find(',', begin), value.size());
      parts.push_back(value.substr(begin, end - begin));
      begin = end + 1;
    }
  }
  return parts;
}

absl::Status Prefixed(std::string_view prefix, const absl::Status& status) {
  return absl::Status(status.code(), Concat({prefix, ": ", std::string(status.message())}));
}

absl::StatusOr<std::string> ReadWhole(const std::string& path) {
  absl::StatusOr<File> file = File::Open(path);
  if (!file.ok()) return Prefixed(path, file.status());
  absl::StatusOr<std::string> text = file->ReadAll(kLargestFile);
  if (!text.ok()) return Prefixed(path, text.status());
  return text;
}

// The lines of `text`, without their ends.
std::vector<std::string> LinesOf(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.emplace_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// Passages apart by blank lines; a line that begins with # is a comment.
void AddPassages(const std::string& path, std::string_view text,
                 std::vector<AllowedPassage>& passages) {
  bool inside = false;
  size_t number = 0;
  for (const std::string& line : LinesOf(text)) {
    ++number;
    if (line.starts_with('#')) continue;
    if (line.find_first_not_of(" \t") == std::string::npos) {
      inside = false;
      continue;
    }
    if (!inside) passages.push_back({"", Concat({path, ":", std::to_string(number)})});
    passages.back().text += Concat({inside ? "\n" : "", line});
    inside = true;
  }
}

absl::StatusOr<Baseline> ReadBaseline(const std::string& path) {
  TWICETOLD_ASSIGN_OR_RETURN(const std::string text, ReadWhole(path));
  std::vector<std::vector<std::pair<std::string, std::string>>> lines;
  size_t number = 0;
  for (const std::string& line : LinesOf(text)) {
    ++number;
    auto fields = ReadJsonFields(line, lines.empty() ? "baseline" : "repeat");
    if (!fields.ok()) {
      return Prefixed(Concat({path, ":", std::to_string(number), ": not a baseline"}),
                      fields.status());
    }
    lines.push_back(*std::move(fields));
  }
  absl::StatusOr<Baseline> baseline = Baseline::FromLines(lines);
  if (!baseline.ok()) return Prefixed(path, baseline.status());
  return baseline;
}

}  // namespace

std::vector<Flag> GateFlags() {
  return {
      {"exclude", "KIND",
       "Leave repeats of this kind out of the findings; they are counted, and listed in the "
       "machine formats with the reason. Several may be given with commas.",
       "Gate", ValueKind::kText, KindNames(), true},
      {"ignore-passages",
       "FILE",
       "Leave out what stands in FILE: passages apart by blank lines, # begins a comment line. "
       "Case and punctuation do not matter.",
       "Gate",
       ValueKind::kFile,
       {},
       true},
      {"baseline", "FILE",
       "Leave out the repeats that FILE knows, unless they now have more places.", "Gate",
       ValueKind::kFile},
      {"update-baseline", "", "Write the file of --baseline anew, with all repeats there are.",
       "Gate"},
      {"fail-over",
       "LIMIT",
       "Exit with 1 only above this: words=N or share=P (of the words, P as 5% or 0.05) told again "
       "or standing in a reference, or repeats=N. Several may be given with commas. Default: any "
       "repeat.",
       "Gate",
       ValueKind::kText,
       {},
       true},
  };
}

absl::StatusOr<Limit> LimitFromText(const std::string& text) {
  const absl::Status trouble = absl::InvalidArgumentError(
      Concat({"--fail-over ", text, ": must be words=N, share=P (5% or 0.05) or repeats=N"}));
  const size_t equals = text.find('=');
  if (equals == std::string::npos) return trouble;
  const std::string name = text.substr(0, equals);
  std::string value = text.substr(equals + 1);
  Limit limit;
  limit.text = text;
  if (name == "words") {
    limit.of = Limit::Of::kWords;
  } else if (name == "share") {
    limit.of = Limit::Of::kShare;
  } else if (name == "repeats") {
    limit.of = Limit::Of::kRepeats;
  } else {
    return trouble;
  }
  const bool percent = value.ends_with('%');
  if (percent) value.pop_back();
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), limit.most);
  const bool whole = value.find_first_not_of("0123456789") == std::string::npos;
  if (error != std::errc() || end != value.data() + value.size() || !(limit.most >= 0) ||
      (limit.of != Limit::Of::kShare && (percent || !whole))) {
    return trouble;
  }
  if (percent) limit.most /= 100.0;
  if (limit.of == Limit::Of::kShare && limit.most > 1.0) return trouble;
  return limit;
}

absl::StatusOr<Gate> Gate::Of(const Invocation& invocation) {
  Gate gate;
  for (const std::string& name : PartsOf(invocation, "exclude")) {
    const absl::StatusOr<Kind> kind = KindFromName(name);
    if (!kind.ok()) return Prefixed(Concat({"--exclude ", name}), kind.status());
    gate.exclude_.push_back(*kind);
  }
  for (const std::string& path : invocation.All("ignore-passages")) {
    TWICETOLD_ASSIGN_OR_RETURN(const std::string text, ReadWhole(path));
    AddPassages(path, text, gate.allowed_);
  }
  for (const std::string& text : PartsOf(invocation, "fail-over")) {
    TWICETOLD_ASSIGN_OR_RETURN(Limit limit, LimitFromText(text));
    gate.limits_.push_back(std::move(limit));
  }
  gate.update_baseline_ = invocation.Has("update-baseline");
  gate.baseline_path_ = invocation.Get("baseline", "");
  if (gate.baseline_path_.empty()) {
    if (!gate.update_baseline_) return gate;
    return absl::InvalidArgumentError("--update-baseline: say which file with --baseline FILE");
  }
  absl::StatusOr<Baseline> baseline = ReadBaseline(gate.baseline_path_);
  if (baseline.ok()) {
    gate.baseline_ = *std::move(baseline);
  } else if (!gate.update_baseline_) {
    return absl::IsNotFound(baseline.status())
               ? Prefixed("--baseline",
                          absl::NotFoundError(Concat({std::string(baseline.status().message()),
                                                      "; --update-baseline makes it"})))
               : baseline.status();
  }
  return gate;
}

Policy Gate::PolicyOf() const {
  Policy policy;
  policy.exclude = exclude_;
  policy.allowed = allowed_;
  if (baseline_ && !update_baseline_) policy.baseline = &*baseline_;
  return policy;
}

absl::Status Gate::KeepBaseline(const Findings& findings, const Surroundings& surroundings) const {
  if (update_baseline_) {
    TWICETOLD_ASSIGN_OR_RETURN(const std::unique_ptr<OutputFile> file,
                               OutputFile::Create(baseline_path_, surroundings.unfinished));
    file->stream() << Baseline::Of(findings).ToJson();
    return file->Commit();
  }
  if (!baseline_) return absl::OkStatus();
  const size_t gone = baseline_->NotFoundIn(findings).size();
  if (gone > 0) {
    *surroundings.err << "twicetold check: " << gone
                      << (gone == 1 ? " entry of the baseline is" : " entries of the baseline are")
                      << " no longer found; --update-baseline drops " << (gone == 1 ? "it" : "them")
                      << '\n';
  }
  return absl::OkStatus();
}

bool Gate::Fails(const Findings& findings, std::ostream* err) const {
  const Summary& summary = findings.summary;
  if (update_baseline_) return false;
  if (limits_.empty()) return summary.repeats > 0;
  bool fails = false;
  for (const Limit& limit : limits_) {
    const auto words = static_cast<double>(summary.told_elsewhere_words);
    double value = words;
    if (limit.of == Limit::Of::kRepeats) value = static_cast<double>(summary.repeats);
    if (limit.of == Limit::Of::kShare) {
      value = summary.words == 0 ? 0.0 : words / static_cast<double>(summary.words);
    }
    if (value <= limit.most) continue;
    fails = true;
    if (err == nullptr) continue;
    const std::string told = limit.of == Limit::Of::kShare
                                 ? Fraction(value)
                                 : std::to_string(static_cast<uint64_t>(value));
    *err << "twicetold check: above --fail-over " << limit.text << ": " << told << '\n';
  }
  return fails;
}

}  // namespace twicetold
