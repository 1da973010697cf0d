// What readers know beside the text: date, source and series, from every place that may say them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "twicetold/io/front_matter.h"
#include "twicetold/io/reader.h"

namespace twicetold {
namespace {

using ::testing::ElementsAre;

// "DATE|SOURCE|SERIES" of every document.
std::vector<std::string> All(std::string_view name, std::string_view bytes,
                             const ReadOptions& options = {}) {
  std::vector<std::string> found;
  ReadBytes(name, bytes, options, [&found](ReadResult result) {
    const auto* const document = std::get_if<Document>(&result);
    if (document == nullptr) {
      found.emplace_back("skipped");
    } else {
      const Metadata& metadata = document->metadata;
      found.push_back(metadata.date + "|" + metadata.source + "|" + metadata.series);
    }
    return true;
  });
  return found;
}

std::string Known(std::string_view name, std::string_view bytes) { return All(name, bytes).at(0); }

TEST(Metadata, OfPlainTextComesFromItsPath) {
  EXPECT_EQ(Known("story.txt", "x"), "||");
  EXPECT_EQ(Known("herald/2005-03-14.txt", "x"), "2005-03-14|herald|");
  EXPECT_EQ(Known("archive/2004/herald/a20050314.txt", "x"), "2005-03-14|herald|");
  EXPECT_EQ(Known("./a.txt", "x"), "||");
  EXPECT_EQ(Known("../a.txt", "x"), "||");
  EXPECT_EQ(Known("/a.txt", "x"), "||");
  EXPECT_EQ(Known("herald/./a.txt", "x"), "|herald|");
  EXPECT_EQ(Known("herald//a.txt", "x"), "|herald|");
  EXPECT_EQ(Known("-", "---\ndate: 2005-03-14\n---\n"), "||");  // text, so no front matter
}

TEST(Metadata, OfMarkdownComesFromItsFrontMatter) {
  EXPECT_EQ(Known("p/2001-01-01.md",
                  "---\ntitle: T\ndate: 2005-03-14 10:00:00 +0100\nsource: The Herald\n"
                  "series: bridge\n---\ntext"),
            "2005-03-14T09:00:00Z|The Herald|bridge");
  EXPECT_EQ(
      Known("p/a.md", "---\nDate: \"March 14, 2005\" # a Monday\nsource: 'He said: no'\n---\n"),
      "2005-03-14|He said: no|");
  EXPECT_EQ(Known("p/a.md",
                  "+++\ndate = 2005-03-14T10:00:00Z\nsource = \"H\"\n[series]\n"
                  "series = 'x'\n+++\ntext"),
            "2005-03-14T10:00:00Z|H|");
  EXPECT_EQ(Known("p/2001-01-01.md", "---\ndate: soon\n---\ntext"), "2001-01-01|p|");
  EXPECT_EQ(Known("p/a.md", "---\nsource:\n  date: 2005-03-14\nseries: [a, b]\n---\ntext"), "|p|");
  EXPECT_EQ(Known("p/a.md", "---\nseries: a # the first\nseries: b\nsource: ~\n---\n"), "|p|a");
  EXPECT_EQ(Known("p/a.md", "---\r\ndate: 2005-03-14\r\n---\r\ntext"), "2005-03-14|p|");
  EXPECT_EQ(Known("p/a.md", "---\ndate: 2005-03-14\nnever closed"), "|p|");
  EXPECT_EQ(Known("p/a.md", "text\n\ndate: 2005-03-14\n"), "|p|");
}

TEST(Metadata, FrontMatterHasASize) {
  EXPECT_EQ(ReadFrontMatter("---\na: b\n---\ntext").size, 13u);
  EXPECT_EQ(ReadFrontMatter("+++\na = 1\n+++").size, 13u);
  EXPECT_EQ(ReadFrontMatter("").size, 0u);
  EXPECT_EQ(ReadFrontMatter("---").size, 0u);
  EXPECT_EQ(ReadFrontMatter("---\n---\n").size, 0u);
}

TEST(Metadata, OfHtmlPrefersWhatSaysPublished) {
  const std::string article =
      "<meta property='article:published_time' content='2005-03-14T10:00:00Z'>";
  const std::string meta = "<meta name=Parsely-Pub-Date content='2005-03-15'>";
  const std::string published = "<time itemprop=datePublished datetime=2005-03-16>x</time>";
  const std::string any = "<p><time datetime=PT5M>x</time> <time datetime=2005-03-17>x</time></p>";
  EXPECT_EQ(Known("a.html", any + published + meta + article), "2005-03-14T10:00:00Z||");
  EXPECT_EQ(Known("a.html", any + published + meta), "2005-03-15||");
  EXPECT_EQ(Known("a.html", any + published), "2005-03-16||");
  EXPECT_EQ(Known("a.html", "<time pubdate datetime='2005-03-18'></time>" + published),
            "2005-03-18||");
  EXPECT_EQ(Known("2001-01-01.html", any), "2005-03-17||");
  EXPECT_EQ(Known("2001-01-01.html", "<p>x"), "2001-01-01||");
  EXPECT_EQ(Known("p/2001-01-01.html", "<meta name=date content=yesterday>x"), "2001-01-01|p|");
  EXPECT_EQ(Known("a.html",
                  "<meta name=date content=yesterday><meta name=DC.date.issued "
                  "content='14 March 2005'>"),
            "2005-03-14||");
}

TEST(Metadata, OfHtmlNamesItsSite) {
  EXPECT_EQ(Known("p/a.html",
                  "<head><meta property=og:site_name content=' The &amp; Herald '>"
                  "</head><body>x"),
            "|The & Herald|");
  EXPECT_EQ(Known("p/a.html", "<meta property=og:site_name content=''>x"), "|p|");
  EXPECT_EQ(Known("p/a.html", "<meta property=og:title content=T>x"), "|p|");
}

TEST(Metadata, OfRecordsComesFromTheirFields) {
  EXPECT_THAT(
      All("p/f.jsonl",
          "{\"text\":\"x\",\"date\":\"Mon, 14 Mar 2005 10:00:00 GMT\",\"source\":\"The \\u0048\"}\n"
          "{\"text\":\"x\",\"date\":20050314,\"source\":7,\"series\":\"s\"}\n"
          "{\"text\":\"x\",\"date\":1110794400,\"source\":null}\n"
          "{\"text\":\"x\",\"date\":{\"y\":2005},\"source\":[\"a\"]}\n"
          "{\"text\":\"x\",\"id\":\"Herald/12/a\"}\n"
          "{\"text\":\"x\",\"id\":\"Herald/12/a\",\"source\":\"S\"}\n"
          "{\"text\":\"x\",\"\":\"not asked for\"}\n"),
      ElementsAre("2005-03-14T10:00:00Z|The H|", "2005-03-14|7|", "||", "||", "|Herald|", "|S|",
                  "||"));
  EXPECT_EQ(Known("p/2005-03-14.jsonl", "{\"text\":\"x\"}"), "2005-03-14||");
  ReadOptions options;
  options.date_field = "when";
  options.source_field = "";
  options.series_field = "story";
  EXPECT_THAT(All("f.jsonl",
                  "{\"text\":\"x\",\"date\":\"2001-01-01\",\"when\":\"2005-03-14\",\"story\":17,"
                  "\"source\":\"no\"}",
                  options),
              ElementsAre("2005-03-14||17"));
}

}  // namespace
}  // namespace twicetold
