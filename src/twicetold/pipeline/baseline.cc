#include "twicetold/pipeline/baseline.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/status.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

constexpr std::string_view kSchema = "twicetold.baseline/1";
constexpr size_t kExcerptWords = 10;

using Fields = std::vector<std::pair<std::string, std::string>>;

absl::StatusOr<uint64_t> NumberOf(std::string_view name, std::string_view text) {
  uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) {
    return absl::InvalidArgumentError(Concat({"\"", name, "\" is no whole number: ", text}));
  }
  return value;
}

absl::Status ExpectSchema(const Fields& fields) {
  for (const auto& [name, value] : fields) {
    if (name != "schema") continue;
    if (value == kSchema) return absl::OkStatus();
    return absl::InvalidArgumentError(
        Concat({"its schema is ", value, ", this version reads ", kSchema, "; write it anew with ",
                "--update-baseline"}));
  }
  return absl::InvalidArgumentError("its first line names no schema; it is no baseline");
}

// The first words of the text, as they stand, on one line.
std::string FirstWords(std::string_view text) {
  const Words words = SplitWords(text, 0);
  if (words.empty()) return std::string();
  const size_t last = std::min(words.size(), kExcerptWords) - 1;
  std::string excerpt(text.substr(0, words.span(last).end));
  std::replace(excerpt.begin(), excerpt.end(), '\n', ' ');
  return excerpt;
}

// JSON text: quotes, backslashes and control characters escaped.
std::string Quoted(std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string quoted = "\"";
  for (const char byte : text) {
    const auto code = static_cast<unsigned char>(byte);
    if (code < 0x20) {
      quoted += {'\\', 'u', '0', '0', kHex[code >> 4U], kHex[code & 15U]};
      continue;
    }
    if (byte == '"' || byte == '\\') quoted.push_back('\\');
    quoted.push_back(byte);
  }
  return quoted + "\"";
}

}  // namespace

Baseline Baseline::Of(const Findings& findings) {
  Baseline baseline;
  const auto add = [&](const FoundRepeat& repeat) {
    Entry& entry = baseline.entries_[repeat.fingerprint];
    // Two repeats of the same words, told apart by what stands around them: the one with most
    // places says how many are known.
    if (repeat.occurrences.size() <= entry.places) return;
    entry = Entry{repeat.occurrences.size(), repeat.words, repeat.kind,
                  FirstWords(repeat.occurrences.front().text)};
  };
  for (const FoundRepeat& repeat : findings.repeats) add(repeat);
  for (const SuppressedRepeat& suppressed : findings.suppressed) {
    if (suppressed.known) add(suppressed.repeat);
  }
  return baseline;
}

absl::StatusOr<Baseline> Baseline::FromLines(const std::vector<Fields>& lines) {
  if (lines.empty()) return absl::InvalidArgumentError("it is empty; it is no baseline");
  TWICETOLD_RETURN_IF_ERROR(ExpectSchema(lines[0]));
  Baseline baseline;
  for (size_t line = 1; line < lines.size(); ++line) {
    const auto named = [&](const absl::Status& status) {
      return absl::Status(status.code(), Concat({"line ", std::to_string(line + 1), ": ",
                                                 std::string(status.message())}));
    };
    std::string fingerprint;
    Entry entry;
    for (const auto& [name, value] : lines[line]) {
      if (name == "fingerprint") fingerprint = value;
      if (name == "excerpt") entry.excerpt = value;
      if (name == "kind") {
        const absl::StatusOr<Kind> kind = KindFromName(value);
        if (!kind.ok()) return named(kind.status());
        entry.kind = *kind;
      }
      if (name == "places" || name == "words") {
        const absl::StatusOr<uint64_t> number = NumberOf(name, value);
        if (!number.ok()) return named(number.status());
        (name == "places" ? entry.places : entry.words) = *number;
      }
    }
    if (fingerprint.empty() || entry.places == 0) {
      return absl::InvalidArgumentError(Concat(
          {"line ", std::to_string(line + 1), " lacks a fingerprint or the number of places"}));
    }
    baseline.entries_[fingerprint] = std::move(entry);
  }
  return baseline;
}

std::string Baseline::ToJson() const {
  std::string json = Concat({"{\"baseline\": {\"schema\": \"", kSchema, "\"}}\n"});
  for (const auto& [fingerprint, entry] : entries_) {
    json += Concat({"{\"repeat\": {\"fingerprint\": ", Quoted(fingerprint), ", \"places\": ",
                    std::to_string(entry.places), ", \"words\": ", std::to_string(entry.words),
                    ", \"kind\": ", Quoted(KindName(entry.kind)),
                    ", \"excerpt\": ", Quoted(entry.excerpt), "}}\n"});
  }
  return json;
}

uint64_t Baseline::PlacesOf(std::string_view fingerprint) const {
  const auto found = entries_.find(fingerprint);
  return found == entries_.end() ? 0 : found->second.places;
}

std::vector<std::string> Baseline::NotFoundIn(const Findings& findings) const {
  std::set<std::string_view> there;
  for (const FoundRepeat& repeat : findings.repeats) there.insert(repeat.fingerprint);
  for (const SuppressedRepeat& suppressed : findings.suppressed) {
    there.insert(suppressed.repeat.fingerprint);
  }
  std::vector<std::string> missing;
  for (const auto& [fingerprint, entry] : entries_) {
    if (!there.contains(fingerprint)) missing.push_back(fingerprint);
  }
  return missing;
}

}  // namespace twicetold
