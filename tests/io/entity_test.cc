#include "twicetold/io/entity.h"

#include <gtest/gtest.h>

#include <string>

namespace twicetold {
namespace {

struct Case {
  std::string text;
  std::string decoded;
  size_t length;
};

TEST(EntityDecoder, KnowsNamesNumbersAndOldNamesWithoutSemicolon) {
  EntityDecoder decoder;
  for (const Case& c : {
           Case{"&amp;", "&", 5},
           Case{"&amp", "&", 4},
           Case{"&ampere", "&", 4},
           Case{"&copy2014", "\u00A9", 5},
           Case{"&notit;", "\u00AC", 4},
           Case{"&rsquo;s", "\u2019", 7},
           Case{"&fjlig;", "fj", 7},
           Case{"&semi;", ";", 6},
           Case{"&nbsp;x", "\u00A0", 6},
           Case{"&CounterClockwiseContourIntegral;", "\u2233", 33},
           Case{"&#39;", "'", 5},
           Case{"&#39x", "'", 4},
           Case{"&#x2019;", "\u2019", 8},
           Case{"&#X1F600;", "\U0001F600", 9},
           Case{"&#150;", "\u2013", 6},  // Windows-1252, as browsers read it
           Case{"&#0;", "\uFFFD", 4},
           Case{"&#xD800;", "\uFFFD", 8},
           Case{"&#32;", " ", 5},
           Case{"&", "", 0},
           Case{"& b", "", 0},
           Case{"&;", "", 0},
           Case{"&#;", "", 0},
           Case{"&#x;", "", 0},
           Case{"&nosuchname;", "", 0},
       }) {
    const Entity& entity = decoder.Decode(c.text);
    EXPECT_EQ(entity.text, c.decoded) << c.text;
    EXPECT_EQ(entity.length, c.length) << c.text;
  }
}

}  // namespace
}  // namespace twicetold
