#include "twicetold/text/display_width.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace twicetold {
namespace {

TEST(DisplayWidthTest, ByKindOfCharacter) {
  struct Case {
    std::string_view text;
    size_t width;
  };
  for (const Case& c : {
           Case{"", 0},
           Case{"ferry", 5},
           Case{"fähre", 5},
           Case{"“quoted”", 8},        // ambiguous width counts one
           Case{"e\u0301", 1},         // combining acute
           Case{"\u20DD", 0},          // enclosing circle
           Case{"a\u200Bb\u00AD", 2},  // zero-width space, soft hyphen
           Case{"港の船", 6},
           Case{"Ａ１", 4},  // fullwidth
           Case{"ｱ", 1},     // halfwidth
           Case{"한국", 4},
           Case{"\u1112\u1161\u11AB", 2},  // one syllable of conjoining Hangul
           Case{"ที่นี่", 2},                  // Thai: marks above take no column
           Case{"🚢", 2},
           Case{"\u3000", 2},
       }) {
    EXPECT_EQ(DisplayWidth(c.text), c.width) << c.text;
  }
}

TEST(DisplayWidthTest, BrokenBytesCountOneEach) { EXPECT_EQ(DisplayWidth("a\xFF\xFF"), 3U); }

TEST(DisplayWidthTest, AddsUp) {
  const std::string line = "The 船 sails — “ahoy”";
  EXPECT_EQ(DisplayWidth(line + line), 2 * DisplayWidth(line));
}

}  // namespace
}  // namespace twicetold
