#include "twicetold/text/segment.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/support/data.h"

namespace twicetold {
namespace {

std::vector<std::string> Texts(std::string_view text, const std::vector<Span>& spans) {
  std::vector<std::string> texts;
  texts.reserve(spans.size());
  for (const Span& span : spans) texts.emplace_back(text.substr(span.begin, span.size()));
  return texts;
}

std::vector<std::string> Paragraphs(std::string_view text) {
  return Texts(text, SplitParagraphs(text));
}

std::vector<std::string> Sentences(std::string_view text) {
  return Texts(text, SplitSentences(text, Span{0, text.size()}));
}

using Strings = std::vector<std::string>;

TEST(ParagraphTest, BlankLinesSeparate) {
  EXPECT_EQ(Paragraphs("One.\n\nTwo.\n \t\n\u00A0\n\n  Three. \n"),
            Strings({"One.", "Two.", "Three."}));
}

TEST(ParagraphTest, NothingInNothing) {
  for (const std::string_view text : {"", "\n", " \n\t\n", "\u3000\n\u00A0"}) {
    EXPECT_EQ(SplitParagraphs(text), std::vector<Span>()) << text;
  }
}

TEST(ParagraphTest, SpansLeaveOutWhiteSpace) {
  EXPECT_EQ(SplitParagraphs("  One. \n\n\u3000Two.\u00A0"), (std::vector<Span>{{2, 6}, {12, 16}}));
}

TEST(ParagraphTest, HardWrapIsOneParagraph) {
  constexpr std::string_view kText =
      "The ferry to the outer islands\nwill run again from the first\nof May, the harbour office\n"
      "said on Friday.";
  EXPECT_EQ(Paragraphs(kText), Strings({std::string(kText)}));
}

TEST(ParagraphTest, BreakBeforeAWordThatHadFittedEnds) {
  EXPECT_EQ(
      Paragraphs("The ferry runs again.\nThe harbour office said so on Friday morning.\nGood."),
      Strings({"The ferry runs again.", "The harbour office said so on Friday morning.\nGood."}));
  // Exactly full: the word after the short line fits with its space, so the break was meant.
  EXPECT_EQ(Paragraphs("abc de\nfg abc def"), Strings({"abc de", "fg abc def"}));
  EXPECT_EQ(Paragraphs("abc defg\nfg abc def"), Strings({"abc defg\nfg abc def"}));
}

TEST(ParagraphTest, LongLinesAreParagraphs) {
  const std::string line(118, 'a');
  const std::string wrapped = line + " b\n" + line + " b";
  EXPECT_EQ(Paragraphs(wrapped), Strings({wrapped}));
  EXPECT_EQ(Paragraphs(line + " bc\n" + line + " b"), Strings({line + " bc", line + " b"}));
  // 120 code points of two bytes each are not too long.
  std::string accented;
  for (int i = 0; i < 120; ++i) accented += "é";
  EXPECT_EQ(Paragraphs(accented + "\né"), Strings({accented + "\né"}));
}

TEST(ParagraphTest, ListItemsAreParagraphs) {
  EXPECT_EQ(
      Paragraphs("The harbour office asks all to bring\n- a coat against the weather out there\n"
                 "* a lamp\n• a rope\n12. a ticket\n3) a cup"),
      Strings({"The harbour office asks all to bring", "- a coat against the weather out there",
               "* a lamp", "• a rope", "12. a ticket", "3) a cup"}));
  // A year at the begin of a line is no number of an item, nor is a dash without a space.
  EXPECT_EQ(
      Paragraphs(
          "It was decided in the spring of\n1998. Nobody came there for all of\n-5 degrees."),
      Strings(
          {"It was decided in the spring of\n1998. Nobody came there for all of\n-5 degrees."}));
}

TEST(ParagraphTest, IndentBeginsAParagraph) {
  EXPECT_EQ(Paragraphs("The ferry to the outer islands\n\twill run again from May."),
            Strings({"The ferry to the outer islands", "will run again from May."}));
  EXPECT_EQ(Paragraphs("The ferry to the outer islands\n    will run again from May."),
            Strings({"The ferry to the outer islands", "will run again from May."}));
  EXPECT_EQ(
      Paragraphs("    The ferry to the outer islands\nwill run again from May, it was\nsaid."),
      Strings({"The ferry to the outer islands\nwill run again from May, it was\nsaid."}));
}

TEST(ParagraphTest, ScriptsWithoutSpacesWrapAnywhere) {
  // Full lines; one line ends a character early because 、 may not begin the next.
  EXPECT_EQ(Paragraphs("港の船は五月から島へ\n戻ると事務所が金曜\n日に話した。"),
            Strings({"港の船は五月から島へ\n戻ると事務所が金曜\n日に話した。"}));
  EXPECT_EQ(Paragraphs("港の船は戻る。\n事務所は金曜日にそう話していたという。"),
            Strings({"港の船は戻る。", "事務所は金曜日にそう話していたという。"}));
  EXPECT_EQ(Paragraphs("港の船は五月から島へ\n\u3000戻ると事務所が。"),
            Strings({"港の船は五月から島へ", "戻ると事務所が。"}));
}

TEST(SentenceTest, RulesOfUax29) {
  EXPECT_EQ(Sentences("The ferry runs. It is full! Is it? Yes."),
            Strings({"The ferry runs.", "It is full!", "Is it?", "Yes."}));
  EXPECT_EQ(Sentences("It costs 3.50 e.g. on weekdays. “Good.” So be it."),
            Strings({"It costs 3.50 e.g. on weekdays.", "“Good.”", "So be it."}));
  EXPECT_EQ(Sentences("船は戻る。港は開く。"), Strings({"船は戻る。", "港は開く。"}));
}

TEST(SentenceTest, LineBreaksAreSpaces) {
  EXPECT_EQ(Sentences("The ferry\nruns. It\nis full."),
            Strings({"The ferry\nruns.", "It\nis full."}));
}

TEST(SentenceTest, SpansCountFromTheTextAndLeaveOutWhiteSpace) {
  constexpr std::string_view kText = "Été. \n Un. Deux. ";
  EXPECT_EQ(SplitSentences(kText, Span{6, 18}), (std::vector<Span>{{9, 12}, {13, 18}}));
  EXPECT_EQ(SplitSentences(kText, Span{6, 9}), std::vector<Span>());
}

void ExpectOrdered(const std::vector<Span>& spans, Span within) {
  uint64_t end = within.begin;
  for (const Span& span : spans) {
    ASSERT_LT(span.begin, span.end);
    ASSERT_LE(end, span.begin);
    end = span.end;
  }
  ASSERT_LE(end, within.end);
}

TEST(SegmentTest, LongAndStrangeTextsComeToAnEnd) {
  std::string broken = "a\xE3\x80\n\xFF\xC2\n\n\xF0\x9F";
  std::string text;
  for (int i = 0; i < 200000; ++i) text += i % 3 == 0 ? "a.\n" : i % 3 == 1 ? " \u3000\n" : "b c. ";
  for (const std::string& each :
       {broken, text, std::string(1000000, '\n'), std::string(1000000, ' '),
        std::string(1000000, '.'), std::string(1000000, '1')}) {
    const std::vector<Span> paragraphs = SplitParagraphs(each);
    ExpectOrdered(paragraphs, Span{0, each.size()});
    for (const Span& paragraph : paragraphs) {
      ExpectOrdered(SplitSentences(each, paragraph), paragraph);
    }
  }
}

TEST(SegmentTest, RealTextsAreCoveredWhole) {
  const auto folder = testing::DataFolder();
  if (!folder.has_value()) GTEST_SKIP() << testing::kNoDataMessage;
  for (const std::string_view set : {"ntrex-24", "udhr", "aozora-dev", "thaigov-dev"}) {
    const auto records = testing::ReadTexts(*folder / (std::string(set) + ".docs.jsonl.xz"), 300);
    ASSERT_TRUE(records.ok()) << records.status();
    for (const testing::TextRecord& record : *records) {
      SCOPED_TRACE(record.id);
      const std::vector<Span> paragraphs = SplitParagraphs(record.text);
      ExpectOrdered(paragraphs, Span{0, record.text.size()});
      uint64_t end = 0;
      for (const Span& paragraph : paragraphs) {
        // Between paragraphs and between sentences there is white space only.
        EXPECT_EQ(SplitParagraphs(record.text.substr(end, paragraph.begin - end)).size(), 0U);
        end = paragraph.end;
        const std::vector<Span> sentences = SplitSentences(record.text, paragraph);
        ExpectOrdered(sentences, paragraph);
        ASSERT_FALSE(sentences.empty());
        EXPECT_EQ(sentences.front().begin, paragraph.begin);
        EXPECT_EQ(sentences.back().end, paragraph.end);
      }
      if (HasFatalFailure()) return;
    }
  }
}

}  // namespace
}  // namespace twicetold
