#include "tests/cases/case_file.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace twicetold::testing {
namespace {

constexpr std::string_view kSection = "=== ";
constexpr std::string_view kDiffers = "  differs: ";
constexpr std::string_view kLaidTo = "  laid to: ";

std::vector<std::string> SplitWords(std::string_view line) {
  std::istringstream stream{std::string(line)};
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

std::vector<std::string> SplitAt(std::string_view text, std::string_view separator) {
  std::vector<std::string> parts;
  for (size_t at = 0; (at = text.find(separator)) != std::string_view::npos;) {
    parts.emplace_back(text.substr(0, at));
    text.remove_prefix(at + separator.size());
  }
  parts.emplace_back(text);
  return parts;
}

bool ReadHex(std::string_view digits, uint32_t& value) {
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  return error == std::errc() && end == digits.data() + digits.size();
}

std::string Utf8(uint32_t code_point) {
  const auto byte = [](uint32_t value) { return static_cast<char>(value); };
  const auto follow = [&](unsigned shift) { return byte(0x80U | ((code_point >> shift) & 0x3FU)); };
  if (code_point < 0x80) return {byte(code_point)};
  if (code_point < 0x800) return {byte(0xC0U | (code_point >> 6U)), follow(0)};
  if (code_point < 0x10000) return {byte(0xE0U | (code_point >> 12U)), follow(6), follow(0)};
  return {byte(0xF0U | (code_point >> 18U)), follow(12), follow(6), follow(0)};
}

// \xHH is a byte, \u{H...} a code point, \\ a backslash.
absl::StatusOr<std::string> Unescape(std::string_view text) {
  std::string plain;
  for (size_t i = 0; i < text.size();) {
    if (text[i] != '\\') {
      plain += text[i++];
      continue;
    }
    const std::string_view rest = text.substr(i);
    uint32_t value = 0;
    if (rest.starts_with("\\\\")) {
      plain += '\\';
      i += 2;
    } else if (rest.starts_with("\\x") && ReadHex(rest.substr(2, 2), value)) {
      plain += static_cast<char>(value);
      i += 4;
    } else if (const size_t close = rest.find('}'); rest.starts_with("\\u{") &&
                                                    close != std::string_view::npos &&
                                                    ReadHex(rest.substr(3, close - 3), value)) {
      plain += Utf8(value);
      i += close + 1;
    } else {
      return absl::InvalidArgumentError("an escape is \\xHH, \\u{H...} or \\\\");
    }
  }
  return plain;
}

class CaseParser {
 public:
  absl::StatusOr<Case> Parse(std::string_view text) {
    const std::vector<std::string> lines = SplitAt(text, "\n");
    case_.title = lines[0];
    size_t line = 1;
    while (line < lines.size() && !lines[line].starts_with(kSection)) ++line;
    while (line < lines.size()) {
      const std::string head = lines[line].substr(kSection.size());
      std::vector<std::string> body;
      const size_t begin = line++;
      while (line < lines.size() && !lines[line].starts_with(kSection)) {
        body.push_back(lines[line++]);
      }
      while (!body.empty() && body.back().empty()) body.pop_back();
      if (absl::Status status = Section(SplitWords(head), body); !status.ok()) {
        return absl::InvalidArgumentError("section of line " + std::to_string(begin + 1) + ": " +
                                          std::string(status.message()));
      }
    }
    return std::move(case_);
  }

 private:
  absl::Status Section(const std::vector<std::string>& head, const std::vector<std::string>& body) {
    const std::string kind = head.empty() ? "" : head[0];
    if (kind == "options") return Options(body);
    if (kind == "document" && head.size() >= 2) return Document(head, body);
    if (kind == "repeat" && head.size() >= 4) return Repeat(head, body);
    if (kind == "pairs") return Pairs(body);
    if (kind == "clusters") return Clusters(body);
    return absl::InvalidArgumentError(
        "a section is options, document NAME, repeat KIND N words, pairs or clusters");
  }

  absl::Status Options(const std::vector<std::string>& body) {
    for (const std::string& line : body) {
      const std::vector<std::string> words = SplitWords(line);
      if (words.size() != 2 || !words[0].starts_with("--")) {
        return absl::InvalidArgumentError("an option is --NAME VALUE: " + line);
      }
      case_.options.emplace_back(words[0].substr(2), words[1]);
    }
    return absl::OkStatus();
  }

  absl::Status Document(const std::vector<std::string>& head,
                        const std::vector<std::string>& body) {
    const auto flag = [&](std::string_view name) {
      return std::find(head.begin() + 2, head.end(), name) != head.end();
    };
    MemoryFile file{head[1], ""};
    for (const std::string& line : body) file.bytes += line + (flag("crlf") ? "\r\n" : "\n");
    escaped_[file.name] = flag("escaped");
    if (flag("escaped")) {
      absl::StatusOr<std::string> bytes = Unescape(file.bytes);
      if (!bytes.ok()) return bytes.status();
      file.bytes = *std::move(bytes);
    }
    case_.documents.push_back(std::move(file));
    return absl::OkStatus();
  }

  absl::Status Repeat(const std::vector<std::string>& head, const std::vector<std::string>& body) {
    CaseRepeat repeat;
    repeat.kind = head[1];
    repeat.words = std::stoull(head[2]);
    if (head.size() == 6 && head[4] == "identity") repeat.identity = head[5];
    ends_.clear();
    for (const std::string& line : body) {
      if (line.starts_with(kDiffers) && !repeat.occurrences.empty()) {
        repeat.occurrences.back().differing = SplitAt(line.substr(kDiffers.size()), " / ");
        continue;
      }
      if (line.starts_with(kLaidTo) && !repeat.occurrences.empty()) {
        repeat.occurrences.back().attribution = line.substr(kLaidTo.size());
        case_.attributions = true;
        continue;
      }
      const absl::StatusOr<CaseOccurrence> occurrence = Occurrence(line);
      if (!occurrence.ok()) return occurrence.status();
      repeat.occurrences.push_back(*occurrence);
      repeat.occurrences.back().quoted |= repeat.kind == "quotation";
    }
    case_.repeats.push_back(std::move(repeat));
    return absl::OkStatus();
  }

  // "NAME | first words ... last words", "NAME quoted | all words".
  absl::StatusOr<CaseOccurrence> Occurrence(const std::string& line) {
    const size_t bar = line.find(" | ");
    if (bar == std::string::npos) return absl::InvalidArgumentError("no ' | ' in: " + line);
    const std::vector<std::string> head = SplitWords(line.substr(0, bar));
    CaseOccurrence occurrence;
    occurrence.document = head[0];
    occurrence.quoted = head.size() > 1 && head[1] == "quoted";
    const std::string file = head[0].substr(0, head[0].find('#'));
    const auto document = std::find_if(case_.documents.begin(), case_.documents.end(),
                                       [&](const MemoryFile& known) { return known.name == file; });
    if (document == case_.documents.end()) return absl::InvalidArgumentError("no document " + file);
    std::string quote = line.substr(bar + 3);
    if (escaped_[file]) {
      const absl::StatusOr<std::string> plain = Unescape(quote);
      if (!plain.ok()) return plain.status();
      quote = *plain;
    }
    const std::vector<std::string> parts = SplitAt(quote, " ... ");
    occurrence.begin = document->bytes.find(parts.front(), ends_[file]);
    if (occurrence.begin == std::string::npos) {
      return absl::InvalidArgumentError("not in it: " + line);
    }
    const size_t last =
        parts.size() == 1 ? occurrence.begin
                          : document->bytes.find(parts.back(), occurrence.begin + parts[0].size());
    if (last == std::string::npos) return absl::InvalidArgumentError("no such end: " + line);
    occurrence.end = last + parts.back().size();
    ends_[file] = occurrence.end;
    return occurrence;
  }

  absl::Status Pairs(const std::vector<std::string>& body) {
    for (const std::string& line : body) {
      const std::vector<std::string> words = SplitWords(line);
      if (words.size() != 4) {
        return absl::InvalidArgumentError("a pair is LEVEL A B RESEMBLANCE: " + line);
      }
      case_.pairs.push_back(CasePair{words[0], words[1], words[2], words[3]});
    }
    return absl::OkStatus();
  }

  absl::Status Clusters(const std::vector<std::string>& body) {
    for (const std::string& line : body) {
      std::vector<std::string> words = SplitWords(line);
      if (words.size() < 3) {
        return absl::InvalidArgumentError("a cluster is LEVEL REPRESENTATIVE MEMBER...: " + line);
      }
      case_.clusters.push_back(CaseCluster{words[0], {words.begin() + 1, words.end()}});
    }
    return absl::OkStatus();
  }

  Case case_;
  std::map<std::string, bool> escaped_;  // by document
  // Where in each file the repeat's last occurrence ended: the next one is looked for after it.
  std::map<std::string, uint64_t> ends_;
};

}  // namespace

absl::StatusOr<Case> ParseCase(std::string_view text) { return CaseParser().Parse(text); }

}  // namespace twicetold::testing
