// Runs every *.case file of this folder: one test a file, found when the program starts, so that a
// new case needs no other change.
//
// What a check of the case's documents finds is told in the terms of the case file and compared
// as a whole, so a case fails on anything missing, anything more, and any byte of a span.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "tests/cases/case_file.h"
#include "tests/support/memory_source.h"
#include "tests/support/program.h"
#include "twicetold/base/span.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/pipeline/run.h"
#include "twicetold/recipe/recipe.h"

namespace twicetold::testing {
namespace {

std::string ThreeDecimals(double value) {
  std::array<char, 16> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.3f", value);
  return buffer.data();
}

std::string FileOf(std::string_view document) {
  return std::string(document.substr(0, document.find('#')));
}

// One line of the report, with the bytes of the file that the span cuts out.
std::string TellOccurrence(const Case& given, const std::string& document, uint64_t begin,
                           uint64_t end, bool quoted, const std::vector<std::string>& differing) {
  std::string text = "(no such file)";
  for (const MemoryFile& file : given.documents) {
    if (file.name == FileOf(document)) text = file.bytes.substr(begin, end - begin);
  }
  std::replace(text.begin(), text.end(), '\n', ' ');
  std::string told = document + (quoted ? " quoted" : "") + " | " + text + "  [" +
                     std::to_string(begin) + ", " + std::to_string(end) + ")\n";
  for (size_t i = 0; i < differing.size(); ++i) {
    told += (i == 0 ? "  differs: " : " / ") + differing[i];
  }
  return told + (differing.empty() ? "" : "\n");
}

std::string TellAttribution(const Case& given, const std::string& attribution) {
  if (!given.attributions || attribution.empty()) return "";
  return "  laid to: " + attribution + "\n";
}

std::string TellRepeat(const std::string& kind, uint64_t words, const std::string& identity) {
  return "repeat " + kind + " " + std::to_string(words) + " words identity " + identity + "\n";
}

std::string TellExpected(const Case& given) {
  std::string told;
  for (const CaseRepeat& repeat : given.repeats) {
    told += TellRepeat(repeat.kind, repeat.words, repeat.identity);
    for (const CaseOccurrence& o : repeat.occurrences) {
      told += TellOccurrence(given, o.document, o.begin, o.end, o.quoted, o.differing) +
              TellAttribution(given, o.attribution);
    }
  }
  for (const CasePair& pair : given.pairs) {
    told += "pair " + pair.level + " " + pair.a + " " + pair.b + " " + pair.resemblance + "\n";
  }
  for (const CaseCluster& cluster : given.clusters) {
    told += "cluster " + cluster.level;
    for (const std::string& unit : cluster.units) told += " " + unit;
    told += "\n";
  }
  return told;
}

std::string TellFound(const Case& given, const Findings& findings) {
  std::string told;
  for (const FoundRepeat& repeat : findings.repeats) {
    told += TellRepeat(KindName(repeat.kind), repeat.words, ThreeDecimals(repeat.identity));
    for (const FoundOccurrence& o : repeat.occurrences) {
      std::vector<std::string> differing;
      for (const Span& edit : o.edited) differing.push_back(o.text.substr(edit.begin, edit.size()));
      told += TellOccurrence(given, findings.documents[o.document].name, o.place.begin.byte,
                             o.place.end.byte, o.quoted, differing) +
              TellAttribution(given, o.attribution.text);
    }
  }
  for (const FoundPair& pair : findings.pairs) {
    told += "pair " + LevelName(pair.level) + " " + pair.a.name + " " + pair.b.name + " " +
            ThreeDecimals(pair.overlap.Resemblance()) + "\n";
  }
  for (const FoundCluster& cluster : findings.clusters) {
    told += "cluster " + LevelName(cluster.level) + " " + cluster.representative.name;
    for (const Unit& member : cluster.members) told += " " + member.name;
    told += "\n";
  }
  return told;
}

absl::StatusOr<Recipe> RecipeOf(const Case& given) {
  Recipe recipe;
  for (const auto& [name, value] : given.options) {
    if (absl::Status status = recipe.Set(name, value); !status.ok()) return status;
  }
  return recipe;
}

std::vector<std::filesystem::path> CaseFiles() {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(SourceTree("tests/cases"), error)) {
    if (entry.path().extension() == ".case") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

class CaseTest : public ::testing::TestWithParam<std::filesystem::path> {};

TEST_P(CaseTest, FindsWhatTheCaseListsAndNothingElse) {
  const absl::StatusOr<Case> given = ParseCase(ReadWhole(GetParam()));
  ASSERT_TRUE(given.ok()) << given.status().message();
  ASSERT_FALSE(given->title.empty());
  const absl::StatusOr<Recipe> recipe = RecipeOf(*given);
  ASSERT_TRUE(recipe.ok()) << recipe.status().message();
  for (const int threads : {1, 3}) {
    MemorySource source(given->documents);
    const absl::StatusOr<Findings> findings = Check(source, *recipe, threads);
    ASSERT_TRUE(findings.ok()) << findings.status().message();
    EXPECT_TRUE(findings->skipped.empty());
    const std::string found = TellFound(*given, *findings);
    const std::string expected = TellExpected(*given);
    // Not EXPECT_EQ: it would print text of most scripts as escapes.
    ASSERT_TRUE(found == expected) << given->title << "\n--- found\n"
                                   << found << "--- expected\n"
                                   << expected;
  }
}

std::string TestName(const ::testing::TestParamInfo<std::filesystem::path>& file) {
  std::string name = file.param.stem().string();
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Cases, CaseTest, ::testing::ValuesIn(CaseFiles()), TestName);

TEST(CaseFolder, HoldsTheCases) { EXPECT_GE(CaseFiles().size(), 25U); }

TEST(ParseCase, SaysWhatIsWrongAndWhere) {
  const auto message = [](std::string_view text) {
    return std::string(ParseCase(text).status().message());
  };
  EXPECT_EQ(message("T\n=== options\nmin-words 5\n"),
            "section of line 2: an option is --NAME VALUE: min-words 5");
  EXPECT_EQ(message("T\n\n=== documents a.txt\n"),
            "section of line 3: a section is options, document NAME, repeat KIND N words, pairs or "
            "clusters");
  EXPECT_EQ(message("T\n=== document a.txt\nx y z\n=== repeat text 8 words\na.txt | x ... w\n"),
            "section of line 4: no such end: a.txt | x ... w");
  EXPECT_EQ(message("T\n=== document a.txt escaped\n\\q\n"),
            "section of line 2: an escape is \\xHH, \\u{H...} or \\\\");
}

TEST(ParseCase, LooksForEachOccurrenceAfterTheOneBefore) {
  const absl::StatusOr<Case> given = ParseCase(
      "T\n=== document a.txt crlf escaped\none two. One\\u{AD} two.\n\n"
      "=== repeat text 2 words\na.txt | two\na.txt | two\n");
  ASSERT_TRUE(given.ok()) << given.status().message();
  EXPECT_EQ(given->documents[0].bytes, "one two. One\u00AD two.\r\n");
  EXPECT_EQ(given->repeats[0].occurrences[0].begin, 4U);
  EXPECT_EQ(given->repeats[0].occurrences[1].begin, 15U);
  EXPECT_EQ(given->repeats[0].occurrences[1].end, 18U);
}

}  // namespace
}  // namespace twicetold::testing
