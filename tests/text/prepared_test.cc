#include "twicetold/text/prepared.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/support/data.h"

namespace twicetold {
namespace {

Document DocumentOf(std::string_view text) {
  Document document;
  document.text = text;
  return document;
}

std::vector<std::string> QuotedWords(const Prepared& prepared) {
  std::vector<std::string> words;
  for (size_t i = 0; i < prepared.words.size(); ++i) {
    if (prepared.quoted[i] != 0) words.emplace_back(prepared.words.folded(i));
  }
  return words;
}

TEST(PreparedTest, WordsStandInTheirParagraphsAndQuotations) {
  const Prepared prepared =
      Prepare(DocumentOf("Ann said, “The ferry runs.\n\n* * *\n\n“It’s full.”\n\nNo one came."), 7);
  EXPECT_EQ(prepared.paragraphs.size(), 4U);
  EXPECT_EQ(prepared.quotations.size(), 2U);
  EXPECT_EQ(prepared.paragraph_words, (std::vector<Span>{{0, 5}, {5, 5}, {5, 8}, {8, 11}}));
  EXPECT_EQ(QuotedWords(prepared),
            (std::vector<std::string>{"the", "ferry", "runs", "it", "s", "full"}));
  EXPECT_EQ(prepared.ParagraphOfWord(0), 0U);
  EXPECT_EQ(prepared.ParagraphOfWord(4), 0U);
  EXPECT_EQ(prepared.ParagraphOfWord(5), 2U);
  EXPECT_EQ(prepared.ParagraphOfWord(7), 2U);
  EXPECT_EQ(prepared.ParagraphOfWord(10), 3U);
}

TEST(PreparedTest, EmptyDocument) {
  const Prepared prepared = Prepare(DocumentOf(" \n\n "), 7);
  EXPECT_TRUE(prepared.words.empty());
  EXPECT_TRUE(prepared.paragraphs.empty());
  EXPECT_TRUE(prepared.quotations.empty());
  EXPECT_TRUE(prepared.quoted.empty());
}

TEST(PreparedTest, SeedEntersTheHashes) {
  const Document document = DocumentOf("The ferry runs.");
  EXPECT_EQ(Prepare(document, 7).words.hashes(), Prepare(document, 7).words.hashes());
  EXPECT_NE(Prepare(document, 7).words.hash(0), Prepare(document, 8).words.hash(0));
}

TEST(PreparedTest, OfOneCharacterTwoWordsInsideAQuotation) {
  EXPECT_EQ(QuotedWords(Prepare(DocumentOf("Add “½” cup."), 7)),
            (std::vector<std::string>{"1", "2"}));
}

TEST(PreparedTest, RealTexts) {
  const auto folder = testing::DataFolder();
  if (!folder.has_value()) GTEST_SKIP() << testing::kNoDataMessage;
  for (const std::string_view set : {"ntrex-24", "senate-press-2005h1", "udhr", "aozora-dev"}) {
    const auto records = testing::ReadTexts(*folder / (std::string(set) + ".docs.jsonl.xz"), 200);
    ASSERT_TRUE(records.ok()) << records.status();
    for (const testing::TextRecord& record : *records) {
      SCOPED_TRACE(record.id);
      const Prepared prepared = Prepare(DocumentOf(record.text), 7);
      ASSERT_EQ(prepared.quoted.size(), prepared.words.size());
      ASSERT_EQ(prepared.paragraph_words.size(), prepared.paragraphs.size());
      // Every word is in exactly one paragraph, whole, and inside or outside a quotation, whole.
      uint64_t word = 0;
      for (size_t i = 0; i < prepared.paragraphs.size(); ++i) {
        ASSERT_EQ(prepared.paragraph_words[i].begin, word);
        word = prepared.paragraph_words[i].end;
      }
      ASSERT_EQ(word, prepared.words.size());
      for (size_t i = 0; i < prepared.words.size(); ++i) {
        const Span span = prepared.words.span(i);
        const size_t paragraph = prepared.ParagraphOfWord(i);
        ASSERT_TRUE(prepared.paragraphs[paragraph].Contains(span)) << i;
      }
      for (const Span& quotation : prepared.quotations) {
        for (size_t i = 0; i < prepared.words.size(); ++i) {
          const bool inside = quotation.Contains(prepared.words.span(i));
          ASSERT_EQ(inside, quotation.Overlaps(prepared.words.span(i))) << i;
          if (inside) {
            ASSERT_EQ(prepared.quoted[i], 1) << i;
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace twicetold
