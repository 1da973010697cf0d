// Shows that each rule of the house catches the breach it is there for, and nothing else.

#include "tests/house/rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace twicetold::house {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const Module kText{"text", {"base"}, {"unicode/"}, {"twicetold/text/words.h"}};

TEST(ManifestTest, GivesModulesWithWhatTheyMayInclude) {
  const auto modules = ParseManifest(
      "module\tbase\nlayer\t0\nthird_party\txxhash.h\nfile\ttwicetold/base/hash.cc\n"
      "module\ttext\nlayer\t1\ndepends\tbase\nfile\ttwicetold/text/words.h\n");
  ASSERT_TRUE(modules.ok()) << modules.status();
  ASSERT_EQ(modules->size(), 2U);
  EXPECT_EQ((*modules)[0].name, "base");
  EXPECT_THAT((*modules)[0].third_party, ElementsAre("xxhash.h"));
  EXPECT_THAT((*modules)[1].depends, ElementsAre("base"));
  EXPECT_EQ(ModuleOf(*modules, "twicetold/text/words.h"), &(*modules)[1]);
  EXPECT_EQ(ModuleOf(*modules, "twicetold/text/other.h"), nullptr);
}

TEST(ManifestTest, RefusesWhatItCannotRead) {
  EXPECT_FALSE(ParseManifest("depends\tbase\n").ok());
  EXPECT_FALSE(ParseManifest("module\ttext\nneighbour\tsketch\n").ok());
  EXPECT_FALSE(ParseManifest("module text\n").ok());
}

TEST(IncludesTest, AllowsItselfItsDependenciesAbseilAndTheStandardLibrary) {
  EXPECT_THAT(CheckIncludes(kText, "twicetold/text/words.h",
                            "#include <vector>\n#include <cstdint>\n"
                            "#include \"absl/strings/str_cat.h\"\n"
                            "#include \"twicetold/base/span.h\"\n"
                            "#include \"twicetold/text/decode.h\"\n"
                            "// #include \"twicetold/match/passage.h\" is only talked about.\n"),
              IsEmpty());
}

TEST(IncludesTest, RefusesAModuleThatIsNotDeclared) {
  EXPECT_THAT(CheckIncludes(kText, "twicetold/text/words.cc",
                            "\n  #  include \"twicetold/sketch/sketch.h\"\n"),
              ElementsAre("twicetold/text/words.cc:2: twicetold/sketch/sketch.h: module 'text' may "
                          "not include module 'sketch'"));
}

TEST(IncludesTest, DoesNotInheritWhatADependencyMayInclude) {
  const Module match{"match", {"shingle"}, {}, {}};
  EXPECT_THAT(
      CheckIncludes(match, "twicetold/match/overlap.cc", "#include \"twicetold/text/words.h\"\n"),
      ElementsAre(HasSubstr("may not include module 'text'")));
}

TEST(IncludesTest, RefusesOurHeaderInAngleBracketsOrOutsideAModule) {
  EXPECT_THAT(CheckIncludes(kText, "twicetold/text/words.cc", "#include <twicetold/base/span.h>\n"),
              ElementsAre(HasSubstr("with quotes")));
  EXPECT_THAT(CheckIncludes(kText, "twicetold/text/words.cc", "#include \"twicetold/all.h\"\n"),
              ElementsAre(HasSubstr("not a header of a module")));
}

TEST(IncludesTest, AllowsADeclaredThirdPartyInSourcesOnly) {
  const std::string content = "#include <unicode/normalizer2.h>\n";
  EXPECT_THAT(CheckIncludes(kText, "twicetold/text/fold.cc", content), IsEmpty());
  EXPECT_THAT(CheckIncludes(kText, "twicetold/text/fold.h", content),
              ElementsAre(HasSubstr("our headers include nothing but")));
}

TEST(IncludesTest, RefusesAThirdPartyThatIsNotDeclared) {
  EXPECT_THAT(CheckIncludes(kText, "twicetold/text/fold.cc",
                            "#include <simdjson.h>\n#include \"gumbo.h\"\n"),
              ElementsAre(HasSubstr("fold.cc:1: simdjson.h: module 'text' does not declare"),
                          HasSubstr("fold.cc:2: gumbo.h")));
}

TEST(IncludesTest, AllowsSystemHeadersInSourcesOnly) {
  const std::string content = "#include <sys/stat.h>\n#include <unistd.h>\n";
  EXPECT_THAT(CheckIncludes(kText, "twicetold/text/fold.cc", content), IsEmpty());
  EXPECT_EQ(CheckIncludes(kText, "twicetold/text/fold.h", content).size(), 2U);
}

TEST(GuardTest, IsMadeOfThePath) {
  EXPECT_THAT(CheckGuard("twicetold/text/offset_map.h",
                         "// What it is.\n\n#ifndef TWICETOLD_TEXT_OFFSET_MAP_H_\n"
                         "#define TWICETOLD_TEXT_OFFSET_MAP_H_\nint x;\n"
                         "#endif  // TWICETOLD_TEXT_OFFSET_MAP_H_\n"),
              IsEmpty());
  EXPECT_THAT(CheckGuard("tests/support/data.h",
                         "#ifndef TWICETOLD_TESTS_SUPPORT_DATA_H_\n"
                         "#define TWICETOLD_TESTS_SUPPORT_DATA_H_\n"
                         "#endif  // TWICETOLD_TESTS_SUPPORT_DATA_H_\n"),
              IsEmpty());
}

TEST(GuardTest, RefusesAnotherNameNoGuardAndAnUnnamedEnd) {
  const std::string file = "twicetold/text/words.h";
  EXPECT_THAT(CheckGuard(file, "#ifndef WORDS_H\n#define WORDS_H\n#endif  // WORDS_H\n"),
              ElementsAre(HasSubstr("TWICETOLD_TEXT_WORDS_H_")));
  EXPECT_EQ(CheckGuard(file, "#pragma once\nint x;\n").size(), 1U);
  EXPECT_EQ(
      CheckGuard(file, "#ifndef TWICETOLD_TEXT_WORDS_H_\n#define TWICETOLD_TEXT_WORDS_H_\n#endif\n")
          .size(),
      1U);
}

TEST(ListingTest, FindsOrphansGhostsAndDoubles) {
  EXPECT_THAT(CheckListing({kText}, {"twicetold/text/words.h"}), IsEmpty());
  EXPECT_THAT(CheckListing({kText}, {"twicetold/text/words.h", "twicetold/text/words.cc"}),
              ElementsAre(HasSubstr("words.cc: listed by no module")));
  EXPECT_THAT(CheckListing({kText}, {}), ElementsAre(HasSubstr("words.h: listed by 'text' but")));
  EXPECT_THAT(CheckListing({kText, kText}, {"twicetold/text/words.h"}),
              ElementsAre(HasSubstr("listed twice")));
}

TEST(CleanTextTest, FindsEachBlemish) {
  EXPECT_THAT(CheckCleanText("a.cc", "int x;\n\nint y;\n"), IsEmpty());
  EXPECT_THAT(CheckCleanText("a.cc", ""), IsEmpty());
  EXPECT_THAT(CheckCleanText("a.cc", "x\n\ty\n"), ElementsAre("a.cc:2: a tab"));
  EXPECT_THAT(CheckCleanText("a.cc", "x\r\n"), ElementsAre("a.cc:1: a carriage return"));
  EXPECT_THAT(CheckCleanText("a.cc", "x \n"), ElementsAre("a.cc:1: a space at the line's end"));
  EXPECT_THAT(CheckCleanText("a.cc", "x"), ElementsAre("a.cc: no newline at the end"));
  for (const std::string& marker :
       {std::string("TO") + "DO", std::string("FIX") + "ME", std::string("XX") + "X"}) {
    EXPECT_THAT(CheckCleanText("a.cc", "// " + marker + ": later\n"),
                ElementsAre("a.cc:1: unfinished: " + marker));
    EXPECT_THAT(CheckCleanText("a.cc", "x " + marker + "\n"),
                ElementsAre("a.cc:1: unfinished: " + marker));
    EXPECT_THAT(CheckCleanText("a.cc", "// u" + marker + "X is an escape\n"), IsEmpty());
  }
}

}  // namespace
}  // namespace twicetold::house
