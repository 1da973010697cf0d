#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "tests/support/data.h"
#include "tests/support/prose_checks.h"
#include "twicetold/io/reader.h"
#include "twicetold/text/utf8.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

Prose Read(std::string_view markdown) {
  absl::StatusOr<Prose> prose = ReadMarkdown(markdown);
  EXPECT_TRUE(prose.ok()) << prose.status();
  if (!prose.ok()) return Prose{};
  EXPECT_EQ(testing::TroubleWith(prose->text, prose->to_markup, Span{0, markdown.size()}), "");
  return *std::move(prose);
}

std::string Text(std::string_view markdown) { return Read(markdown).text; }

std::string SourceOf(std::string_view markdown, std::string_view piece) {
  const Prose prose = Read(markdown);
  const size_t at = prose.text.find(piece);
  EXPECT_NE(at, std::string::npos) << piece << " in " << prose.text;
  if (at == std::string::npos) return "";
  const Span span = prose.to_markup.ToSource(Span{at, at + piece.size()});
  return std::string(markdown.substr(span.begin, span.size()));
}

TEST(ReadMarkdown, ReadsBlocksApartAndJoinsLines) {
  EXPECT_EQ(Text("# Head\n\nOne\ntwo.\n\nThree  \nfour\\\nfive"),
            "Head\n\nOne two.\n\nThree\nfour\nfive");
  EXPECT_EQ(Text("- one\n- two\n  more\n\n1. three\n"), "one\n\ntwo more\n\nthree");
  EXPECT_EQ(Text("> quoted\n> text\n\nplain"), "quoted text\n\nplain");
  EXPECT_EQ(Text("Title\n=====\ntext"), "Title\n\ntext");
  EXPECT_EQ(Text("|a|b|\n|---|---|\n|c|d|\n"), "a\tb\nc\td");
  EXPECT_EQ(Text("- [x] done\n- [ ] open"), "done\n\nopen");
  EXPECT_EQ(Text("a\n\n---\n\nb"), "a\n\nb");
}

TEST(ReadMarkdown, LeavesOutMarkup) {
  EXPECT_EQ(Text("*one* __two__ ~~three~~ `four`"), "one two three four");
  EXPECT_EQ(Text("[text](http://x.example 'title') and [ref][1]\n\n[1]: http://y.example"),
            "text and ref");
  EXPECT_EQ(Text("before ![an image](x.png) after"), "before after");
  EXPECT_EQ(Text("a\n\n```c\nint x;\n```\n\n    code\n\nb"), "a\n\nb");
  EXPECT_EQ(Text("one <span class='x'>two</span> <!-- c -->three<br>four"), "one two three\nfour");
  EXPECT_EQ(Text("`a\nb`"), "a b");
  EXPECT_EQ(Text("x`\n\ty` z"), "x y z");
  EXPECT_EQ(Text("x` y `z"), "x y z");
  EXPECT_EQ(Text("a[`b`](c 'd')e"), "abe");
  EXPECT_EQ(Text("one   two\tthree"), "one two three");
  EXPECT_EQ(Text("\\*no emphasis\\*"), "*no emphasis*");
}

TEST(ReadMarkdown, ReadsRawHtmlBlocksAsHtml) {
  const std::string text = "x\n\n> <div>One &amp;\n> <b>tw</b>o\n> <script>no</script></div>\n\ny";
  EXPECT_EQ(Text(text), "x\n\nOne & two\n\ny");
  EXPECT_EQ(SourceOf(text, "& two"), "&amp;\n> <b>tw</b>o");
  EXPECT_EQ(Text("<!-- a\n\ncomment -->\n\ntext"), "text");
}

TEST(ReadMarkdown, LeavesOutFrontMatterOnly) {
  EXPECT_EQ(Text("---\ntitle: T\ntags: [a]\n---\ntext"), "text");
  EXPECT_EQ(Text("---\n# note\ntitle: T\n...\ntext"), "text");
  EXPECT_EQ(Text("+++\ntitle = 'T'\n+++\ntext"), "text");
  EXPECT_EQ(SourceOf("---\ntitle: T\n---\ntext", "text"), "text");
  EXPECT_EQ(Text("---\n\nprose\n\n---\n\nmore"), "prose\n\nmore");
  EXPECT_EQ(Text("---\nA rule and: prose\n\n---\n"), "A rule and: prose");
  EXPECT_EQ(Text("---\ntitle: never closed\n"), "title: never closed");
}

TEST(ReadMarkdown, MapsEntitiesEscapesAndEmphasisInsideWords) {
  EXPECT_EQ(SourceOf("caf&eacute; x", "caf\u00E9"), "caf&eacute;");
  EXPECT_EQ(SourceOf("R&amp;D", "R&D"), "R&amp;D");
  EXPECT_EQ(SourceOf("an **W**ord b", "Word"), "W**ord");
  EXPECT_EQ(SourceOf("a\\_b", "a_b"), "a\\_b");
  EXPECT_EQ(SourceOf("&nosuch; x", "&nosuch;"), "&nosuch;");
  EXPECT_EQ(SourceOf("one\n   two", "one two"), "one\n   two");
  EXPECT_EQ(SourceOf("> one\n> two", "one two"), "one\n> two");
  EXPECT_EQ(SourceOf("[link](x) y", "link y"), "link](x) y");
}

TEST(ReadMarkdown, SurvivesOddInput) {
  EXPECT_EQ(Text(""), "");
  EXPECT_EQ(Text(std::string_view("a\0b", 3)), "a\uFFFDb");
  EXPECT_EQ(Text("[["), "[[");
  EXPECT_EQ(Text(std::string(100000, '[')), std::string(100000, '['));
  EXPECT_EQ(Text(std::string(20000, '>') + "deep"), "deep");
  EXPECT_EQ(Text(std::string(100000, '*')), "");
}

TEST(ReadMarkdown, RefusesTablesThatUnfoldBeyondReason) {
  std::string table;
  for (int i = 0; i < 20000; ++i) table += "|a";
  table += "|\n";
  for (int i = 0; i < 20000; ++i) table += "|---";
  table += "|\n";
  for (int i = 0; i < 20000; ++i) table += "|\n";
  const absl::StatusOr<Prose> prose = ReadMarkdown(table);
  EXPECT_EQ(prose.status().code(), absl::StatusCode::kResourceExhausted);
}

// Texts made character by character: every one must lead back to exactly how it was written.
TEST(ReadMarkdown, MapsEveryCharacterOfMadeTexts) {
  struct Letter {
    std::string_view text;
    std::vector<std::string_view> spellings;
  };
  const std::vector<Letter> letters = {
      {"a", {"a", "&#97;"}},   {"\u00E9", {"\u00E9", "&eacute;", "&#233;"}},
      {"*", {"\\*", "&ast;"}}, {"&", {"\\&", "&amp;"}},
      {"_", {"\\_", "&#95;"}}, {"\u2019", {"\u2019", "&rsquo;"}},
      {"\u6F22", {"\u6F22"}},  {"<", {"\\<", "&lt;"}},
  };
  std::mt19937 random(20240608);
  for (int round = 0; round < 300; ++round) {
    std::string markdown;
    std::string text;
    std::vector<Span> places;
    for (int word = 0; word < 12; ++word) {
      if (word > 0) {
        markdown += random() % 4 == 0 ? "\n" : " ";
        text += ' ';
        places.push_back(Span{});
      }
      const std::string_view around = random() % 3 == 0 ? "**" : "";
      markdown += "w";
      text += 'w';
      places.push_back(Span{markdown.size() - 1, markdown.size()});
      markdown += around;
      for (int i = 0; i < 4; ++i) {
        // Emphasis opens and closes beside letters only.
        const Letter& letter = letters[i % 3 == 0 ? 0 : random() % letters.size()];
        const std::string_view spelling =
            i % 3 == 0 ? "a" : letter.spellings[random() % letter.spellings.size()];
        places.push_back(Span{markdown.size(), markdown.size() + spelling.size()});
        if (spelling.size() == 2 && spelling[0] == '\\') ++places.back().begin;
        markdown += spelling;
        text += letter.text;
      }
      markdown += around;
    }
    const Prose prose = Read(markdown);
    ASSERT_EQ(prose.text, text) << markdown;
    size_t at = 0;
    for (const Span place : places) {
      const size_t length = ReadUtf8(text, at).length;
      if (!place.empty()) {
        ASSERT_EQ(prose.to_markup.ToSource(Span{at, at + length}), place) << markdown;
      }
      at += length;
    }
  }
}

// Without what Markdown may put inside a word. (A link that touches a word is one with it:
// "Smith<smith@mail.example>" reads "Smithsmith@mail.example".)
std::string Unmarked(std::string_view source) {
  std::string plain;
  for (const char c : source) {
    if (std::string_view("*_~\\`[<").find(c) == std::string_view::npos) plain += c;
  }
  return plain;
}

TEST(ReadMarkdown, MapsWordsOfRealTexts) {
  const auto data = testing::DataFolder();
  if (!data) GTEST_SKIP() << testing::kNoDataMessage;
  const auto texts = testing::ReadTexts(*data / "licence-queries-dev.docs.jsonl.xz", 400);
  ASSERT_TRUE(texts.ok()) << texts.status();
  uint64_t words_seen = 0;
  uint64_t words_marked = 0;
  ReadOptions options;
  options.format = Format::kMarkdown;
  for (const testing::TextRecord& record : *texts) {
    // As a file is read: some of these end their lines with CRLF.
    Document document;
    ReadBytes(record.id, record.text, options, [&](ReadResult result) {
      if (auto* const read = std::get_if<Document>(&result)) {
        document = std::move(*read);
      } else {
        ADD_FAILURE() << record.id << ": " << std::get<SkippedDocument>(result).reason;
      }
      return true;
    });
    EXPECT_EQ(testing::TroubleWith(document.text, document.to_source, Span{0, record.text.size()}),
              "")
        << record.id;
    const Words words = SplitWords(document.text, 0);
    for (const Span span : words.spans()) {
      const Span place = document.to_source.ToSource(span);
      const std::string_view source =
          std::string_view(record.text).substr(place.begin, place.size());
      const std::string_view word = std::string_view(document.text).substr(span.begin, span.size());
      ++words_seen;
      if (source == word) continue;
      ++words_marked;
      // An entity, a tag or emphasis stands inside: the slice alone must read as the word.
      const absl::StatusOr<Prose> again = ReadMarkdown(source);
      ASSERT_TRUE(again.ok());
      EXPECT_TRUE(Unmarked(source) == Unmarked(word) || again->text == word)
          << record.id << ": " << source << " for " << word;
    }
  }
  EXPECT_GT(words_seen, 100000u);
  EXPECT_LT(words_marked * 100, words_seen);
}

}  // namespace
}  // namespace twicetold
