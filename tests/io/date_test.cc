#include "twicetold/io/date.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace twicetold {
namespace {

std::string Date(std::string_view text) { return ParseDate(text).value_or("unknown"); }
std::string InName(std::string_view path) { return DateInFileName(path).value_or("unknown"); }

TEST(ParseDate, ReadsIsoDays) {
  EXPECT_EQ(Date("2005-03-14"), "2005-03-14");
  EXPECT_EQ(Date("  2005-03-14\n"), "2005-03-14");
  EXPECT_EQ(Date("20050314"), "2005-03-14");
  EXPECT_EQ(Date("0001-01-01"), "0001-01-01");
  EXPECT_EQ(Date("9999-12-31"), "9999-12-31");
}

TEST(ParseDate, KnowsWhichDaysAreReal) {
  EXPECT_EQ(Date("2004-02-29"), "2004-02-29");
  EXPECT_EQ(Date("2000-02-29"), "2000-02-29");
  for (const std::string_view text :
       {"2005-02-29", "1900-02-29", "2005-04-31", "2005-13-01", "2005-00-10", "2005-01-00",
        "2005-01-32", "0000-01-01", "20051301", "31 April 2005", "February 29, 2005"}) {
    EXPECT_EQ(Date(text), "unknown") << text;
  }
}

TEST(ParseDate, KeepsTheDayWithoutAnOffset) {
  EXPECT_EQ(Date("2005-03-14T23:30"), "2005-03-14T23:30:00");
  EXPECT_EQ(Date("2005-03-14 23:30:05"), "2005-03-14T23:30:05");
  EXPECT_EQ(Date("2005-03-14t23:30:05.999"), "2005-03-14T23:30:05");
  EXPECT_EQ(Date("20050314T233005"), "2005-03-14T23:30:05");
  EXPECT_EQ(Date("2005-12-31T23:59:60"), "2005-12-31T23:59:59");
}

TEST(ParseDate, TurnsAnOffsetIntoUtc) {
  EXPECT_EQ(Date("2005-03-14T10:00:00Z"), "2005-03-14T10:00:00Z");
  EXPECT_EQ(Date("2005-03-14T00:30:00+01:00"), "2005-03-13T23:30:00Z");
  EXPECT_EQ(Date("2004-12-31T23:30:00-0500"), "2005-01-01T04:30:00Z");
  EXPECT_EQ(Date("2005-03-01 00:00:00 +02"), "2005-02-28T22:00:00Z");
  EXPECT_EQ(Date("2005-03-14T10:00+05:45"), "2005-03-14T04:15:00Z");
  EXPECT_EQ(Date("20050314T100000Z"), "2005-03-14T10:00:00Z");
  EXPECT_EQ(Date("0001-01-01T00:00+01:00"), "unknown");
  EXPECT_EQ(Date("9999-12-31T23:30-01:00"), "unknown");
}

TEST(ParseDate, ReadsTheDatesOfFeeds) {
  EXPECT_EQ(Date("Mon, 14 Mar 2005 10:00:00 GMT"), "2005-03-14T10:00:00Z");
  EXPECT_EQ(Date("14 Mar 2005 10:00 +0000"), "2005-03-14T10:00:00Z");
  EXPECT_EQ(Date("Mon, 14 Mar 2005 23:00:00 EST"), "2005-03-15T04:00:00Z");
  EXPECT_EQ(Date("Mon, 14 Mar 2005 10:00:00 +0000 (UTC)"), "2005-03-14T10:00:00Z");
  EXPECT_EQ(Date("Mon, 14 Mar 2005 23:30:00 CEST"), "2005-03-14T23:30:00");
  EXPECT_EQ(Date("Fri, 4 Mar 2005"), "2005-03-04");
  EXPECT_EQ(Date("Tue, 14 Mar 2005"), "2005-03-14");  // it was a Monday
}

TEST(ParseDate, ReadsEnglishDates) {
  for (const std::string_view text :
       {"14 March 2005", "March 14, 2005", "March 14 2005", "14 MARCH 2005", "14th March 2005",
        "Mar. 14, 2005", "Monday, March 14, 2005", "Monday 14 March, 2005"}) {
    EXPECT_EQ(Date(text), "2005-03-14") << text;
  }
  EXPECT_EQ(Date("Sept. 1, 2005"), "2005-09-01");
  EXPECT_EQ(Date("1 May 2005"), "2005-05-01");
  EXPECT_EQ(Date("March 14, 2005 10:15"), "2005-03-14T10:15:00");
}

TEST(ParseDate, DoesNotGuess) {
  for (const std::string_view text : {"",
                                      " ",
                                      "-",
                                      "today",
                                      "03/04/2005",
                                      "3.4.2005",
                                      "14-03-2005",
                                      "2005",
                                      "2005-03",
                                      "2005-3-4",
                                      "1110794400",
                                      "1110794400000",
                                      "12345678",
                                      "10101010",
                                      "14 Mar 05",
                                      "March 2005",
                                      "2005-03-14T",
                                      "2005-03-14T25:00",
                                      "2005-03-14T10:60",
                                      "2005-03-14T10:00+25:00",
                                      "2005-03-14T10",
                                      "2005-03-14 and later",
                                      "2005-03-14T10:00:00 sharp, sir",
                                      "20050314abc",
                                      "14 Brumaire 2005",
                                      "Monday",
                                      "14",
                                      "March 14",
                                      "14 March 20055",
                                      "March 14, 2005 10:00 pm",
                                      "2005-03-14T10:00 (",
                                      "2005-0314",
                                      "14 March 2005x",
                                      "114 March 2005"}) {
    EXPECT_EQ(Date(text), "unknown") << text;
  }
}

TEST(ParseDate, AnyBytesAreADateOrNot) {
  std::mt19937 random(20050314);
  constexpr std::string_view kLetters = "0123456789-:TZ+ ,.()MarchGMT/\xC3\x28";
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (size_t size = random() % 30; size > 0; --size)
      text += kLetters[random() % kLetters.size()];
    const auto date = ParseDate(text);
    if (!date) continue;
    EXPECT_EQ(ParseDate(*date), date) << text;  // what is given is a date itself
  }
}

TEST(ParseDate, DaysCompareAsBytes) {
  const std::vector<std::string> in_order = {"14 March 1905", "2004-12-31T23:59Z",
                                             "2005-01-01T00:30+00:00", "Jan 2, 2005", "20050103"};
  for (size_t i = 1; i < in_order.size(); ++i) {
    EXPECT_LT(Date(in_order[i - 1]).substr(0, 10), Date(in_order[i]).substr(0, 10));
  }
}

TEST(DateInFileName, FindsTheOneDay) {
  EXPECT_EQ(InName("2005-03-14.txt"), "2005-03-14");
  EXPECT_EQ(InName("posts/2005-03-14-the-lighthouse.md"), "2005-03-14");
  EXPECT_EQ(InName("story_20050314_v2.txt"), "2005-03-14");
  EXPECT_EQ(InName("story2005_03_14.txt"), "2005-03-14");
  EXPECT_EQ(InName("20050314-2005-03-14.txt"), "2005-03-14");
  EXPECT_EQ(InName("a 2005-02-30 b 2005-03-14"), "2005-03-14");
}

TEST(DateInFileName, DoesNotGuess) {
  for (const std::string_view path :
       {"", "story.txt", "2005-03-14/story.txt", "2005-03-14_2005-03-15.txt", "2005-03_14.txt",
        "120050314.txt", "200503141.txt", "20050314123000.txt", "2005-02-30.txt", "12345678.txt",
        "1010-10-10.txt", "2005-3-14.txt"}) {
    EXPECT_EQ(InName(path), "unknown") << path;
  }
}

}  // namespace
}  // namespace twicetold
