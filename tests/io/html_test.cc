#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/prose_checks.h"
#include "twicetold/io/reader.h"
#include "twicetold/text/utf8.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

Prose Read(std::string_view html) {
  absl::StatusOr<Prose> prose = ReadHtml(html);
  EXPECT_TRUE(prose.ok()) << prose.status();
  if (!prose.ok()) return Prose{};
  EXPECT_EQ(testing::TroubleWith(prose->text, prose->to_markup, Span{0, html.size()}), "");
  return *std::move(prose);
}

std::string Text(std::string_view html) { return Read(html).text; }

// The slice of `html` that the first `piece` of its prose came from.
std::string SourceOf(std::string_view html, std::string_view piece) {
  const Prose prose = Read(html);
  const size_t at = prose.text.find(piece);
  EXPECT_NE(at, std::string::npos) << piece << " in " << prose.text;
  if (at == std::string::npos) return "";
  const Span span = prose.to_markup.ToSource(Span{at, at + piece.size()});
  return std::string(html.substr(span.begin, span.size()));
}

std::string Repeated(std::string_view piece, int count) {
  std::string whole;
  for (int i = 0; i < count; ++i) whole += piece;
  return whole;
}

TEST(ReadHtml, ReadsBlocksApartAndInlineTogether) {
  EXPECT_EQ(Text("<h1>Head</h1><p>One <b>tw</b>o.\n<p>Three"), "Head\n\nOne two.\n\nThree");
  EXPECT_EQ(Text("<div>a<div>b</div>c</div>"), "a\n\nb\n\nc");
  EXPECT_EQ(Text("a<br>b<br/><br>c"), "a\nb\n\nc");
  EXPECT_EQ(Text("<ul><li>one<li>two</ul>"), "one\n\ntwo");
  EXPECT_EQ(Text("<dl><dt>word<dd>sense</dl>"), "word\n\nsense");
  EXPECT_EQ(Text("<table><tr><td>a<td>b<tr><td>c<td>d</table>e"), "a\tb\nc\td\n\ne");
  EXPECT_EQ(Text("a<hr>b"), "a\n\nb");
  EXPECT_EQ(Text("lo<wbr>ng"), "long");
  EXPECT_EQ(Text("left<img src=x>right"), "left right");
}

TEST(ReadHtml, CollapsesWhiteSpaceAsABrowserDoes) {
  EXPECT_EQ(Text("  <p>\n  one \t two <b> three</b>\n</p>  "), "one two three");
  EXPECT_EQ(Text("a&nbsp; &#32;b"), "a\u00A0 b");
  EXPECT_EQ(Text("<pre>\n a\n  b\n</pre>c"), " a\n  b\n\n\nc");
}

TEST(ReadHtml, LeavesOutWhatIsNoProse) {
  EXPECT_EQ(Text("<head><title>t</title><style>s</style></head><body>x<script>y</script>"), "x");
  EXPECT_EQ(Text("a<!-- c -->b<template>t</template><noscript>n</noscript>"), "ab");
  EXPECT_EQ(Text("a<svg><text>t</text></svg>b"), "a b");
  EXPECT_EQ(Text("a<select><option>o</select>b<textarea>t</textarea>c"), "a b c");
  EXPECT_EQ(Text("<p hidden>h</p><p style='color:red; Display : NONE'>n</p><p>x"), "x");
  EXPECT_EQ(Text("<ruby>\u6F22<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>\u5B57"), "\u6F22\u5B57");
  EXPECT_EQ(Text("<p title='not me' alt=\"nor me\">x</p>"), "x");
}

TEST(ReadHtml, MapsEntitiesAndWhatStandsInsideWords) {
  EXPECT_EQ(SourceOf("<p>caf&eacute; x", "caf\u00E9"), "caf&eacute;");
  EXPECT_EQ(SourceOf("R&amp;D &copy2014", "R&D"), "R&amp;D");
  EXPECT_EQ(SourceOf("&copy2014", "2014"), "2014");
  EXPECT_EQ(SourceOf("x <b>W</b>ord y", "Word"), "W</b>ord");
  EXPECT_EQ(SourceOf("foo</bogus>bar", "foobar"), "foo</bogus>bar");
  EXPECT_EQ(SourceOf("foo</bogus>bar", "bar"), "bar");
  EXPECT_EQ(SourceOf("a < b <3 &nosuch; & c", "b <3 &nosuch; & c"), "b <3 &nosuch; & c");
  EXPECT_EQ(SourceOf("x</body>y</html>z", "z"), "z");
  EXPECT_EQ(SourceOf(std::string_view("n\0ul x", 6), "nul"), std::string("n\0ul", 4));
  EXPECT_EQ(SourceOf("<xmp>a<b>&amp;</xmp>", "a<b>&amp;"), "a<b>&amp;");
  EXPECT_EQ(SourceOf("one  \n two", "one two"), "one  \n two");
}

TEST(ReadHtml, TakesTextMovedByTheParserInTheOrderOfThePage) {
  const std::string page = "<table>foo<tr>baz<td>A</td></tr>B &amp; C</table>D";
  EXPECT_EQ(Text(page), "foobaz\n\nA\n\nB & C\n\nD");
  EXPECT_EQ(SourceOf(page, "B & C"), "B &amp; C");
}

TEST(ReadHtml, SurvivesBrokenPages) {
  EXPECT_EQ(Text(""), "");
  EXPECT_EQ(Text("<"), "<");
  EXPECT_EQ(Text("end </"), "end </");
  EXPECT_EQ(Text("end <a href=\"x"), "end");
  EXPECT_EQ(Text("<p>unclosed <!-- comment"), "unclosed");
  EXPECT_EQ(Text("<p>a<b>b<i>c</b>d</i>e"), "abcde");
  EXPECT_EQ(Text("a<plaintext>b<p>&amp;"), "a\n\nb<p>&amp;");
  EXPECT_EQ(Text("c\u0001d\u0085e"), "c\uFFFDd\uFFFDe");
  EXPECT_EQ(Text("<p " + Repeated("a", 2000000) + "='x'>t"), "t");
  EXPECT_EQ(Text("<p a='" + Repeated("x", 2000000) + "'>t"), "t");
}

TEST(ReadHtml, ReadsPagesOfAnyDepthInLinearTime) {
  EXPECT_EQ(Text(Repeated("<div>", 100000) + "deep"), "deep");
  EXPECT_EQ(Text(Repeated("<span>", 1000000) + "deep"), "deep");
  EXPECT_EQ(Text(Repeated("<b id=x>", 100000) + "<p>deep"), "deep");
  EXPECT_EQ(Text(Repeated("<div><table><td></div>", 20000) + "deep"), "deep");
  std::string fonts;
  for (int i = 0; i < 5000; ++i) fonts += "<font id=" + std::to_string(i) + "><p>";
  EXPECT_EQ(Text(fonts + "deep"), "deep");
  EXPECT_EQ(Text("<p " + Repeated("a=1 ", 100000) + ">deep"), "deep");
  EXPECT_EQ(Text(Repeated("</p>", 100000) + "deep"), "deep");
}

// Pages made character by character: every one must lead back to exactly how it was written.
TEST(ReadHtml, MapsEveryCharacterOfMadePages) {
  struct Letter {
    std::string_view text;
    std::vector<std::string_view> spellings;
  };
  const std::vector<Letter> letters = {
      {"a", {"a", "&#97;", "&#x61;"}},
      {"Z", {"Z", "&#90;"}},
      {"\u00E9", {"\u00E9", "&eacute;", "&#233;", "&#xE9"}},
      {"&", {"&amp;", "&#38;"}},
      {"<", {"&lt;", "&LT;"}},
      {"\u2019", {"\u2019", "&rsquo;", "&#146;"}},
      {"\U0001F600", {"\U0001F600", "&#x1F600;"}},
      {"\u6F22", {"\u6F22", "&#28450;"}},
  };
  const std::vector<std::string_view> between = {
      "", "", "", "", "<b>", "</b>", "<i class='>'>", "</i>", "</bogus>", "<!-- & <p> -->"};
  std::mt19937 random(20240607);
  const auto pick = [&random](const auto& choices) { return choices[random() % choices.size()]; };
  for (int page = 0; page < 300; ++page) {
    std::string html = "<p>";
    std::string text;
    std::vector<Span> places;
    for (int i = 0; i < 60; ++i) {
      html += pick(between);
      const Letter& letter = letters[random() % letters.size()];
      const std::string_view spelling = pick(letter.spellings);
      // A number that ends without semicolon must not run into a digit: it never does here.
      places.push_back(Span{html.size(), html.size() + spelling.size()});
      html += spelling;
      text += letter.text;
      if (spelling == "&#xE9") html += "<wbr>";
    }
    const Prose prose = Read(html);
    ASSERT_EQ(prose.text, text) << html;
    size_t at = 0;
    for (const Span place : places) {
      const size_t length = ReadUtf8(text, at).length;
      ASSERT_EQ(prose.to_markup.ToSource(Span{at, at + length}), place) << html;
      at += length;
    }
  }
}

}  // namespace
}  // namespace twicetold
