// twicetold dedup --explain, --protect, --differences, as a person runs them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/json.h"
#include "tests/support/program.h"

namespace twicetold::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string Record(const std::string& id, const std::string& put_in) {
  std::string text = "The harbour of " + put_in + " lies by the sea and has";
  for (int i = 0; i < 60; ++i) text += " word" + std::to_string(i);
  return "{\"id\":\"" + id + "\",\"text\":\"" + text + "\"}\n";
}

ProgramResult Dedup(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"dedup", "in.jsonl"});
  return RunTwicetold(arguments);
}

class DedupExplainTest : public ::testing::Test {
 protected:
  DedupExplainTest() {
    folder_.Write("in.jsonl", Record("a", "Skarvik") + Record("b", "Holme \\u001b[31m"));
  }
  FreshFolder folder_;
};

TEST_F(DedupExplainTest, SaysWhy) {
  const ProgramResult text = Dedup({"--explain", "b"});
  EXPECT_EQ(text.status, 0) << text.err;
  EXPECT_THAT(text.out, HasSubstr("b went for a: near"));
  EXPECT_THAT(text.out, Not(HasSubstr("\x1b")));
  const ProgramResult kept =
      Dedup({"--explain", "b", "--explain", "a", "--protect", "names", "--format", "json"});
  const Json json(kept.out);
  EXPECT_EQ(json.Text("/schema"), "twicetold.dedup-explanation/1");
  EXPECT_EQ(json.Text("/a/role"), "kept");
  EXPECT_TRUE(json.Bool("/pair/form_letter"));
}

TEST_F(DedupExplainTest, NamesWhatDoesNotGoTogether) {
  EXPECT_THAT(Dedup({"--explain", "b", "--output", "x"}).err, HasSubstr("leave --output out"));
  EXPECT_THAT(Dedup({"--explain", "none"}).err, HasSubstr("no record has that id"));
  EXPECT_THAT(Dedup({"--output", "x", "--format", "json"}).err, HasSubstr("--explain"));
  EXPECT_THAT(Dedup({"--output", "x", "--spans"}).err, HasSubstr("--removed"));
  EXPECT_THAT(Dedup({"--output", "x", "--protect", "dates"}).err, HasSubstr("numbers, names"));
}

TEST_F(DedupExplainTest, ProtectsAndTellsDifferences) {
  const ProgramResult joined =
      Dedup({"--output", "kept.jsonl", "--removed", "removed.jsonl", "--differences"});
  EXPECT_EQ(joined.status, 0) << joined.err;
  const Json removed(ReadWhole("removed.jsonl"));
  EXPECT_EQ(removed.Text("/differences/0/kept"), "Skarvik");
  const ProgramResult kept = Dedup({"--output", "kept.jsonl", "--protect", "numbers,names"});
  EXPECT_EQ(kept.status, 0) << kept.err;
  EXPECT_THAT(kept.err, HasSubstr("0 records removed"));
  EXPECT_THAT(kept.err, HasSubstr("form letters"));
}

}  // namespace
}  // namespace twicetold::testing
