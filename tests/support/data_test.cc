#include "tests/support/data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <string>

namespace twicetold::testing {
namespace {

using ::testing::HasSubstr;

// Writes a set into the working directory, which is this test's own.
void WriteSet(const std::string& lines) {
  std::ofstream("set.jsonl") << lines;
  ASSERT_EQ(std::system("xz -f set.jsonl"), 0);
}

TEST(DataTest, ReadsTheRecordsInOrderUpToTheLimit) {
  WriteSet(
      "{\"id\":\"a\",\"text\":\"one\\ntwo\"}\n{\"text\":\"\\u00e9\",\"id\":\"b\",\"more\":[1]}\n");
  const auto all = ReadTexts("set.jsonl.xz");
  ASSERT_TRUE(all.ok()) << all.status();
  ASSERT_EQ(all->size(), 2U);
  EXPECT_EQ((*all)[0].id, "a");
  EXPECT_EQ((*all)[0].text, "one\ntwo");
  EXPECT_EQ((*all)[1].text, "\xC3\xA9");
  EXPECT_EQ(ReadTexts("set.jsonl.xz", 1)->size(), 1U);
}

TEST(DataTest, SaysWhatItCannotRead) {
  EXPECT_THAT(std::string(ReadTexts("absent.jsonl.xz").status().message()),
              HasSubstr("absent.jsonl.xz"));
  WriteSet("{\"id\":\"a\",\"text\":\"one\"}\n{\"id\":\"b\"}\n");
  EXPECT_THAT(std::string(ReadTexts("set.jsonl.xz").status().message()), HasSubstr("record 2"));
}

TEST(DataTest, ReadsRealTexts) {
  const auto folder = DataFolder();
  if (!folder) GTEST_SKIP() << kNoDataMessage;
  const auto texts = ReadTexts(*folder / "udhr.docs.jsonl.xz");
  ASSERT_TRUE(texts.ok()) << texts.status();
  EXPECT_EQ(texts->size(), 388U);
}

}  // namespace
}  // namespace twicetold::testing
