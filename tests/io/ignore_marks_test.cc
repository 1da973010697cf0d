// twicetold:ignore in Markdown and HTML: what is marked, where, and what authors are told.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "twicetold/io/reader.h"

namespace twicetold {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Document Read(std::string_view name, std::string_view bytes) {
  Document document;
  ReadBytes(name, bytes, {}, [&document](ReadResult result) {
    document = std::get<Document>(std::move(result));
    return true;
  });
  uint64_t end = 0;
  for (const Span& span : document.ignored) {
    EXPECT_LT(span.begin, span.end);
    EXPECT_LE(end, span.begin);
    EXPECT_LE(span.end, document.text.size());
    end = span.end;
  }
  return document;
}

std::vector<std::string> IgnoredIn(const Document& document) {
  std::vector<std::string> pieces;
  for (const Span& span : document.ignored) {
    pieces.push_back(document.text.substr(span.begin, span.size()));
  }
  return pieces;
}

std::vector<std::string> Markdown(std::string_view text) { return IgnoredIn(Read("a.md", text)); }
std::vector<std::string> Html(std::string_view page) { return IgnoredIn(Read("a.html", page)); }
std::vector<std::string> Notes(std::string_view name, std::string_view bytes) {
  return Read(name, bytes).notes;
}

TEST(IgnoreMarks, StartAndEndInMarkdown) {
  EXPECT_THAT(Markdown("a\n\n<!-- twicetold:ignore-start -->\n\nb *c*\n\nd &amp; e\n\n"
                       "<!-- twicetold:ignore-end -->\n\nf"),
              ElementsAre("b c\n\nd & e"));
  EXPECT_THAT(Markdown("a <!-- twicetold:ignore-start -->b<!-- twicetold:ignore-end --> c "
                       "<!--TwiceTold: Ignore-Start-->&eacute;<!-- twicetold:\nignore-end\n-->"),
              ElementsAre("b", "\u00E9"));
  EXPECT_THAT(Markdown("a\n\n<!-- twicetold:ignore-start -->\nb\n\nc"), ElementsAre("b\n\nc"));
  EXPECT_THAT(Markdown("<!-- twicetold:ignore-start -->\n\n<!-- twicetold:ignore-end -->\n\nb"),
              IsEmpty());
  EXPECT_THAT(Markdown("a\n\nb"), IsEmpty());
}

TEST(IgnoreMarks, NextBlockInMarkdown) {
  EXPECT_THAT(Markdown("a\n\n<!-- twicetold:ignore -->\nb\nb\n\nc"), ElementsAre("b b"));
  EXPECT_THAT(Markdown("<!-- twicetold:ignore -->\n\n# b\n\nc"), ElementsAre("b"));
  EXPECT_THAT(Markdown("<!-- twicetold:ignore -->\n|a|b|\n|---|---|\n|c|d|\n\ne"),
              ElementsAre("a\tb\nc\td"));
  EXPECT_THAT(Markdown("<!-- twicetold:ignore -->\n\n- a\n- b\n\nc"), ElementsAre("a\n\nb"));
  EXPECT_THAT(Markdown("- a\n\n  <!-- twicetold:ignore -->\n- b\n- c\n"), ElementsAre("b"));
  EXPECT_THAT(Markdown("<!-- twicetold:ignore -->\n> a\n>\n> b\n\nc"), ElementsAre("a\n\nb"));
  EXPECT_THAT(Markdown("- <!-- twicetold:ignore --> a\n- b\n"), ElementsAre("a"));
  EXPECT_THAT(Markdown("<!-- twicetold:ignore -->\n\n```\ncode\n```\n\nb"), IsEmpty());
  EXPECT_THAT(Markdown("<!-- twicetold:ignore -->\n<!-- another -->\n\nb\n\nc"), ElementsAre("b"));
  EXPECT_THAT(
      Markdown("<!-- twicetold:ignore -->\n\n> a\n>\n> <!-- twicetold:ignore -->\n> b\n\nc"),
      ElementsAre("a\n\nb"));
}

TEST(IgnoreMarks, AmongTextItIsTheRestOfTheBlock) {
  EXPECT_THAT(Markdown("a <!-- twicetold:ignore --> b *c*\n\nd"), ElementsAre("b c"));
  EXPECT_THAT(Markdown("a <!-- twicetold:ignore -->\n\nd\n\ne"), ElementsAre("d"));
  EXPECT_THAT(Html("<p>a <!-- twicetold:ignore --> b <b>c</b> d<p>e"), ElementsAre("b c d"));
  EXPECT_THAT(Html("<p>a <!-- twicetold:ignore --></p><p>d</p><p>e"), ElementsAre("d"));
}

TEST(IgnoreMarks, HtmlBlocksInMarkdown) {
  const std::string text =
      "caf&eacute;\n\n> <div>\n> one <!-- twicetold:ignore-start --> tw&ouml; </div>\n\nthree\n\n"
      "<p>four<!-- twicetold:ignore-end --> five</p>\n\nsix";
  const Document document = Read("a.md", text);
  EXPECT_THAT(IgnoredIn(document), ElementsAre("tw\u00F6\n\nthree\n\nfour"));
  const Span source = document.to_source.ToSource(document.ignored[0]);
  EXPECT_EQ(text.substr(source.begin, 8), "tw&ouml;");
  EXPECT_EQ(text.substr(source.end - 4, 4), "four");
  EXPECT_THAT(Markdown("<!-- twicetold:ignore -->\n\n<div>a\n<p>b</div>\n\nc"),
              ElementsAre("a\n\nb"));
  EXPECT_THAT(Markdown("<div>\na\n<!-- twicetold:ignore -->\n</div>\n\nb\n\nc"), ElementsAre("b"));
  EXPECT_THAT(Markdown("<p data-twicetold=\"ignore\">a</p>\n\nb"), ElementsAre("a"));
}

TEST(IgnoreMarks, StartAndEndInHtml) {
  EXPECT_THAT(Html("<p>a</p><!--twicetold:ignore-start--><p>b</p>c<!--twicetold:ignore-end--><p>d"),
              ElementsAre("b\n\nc"));
  EXPECT_THAT(Html("<!-- twicetold:ignore-start --><html><body><p>a</p></body></html>"),
              ElementsAre("a"));
  EXPECT_THAT(Html("<head><!-- twicetold:ignore-start --><title>T</title></head><p>a"
                   "<!-- twicetold:ignore-end --><p>b"),
              ElementsAre("a"));
  EXPECT_THAT(Html("<table><!-- twicetold:ignore-start -->a<tr><td>b<!-- twicetold:ignore-end -->"
                   "<td>c</table>"),
              ElementsAre("a\n\nb"));
}

TEST(IgnoreMarks, NextBlockAndAttributeInHtml) {
  EXPECT_THAT(Html("<body><!-- twicetold:ignore --><ul><li>a<li>b</ul><p>c"),
              ElementsAre("a\n\nb"));
  EXPECT_THAT(Html("<ul><li>a<!-- twicetold:ignore --><li>b<li>c</ul>"), ElementsAre("b"));
  EXPECT_THAT(Html("<!-- twicetold:ignore --><h1>a</h1>b"), ElementsAre("a"));
  EXPECT_THAT(Html("<p>a<div data-twicetold=' IGNORE '><p>b<p>c</div>d <i data-twicetold=ignore>e"
                   "</i> f"),
              ElementsAre("b\n\nc", "e"));
  EXPECT_THAT(Html("<div data-twicetold=ignore><p data-twicetold=ignore>a</p>b</div>c"),
              ElementsAre("a\n\nb"));
}

TEST(IgnoreMarks, InCodeAndPlainTextTheyAreText) {
  EXPECT_THAT(Markdown("```\n<!-- twicetold:ignore-start -->\n```\n\na\n\n"
                       "    <!-- twicetold:ignore -->\n\n`<!-- twicetold:ignore-start -->` b"),
              IsEmpty());
  EXPECT_THAT(Notes("a.md", "```\n<!-- twicetold:nonsense -->\n```"), IsEmpty());
  EXPECT_THAT(Html("<pre>&lt;!-- twicetold:ignore-start --&gt; a</pre>b"), IsEmpty());
  EXPECT_THAT(IgnoredIn(Read("a.txt", "<!-- twicetold:ignore-start -->\na")), IsEmpty());
  EXPECT_THAT(Html("<p>twicetold:ignore-start<!-- twicetold is a tool --><p>a"), IsEmpty());
}

TEST(IgnoreMarks, TellsWhatIsWrong) {
  EXPECT_THAT(Notes("a.md",
                    "---\ntitle: T\n---\na <!-- twicetold:ignore-end -->\n\n"
                    "<!-- twicetold:ignore-start -->\n\n<div>\n<!-- twicetold:ignore-start -->\n"
                    "</div>\n\n<!-- twicetold:ignor -->\n\nb\n"),
              ElementsAre("line 4: twicetold:ignore-end without a start",
                          "line 9: twicetold:ignore-start inside another",
                          "line 12: twicetold:ignor is not known; write twicetold:ignore, "
                          "twicetold:ignore-start or twicetold:ignore-end"));
  EXPECT_THAT(Notes("a.html",
                    "<p>a\r\n<!-- twicetold:ignore-end -->\r\n<p data-twicetold=no>b</p>\r\n"
                    "<!-- twicetold:ignore -->"),
              ElementsAre("line 2: twicetold:ignore-end without a start",
                          "line 3: data-twicetold=\"no\" is not known; write "
                          "data-twicetold=\"ignore\"",
                          "line 4: twicetold:ignore with no block behind it"));
  EXPECT_THAT(Notes("a.md", "a\n\n<!-- twicetold:ignore -->"),
              ElementsAre("line 3: twicetold:ignore with no block behind it"));
  EXPECT_THAT(Notes("a.md", "<!-- twicetold: " + std::string(100, 'x') + " -->"),
              ElementsAre("line 1: twicetold:" + std::string(40, 'x') +
                          "... is not known; write twicetold:ignore, twicetold:ignore-start or "
                          "twicetold:ignore-end"));
  EXPECT_THAT(Notes("a.md", "<!-- twicetold:ignore-start -->\n\na"), IsEmpty());
}

TEST(IgnoreMarks, AnAttributeReachesNoFurtherThanItsHtmlBlock) {
  const Document document = Read(
      "a.md",
      "a\n\n<div data-twicetold=\"ignore\">\nb\n\nc\n\n</div>\n\n<p data-twicetold=ignore>d\n");
  EXPECT_THAT(IgnoredIn(document), ElementsAre("b", "d"));
  EXPECT_THAT(document.notes,
              ElementsAre("line 3: data-twicetold=\"ignore\" marks nothing behind its own HTML "
                          "block, which a blank line ends; write twicetold:ignore-start and "
                          "twicetold:ignore-end"));
  EXPECT_THAT(Notes("a.html", "<div data-twicetold=ignore>a\n\nb"), IsEmpty());
}

TEST(IgnoreMarks, ANestedStartEndsWithTheFirstEnd) {
  const Document document =
      Read("a.html",
           "<!--twicetold:ignore-start-->a<!--twicetold:ignore-start-->b<!--twicetold:ignore-end-->"
           "c<!--twicetold:ignore-end-->d");
  EXPECT_THAT(IgnoredIn(document), ElementsAre("ab"));
  EXPECT_EQ(document.notes.size(), 2u);
}

// Marks put at random between made-up blocks: what is ignored is exactly the words that a plain
// count of starts and ends says.
TEST(IgnoreMarks, MadeTextsIgnoreExactlyTheirMarkedWords) {
  std::mt19937 random(20240612);
  for (int round = 0; round < 300; ++round) {
    const bool markdown = round % 2 == 0;
    std::string page;
    std::vector<std::string> wanted;
    bool inside = false;
    for (int i = 0; i < 12; ++i) {
      const bool mark = random() % 3 == 0;
      if (mark) {
        inside = !inside;
        page += inside ? "<!-- twicetold:ignore-start -->" : "<!-- twicetold:ignore-end -->";
        if (markdown) page += "\n\n";
      }
      const std::string word = "w" + std::to_string(i) + "w";
      const bool html = !markdown || random() % 3 == 0;
      page +=
          html ? "<p>" + word + "&amp;</p>" : (random() % 2 == 0 ? "- " : "> ") + word + "&amp;";
      page += "\n\n";
      if (inside) wanted.push_back(word);
    }
    const Document document = Read(markdown ? "a.md" : "a.html", page);
    std::vector<std::string> found;
    for (int i = 0; i < 12; ++i) {
      const std::string word = "w" + std::to_string(i) + "w";
      const size_t at = document.text.find(word);
      ASSERT_NE(at, std::string::npos) << page;
      bool covered = false;
      for (const Span& span : document.ignored) {
        covered = covered || span.Contains(Span{at, at + word.size() + 1});
        EXPECT_TRUE(span.end <= at || span.begin >= at + word.size() || covered) << page;
      }
      if (covered) found.push_back(word);
    }
    EXPECT_EQ(found, wanted) << page;
    EXPECT_THAT(document.notes, IsEmpty());
  }
}

}  // namespace
}  // namespace twicetold
