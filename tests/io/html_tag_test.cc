#include "twicetold/io/html_tag.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>

namespace twicetold {
namespace {

std::string Repeated(std::string_view piece, int count) {
  std::string whole;
  for (int i = 0; i < count; ++i) whole += piece;
  return whole;
}

size_t End(std::string_view html) {
  const std::optional<TagExtent> extent = ScanMarkup(html, 0);
  return extent ? extent->end : 0;
}

TEST(ScanMarkup, EndsWhereTheTokenizerEnds) {
  EXPECT_EQ(End("<p>x"), 3u);
  EXPECT_EQ(End("<a href='>'>x"), 12u);
  EXPECT_EQ(End("<a b\"c>x"), 7u);
  EXPECT_EQ(End("<a b=c\">x"), 8u);
  EXPECT_EQ(End("<a =\">x"), 6u);
  EXPECT_EQ(End("</p >x"), 5u);
  EXPECT_EQ(End("</>x"), 3u);
  EXPECT_EQ(End("<!-- > -->x"), 10u);
  EXPECT_EQ(End("<!-->x"), 5u);
  EXPECT_EQ(End("<!--a--!>-->"), 9u);
  EXPECT_EQ(End("<!doctype html>"), 15u);
  EXPECT_EQ(End("<?xml ?>"), 8u);
  EXPECT_EQ(End("< b>"), 0u);
  EXPECT_EQ(End("<3>"), 0u);
  EXPECT_EQ(End("<"), 0u);
  EXPECT_EQ(End("</"), 0u);
  EXPECT_EQ(End("<a href=\"x>"), 0u);
  EXPECT_EQ(End("<!-- x"), 0u);
}

TEST(ScanMarkup, CountsAttributes) {
  const std::optional<TagExtent> extent = ScanMarkup("<a b c=d e='f' g=\"h\"/>", 0);
  ASSERT_TRUE(extent.has_value());
  EXPECT_EQ(extent->attributes, 4u);
}

TEST(FlattenNesting, LeavesSanePagesAlone) {
  EXPECT_FALSE(FlattenNesting("<p>One <b>two</b><p>three").has_value());
  EXPECT_FALSE(FlattenNesting(Repeated("<p>x", 5000)).has_value());
  EXPECT_FALSE(FlattenNesting("<ul>" + Repeated("<li><p>x", 5000)).has_value());
  EXPECT_FALSE(FlattenNesting("<table>" + Repeated("<tr><td><font>x", 5000)).has_value());
  EXPECT_FALSE(FlattenNesting(Repeated("<div><b>x</b></div>", 5000)).has_value());
  EXPECT_FALSE(FlattenNesting(Repeated("<br><img src=x>", 5000)).has_value());
  EXPECT_FALSE(FlattenNesting("<script>" + Repeated("<div>", 5000) + "</script><p>x").has_value());
}

TEST(FlattenNesting, BlanksWhatIsTooDeepAndKeepsEveryOffset) {
  const std::string page = Repeated("<div>", 600) + "text" + Repeated("</div>", 600);
  const std::optional<std::string> flat = FlattenNesting(page);
  ASSERT_TRUE(flat.has_value());
  EXPECT_EQ(flat->size(), page.size());
  EXPECT_EQ(flat->substr(0, 512 * 5), page.substr(0, 512 * 5));
  EXPECT_EQ(flat->substr(512 * 5, 88 * 5), std::string(88 * 5, ' '));
  EXPECT_EQ(flat->substr(600 * 5, 4), "text");
  EXPECT_EQ(flat->substr(600 * 5 + 4, 88 * 6), std::string(88 * 6, ' '));
  EXPECT_EQ(flat->substr(600 * 5 + 4 + 88 * 6), Repeated("</div>", 512));
}

TEST(FlattenNesting, IsNotFooledByEndTagsThatEndNothing) {
  EXPECT_TRUE(FlattenNesting(Repeated("<div><table><td></div>", 600)).has_value());
  EXPECT_TRUE(FlattenNesting(Repeated("<font id=x></b>", 600)).has_value());
}

TEST(FlattenNesting, BlanksATagOfThousandsOfAttributes) {
  const std::string tag = "<p" + Repeated(" a", 2000) + ">";
  const std::optional<std::string> flat = FlattenNesting(tag + "x");
  ASSERT_TRUE(flat.has_value());
  EXPECT_EQ(*flat, std::string(tag.size(), ' ') + "x");
}

}  // namespace
}  // namespace twicetold
