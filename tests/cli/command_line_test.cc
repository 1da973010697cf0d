#include "twicetold/cli/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace twicetold {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<Command> TwoCommands() {
  Command cook;
  cook.name = "cook";
  cook.summary = "Cook something.";
  cook.arguments = "DISH...";
  cook.arguments_help = "DISH: what to cook.";
  cook.least_arguments = 1;
  cook.most_arguments = 2;
  cook.flags = {{"salt", "GRAMS", "How much.", "Taste"},
                {"hot", "", "Serve at once.", "Serving"},
                {"spice", "NAME", "Which.", "Taste"},
                {"guest", "NAME", "Who.", "Serving", ValueKind::kText, {}, /*repeatable=*/true}};
  cook.details = "Exit status: 0.";
  cook.examples = {"program cook soup"};
  Command clean;
  clean.name = "clean";
  clean.summary = "Clean up.";
  return {cook, clean};
}

absl::StatusOr<Invocation> Parse(const std::vector<std::string>& arguments) {
  return ParseCommandLine(TwoCommands(), arguments);
}

std::string Message(const std::vector<std::string>& arguments) {
  return std::string(Parse(arguments).status().message());
}

TEST(ParseCommandLine, FlagsAndArgumentsInAnyOrder) {
  for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
           {"cook", "--salt", "3", "soup", "--hot", "fish"},
           {"cook", "soup", "fish", "--hot", "--salt=3"},
           {"cook", "--hot", "soup", "--salt", "9", "fish", "--salt", "3"}}) {
    const auto invocation = Parse(arguments);
    ASSERT_TRUE(invocation.ok()) << invocation.status().message();
    EXPECT_EQ(invocation->command, "cook");
    EXPECT_THAT(invocation->arguments, ElementsAre("soup", "fish"));
    EXPECT_TRUE(invocation->Has("hot"));
    EXPECT_EQ(invocation->Get("salt", "0"), "3");
    EXPECT_FALSE(invocation->Has("spice"));
    EXPECT_EQ(invocation->Get("spice", "none"), "none");
  }
}

TEST(ParseCommandLine, RepeatableFlagsKeepAllValues) {
  const auto invocation =
      Parse({"cook", "--guest", "aunt", "soup", "--guest=uncle, and son", "--guest", "*", "fish"});
  ASSERT_TRUE(invocation.ok()) << invocation.status().message();
  EXPECT_THAT(invocation->arguments, ElementsAre("soup", "fish"));
  EXPECT_THAT(invocation->All("guest"), ElementsAre("aunt", "uncle, and son", "*"));
  EXPECT_TRUE(invocation->Has("guest"));
  EXPECT_EQ(invocation->Get("guest", ""), "*");
  EXPECT_THAT(invocation->All("spice"), IsEmpty());
  EXPECT_THAT(Parse({"cook", "soup"})->All("guest"), IsEmpty());
  EXPECT_THAT(Message({"cook", "soup", "--guest"}), HasSubstr("--guest needs a value"));
}

TEST(ParseCommandLine, AfterTwoDashesAllAreArguments) {
  const auto invocation = Parse({"cook", "--hot", "--", "--salt", "-"});
  ASSERT_TRUE(invocation.ok()) << invocation.status().message();
  EXPECT_THAT(invocation->arguments, ElementsAre("--salt", "-"));
  EXPECT_TRUE(invocation->Has("hot"));
}

TEST(ParseCommandLine, ADashIsAnArgument) {
  EXPECT_THAT(Parse({"cook", "-"})->arguments, ElementsAre("-"));
}

TEST(ParseCommandLine, AValueMayBeEmptyOrBeginWithADash) {
  EXPECT_EQ(Parse({"cook", "--spice", "", "x"})->Get("spice", "none"), "");
  EXPECT_EQ(Parse({"cook", "--salt", "-3", "x"})->Get("salt", "none"), "-3");
  EXPECT_EQ(Parse({"cook", "--salt=-3", "x"})->Get("salt", "none"), "-3");
}

TEST(ParseCommandLine, Help) {
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{}, {"--help"}, {"-h"}, {"help"}}) {
    const auto invocation = Parse(arguments);
    ASSERT_TRUE(invocation.ok());
    EXPECT_EQ(invocation->command, "help");
    EXPECT_THAT(invocation->arguments, IsEmpty());
  }
  for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
           {"help", "cook"}, {"cook", "--help"}, {"cook", "-h", "a", "b", "c"}}) {
    const auto invocation = Parse(arguments);
    ASSERT_TRUE(invocation.ok());
    EXPECT_EQ(invocation->command, "help");
    EXPECT_THAT(invocation->arguments, ElementsAre("cook"));
  }
  EXPECT_EQ(Parse({"--version"})->command, "version");
}

TEST(ParseCommandLine, TroubleIsToldWithTheWayOut) {
  EXPECT_EQ(Message({"kook"}), "twicetold: no command called kook; did you mean cook?");
  EXPECT_EQ(Message({"zzz"}), "twicetold: no command called zzz; see `twicetold --help`");
  EXPECT_EQ(Message({"cook"}),
            "twicetold cook: too few arguments; it takes DISH...; see `twicetold cook --help`");
  EXPECT_EQ(Message({"cook", "a", "b", "c"}),
            "twicetold cook: too many arguments; it takes DISH...; see `twicetold cook --help`");
  EXPECT_EQ(Message({"cook", "a", "--sall=3"}),
            "twicetold cook: unknown option --sall; did you mean --salt?");
  EXPECT_EQ(Message({"cook", "a", "-x"}),
            "twicetold cook: unknown option -x; see `twicetold cook --help`");
  EXPECT_EQ(Message({"cook", "a", "--salt"}),
            "twicetold cook: --salt needs a value: --salt GRAMS; see `twicetold cook --help`");
  EXPECT_THAT(Message({"clean", "x"}), HasSubstr("twicetold clean: "));
}

TEST(Nearest, WithinAThirdOfTheLength) {
  const std::vector<std::string> known = {"--min-words", "--min-identity", "--width"};
  EXPECT_EQ(Nearest("--min-word", known), "--min-words");
  EXPECT_EQ(Nearest("--mni-words", known), "--min-words");
  EXPECT_EQ(Nearest("--words", known), "");
  EXPECT_EQ(Nearest("", known), "");
  EXPECT_EQ(Nearest("a", {}), "");
  EXPECT_EQ(Nearest("--width", known), "--width");
  EXPECT_EQ(Nearest("josn", {"text", "json"}), "json") << "neighbours swapped are one slip";
  EXPECT_EQ(Nearest("--thres", {"--threshold", "--width"}), "--threshold");
  EXPECT_EQ(Nearest("--min", known), "") << "the beginning of two";
  EXPECT_EQ(Nearest("ab", {"ax", "ay"}), "ax") << "the first of equals";
}

TEST(Help, OfTheProgramListsTheCommands) {
  const std::string help = ProgramHelp(TwoCommands());
  EXPECT_THAT(help, HasSubstr("\n  cook   Cook something.\n  clean  Clean up.\n"));
}

TEST(Help, OfACommandGroupsItsFlags) {
  EXPECT_EQ(CommandHelp(TwoCommands()[0]),
            "Usage: twicetold cook [options] DISH...\n"
            "\n"
            "Cook something.\n"
            "\n"
            "  DISH: what to cook.\n"
            "\n"
            "Exit status: 0.\n"
            "\n"
            "Taste:\n"
            "  --salt GRAMS\n"
            "      How much.\n"
            "  --spice NAME\n"
            "      Which.\n"
            "\n"
            "Serving:\n"
            "  --hot\n"
            "      Serve at once.\n"
            "  --guest NAME\n"
            "      Who. May be given more than once.\n"
            "\n"
            "Examples:\n"
            "  program cook soup\n");
}

}  // namespace
}  // namespace twicetold
