#include "twicetold/text/quotation.h"

// Cases are written the way a reader would mark them: ⟦ and ⟧ stand around what is quoted, and
// are taken out before the finder sees the text. Paragraphs are apart by blank lines.

#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/data.h"
#include "twicetold/text/segment.h"

namespace twicetold {
namespace {

constexpr std::string_view kBegin = "⟦";
constexpr std::string_view kEnd = "⟧";

std::string WithoutNotation(std::string_view marked) {
  std::string text;
  while (!marked.empty()) {
    if (marked.starts_with(kBegin) || marked.starts_with(kEnd)) {
      marked.remove_prefix(kBegin.size());
    } else {
      text += marked.front();
      marked.remove_prefix(1);
    }
  }
  return text;
}

// `text` with the quotations found in it marked.
std::string Marked(const std::string& text) {
  std::string marked;
  uint64_t at = 0;
  for (const Span& span : FindQuotations(text, SplitParagraphs(text))) {
    marked += text.substr(at, span.begin - at);
    marked += kBegin;
    marked += text.substr(span.begin, span.size());
    marked += kEnd;
    at = span.end;
  }
  return marked + text.substr(at);
}

void Check(const std::vector<std::string_view>& cases) {
  for (const std::string_view marked : cases) {
    EXPECT_EQ(Marked(WithoutNotation(marked)), marked);
  }
}

TEST(QuotationTest, EveryStyleOfMarks) {
  Check({
      "She said “⟦we begin at noon⟧” and left.",
      "Sie sagte „⟦wir beginnen um zwölf⟧“ und ging.",
      "Powiedziała „⟦zaczynamy w południe⟧” i wyszła.",
      "Hon sade ”⟦vi börjar klockan tolv⟧” och gick.",
      "Hän sanoi »⟦aloitamme puoliltapäivin⟧» ja lähti.",
      "Elle a dit « ⟦nous commençons à midi⟧ » et elle est partie.",
      "Elle a dit «\u00A0⟦nous commençons à midi⟧\u00A0» et elle est partie.",
      "Sie sagte »⟦wir beginnen um zwölf⟧« und ging.",
      "Ella dijo «⟦empezamos a mediodía⟧» y se fue.",
      "Sie sagte ‹⟦wir beginnen⟧› und ging; er sagte ›⟦gut⟧‹ und blieb.",
      "She said ‘⟦we begin at noon⟧’ and left.",
      "Sie sagte ‚⟦wir beginnen um zwölf⟧‘ und ging.",
      "She said ‟⟦we begin at noon⟧” and left.",
      "She said \"⟦we begin at noon⟧\" and left.",
      "She said '⟦we begin at noon⟧' and left.",
      "She said ``⟦we begin at noon⟧'' and left.",
      "She said `⟦we begin at noon⟧' and left.",
      "She said ''⟦we begin at noon⟧'' and left.",
      "She said ‘‘⟦we begin at noon⟧’’ and left.",
      "She said ＂⟦we begin at noon⟧＂ and left.",
      "彼女は「⟦正午に始めます⟧」と言った。",
      "『⟦正午に始めます⟧』と彼女は言った。",
      "﹁⟦正午開始⟧﹂，她說。",
      "她说“⟦中午开始⟧”，然后走了。",
      "她说：‘⟦中午开始⟧’，然后走了。",
      "她说\"⟦中午开始⟧\"然后他说\"⟦好的⟧\"。",
      "우리는 내일 시작합니다.\"라고 그가 말했다.",
      "그는 \"⟦정오에 시작합니다⟧\"라고 말했고 ‘⟦좋다⟧’는 답을 들었다.",
      "هي قالت ”⟦نبدأ ظهرا⟧“ ثم خرجت.",
  });
}

TEST(QuotationTest, TitleMarksAndPrimesQuoteNothing) {
  Check({
      "他在读《海边的灯》和〈灯〉。",
      "The shelf is 5″ deep and 6′ wide, the mast 40′ high.",
  });
}

TEST(QuotationTest, AttributionBetweenGivesTwo) {
  Check({
      "“⟦The bridge is safe,⟧” he said, “⟦and it will stay open.⟧”",
      "\"⟦The bridge is safe,⟧\" he said, \"⟦and it will stay open.⟧\"",
      "‘⟦The bridge is safe,⟧’ he said, ‘⟦and it will stay open.⟧’",
      "Both \"⟦red⟧\"/\"⟦green⟧\" and (\"⟦blue⟧\") were tried—\"⟦twice,⟧\" they say.",
      "“⟦One⟧”, “⟦two⟧”; “⟦three⟧”. “⟦Four⟧”",
      "He wrote,\"⟦Come at once,⟧\"and nobody came.",
  });
}

TEST(QuotationTest, OnlyTheOutermostCounts) {
  Check({
      "“⟦I said, ‘Pay at the gate.’ They said, ‘What if we don’t?’ I said, ‘Then walk.’⟧”",
      "‘⟦I said, “Pay at the gate.” They said, “What if we don’t?”⟧’ she told us.",
      "\"⟦I said, 'Pay at the gate.' They said, 'What if we don't?'⟧\" she told us.",
      "'⟦I said, \"Pay at the gate.\" They didn't.⟧'",
      "“⟦‘Pay,’ he says, and we pay.⟧” “⟦He says, ‘Pay.’⟧”",
      "«⟦Il a dit “oui” et “non”⟧», dit-elle.",
      "「⟦母は『正午だよ』と言った⟧」と彼は話した。",
      "\"⟦He called the \"old\" pier safe,⟧\" she said.",
      "“⟦She said “yes” to me,⟧” he said.",
      "“⟦She said \"yes\" to me,⟧” he said.",
      "“⟦\"Yes\", she said.⟧” He said \"⟦“no” to her.⟧\"",
      "“⟦\"Yes, she said.”⟧",  // the inner mark takes the close
      "“⟦A⟧”“⟦B⟧” and “⟦A⟧”‘⟦B⟧’‘⟦C⟧’“⟦D⟧”«⟦E⟧»",
  });
}

TEST(QuotationTest, Apostrophes) {
  Check({
      "It’s James’s and the boys’ boat, isn’t it? Don't ask O'Brien or the girls' aunt.",
      "’Twas the ’90s, rock ’n’ roll and all; 'twas '68, rock 'n' roll, and the class of '05.",
      "In the ‘90s the mill’s owners’ sons sold it.",
      "Hawai‘i and the workers’ union agreed; so did Jess’ mother.",
      "Give ’em the farmers’ market. He was goin’ home, huntin' and fishin' all day.",
      "Op ’s avonds en ’t eiland; ’n man.",
      "It was ‘⟦James’s boat⟧’ and he’s ‘⟦not sellin’ it⟧’, they said.",
      "“⟦It’s the boys’ boat,⟧” she said; they were James’ friends’ dogs’ toys.",
  });
}

TEST(QuotationTest, PossessiveInsideSingleMarksTakesTheReadingWithAClose) {
  Check({
      "They joined ‘⟦the boys’ club⟧’ in spring.",
      "They joined '⟦the boys' club⟧' in spring.",
      "The ‘⟦winners⟧’ cheered.",
      "The ‘⟦winners⟧’ and the ‘⟦losers⟧’ of the vote.",
      "The '⟦winners⟧' praised the teams' plan.",
      "‘⟦The teams’ plan is the owners’ plan,⟧’ she said.",
      "The ‘⟦winners⟧’ thanked them for “⟦the boys’ help⟧”.",
  });
}

TEST(QuotationTest, ElisionsThatOpen) {
  Check({
      "‘⟦Tis a fine morning,⟧’ he said.",
      "They wrote '⟦round⟧' on the form and '⟦24⟧' on the door.",
      "She liked ’⟦lampa⟧’, the word.",
  });
}

TEST(QuotationTest, FeetAndInches) {
  Check({
      "The guard, 6'2\", moved a 5\" pipe and a 12' plank.",
      "\"⟦He is 6'2\" tall and needs a 5\" step,⟧\" she said.",
      "“⟦He is 6’2” tall,⟧” she said.",
      "“⟦We met in 2005⟧” and \"⟦parted in 2010⟧\" is all she wrote.",
      "The screen is 27\" wide; \"⟦huge⟧\" is the word.",
  });
}

TEST(QuotationTest, AbbreviationsWithAMarkInside) {
  Check({
      "הדו\"ח של צה\"ל אמר \"⟦אין סכנה⟧\" אתמול.",
      "הוא אמר \"⟦הדו\"ח נכון⟧\" והלך.",
      "נשיא ארה“ב אמר „⟦אין סכנה⟧“ אתמול.",
      "נהנה מ“⟦חופש גדול⟧“ ומן „⟦הים⟧“.",
      "It was a coup d\"etat by all accounts.",
  });
}

TEST(QuotationTest, EveryParagraphOpensAgain) {
  Check({
      "She said, “⟦The harbour opens.⟧\n\n“⟦The ferries return.⟧\n\n“⟦Thanks.⟧”\n\nWe agree.",
      "She said, \"⟦The harbour opens.⟧\n\n\"⟦The ferries return.⟧\n\n\"⟦Thanks.⟧\"\n\nWe "
      "\"⟦agree⟧\".",
      "‘⟦The harbour’s open.⟧\n\n‘⟦The crews’ work is done.⟧’\n\nIt wasn’t.",
      "'⟦The harbour's open.⟧\n\n'⟦It's done.⟧'\n\nIt wasn't.",
      "«⟦El puerto abre.⟧\n\n»⟦Los barcos vuelven en mayo.⟧\n\n»⟦Gracias a todos⟧».\n\nFin.",
      "“⟦I said, ‘The harbour will reopen.⟧\n\n“⟦‘It will,’ they said.⟧”\n\nIt did.",
  });
}

TEST(QuotationTest, ParagraphsWithoutMarkUpToTheClose) {
  Check({
      "“⟦The harbour will reopen.⟧\n\n⟦The ferries return in May.⟧\n\n⟦We thank the crews.⟧” So.",
      "He called it \"⟦the last of the harbours.⟧\n\n⟦The ferries return.⟧\" So he spoke.",
      "「⟦港が開きます。⟧\n\n⟦船も戻ります。⟧」\n\n市長は話した。",
      "‘⟦The harbour will reopen.⟧\n\n⟦The crews’ work is done.⟧’\n\nIt wasn’t.",
  });
}

TEST(QuotationTest, OneMissingCloseDoesNotTurnTheRestInsideOut) {
  Check({
      "“⟦The harbour opens, he said.⟧\n\nThe council: “⟦We agree,⟧” it wrote. “⟦So be "
      "it.⟧”\n\nEnd.",
      "\"⟦The harbour opens, he said.⟧\n\nWe \"⟦agree,⟧\" it wrote. \"⟦So be it.⟧\"\n\nThe end.",
      "The council met.” Nobody came. “⟦So be it,⟧” it wrote.\n\nThe end.",
      "The council met.\" Nobody came. \"⟦So be it,⟧\" it wrote.\n\nThe end.",
  });
}

TEST(QuotationTest, UnclosedMarks) {
  Check({
      "He spoke of “⟦the harbour that never was⟧\n\nThe end.",
      "He said, \"⟦The harbour will reopen. It will.⟧\n\nThe end.",
      "The harbour closed. \"⟦We are sorry.⟧\n\nThe end.",
      // In the middle of a sentence, a straight mark alone is a slip.
      "The old \"harbour will reopen.\n\nThe end.",
      "The 'harbour will reopen.\n\nThe end.",
      "The ‘harbour will reopen.\n\nThe end.",
      "He said: ‘⟦The harbour will reopen.⟧\n\nThe end.",
      // Run together: the mark opens again.
      "\"⟦The harbour will reopen.⟧ \"⟦The ferries return.⟧\" So he spoke.",
      "“⟦The harbour will reopen.⟧ “⟦The ferries return.⟧” So he spoke.",
      "“⟦The harbour, “our harbour” as they say, will reopen.⟧",
      "\"⟦I chose not to pay (for his \"art\") because of it.⟧",
  });
}

TEST(QuotationTest, NothingToQuote) {
  Check({
      "",
      "\"",
      "“”",
      "“ ”",
      "\"\"",
      "' ' ' '",
      "”””",
      "Read more » Next » Last",
      "''''''''''",
      "a ” b",
      "The end.\"",
  });
}

TEST(QuotationTest, SpacesOnTheWrongSide) {
  Check({
      "He said \" ⟦the harbour will reopen⟧ \" and left.",
      "\"⟦The harbour will reopen,⟧ \" he said. \" ⟦It will.⟧ \"",
      "“ ⟦The harbour will reopen⟧ ” he said.",
      "\"⟦...and so it will,⟧\" he said, \"⟦$5 a ride⟧\".",
  });
}

// Spans must be ordered, disjoint, not empty, and inside one paragraph each.
void CheckInvariants(const std::string& text) {
  const std::vector<Span> paragraphs = SplitParagraphs(text);
  const std::vector<Span> quotations = FindQuotations(text, paragraphs);
  size_t paragraph = 0;
  uint64_t end = 0;
  for (const Span& quotation : quotations) {
    ASSERT_LT(quotation.begin, quotation.end);
    ASSERT_LE(end, quotation.begin);
    while (paragraph < paragraphs.size() && paragraphs[paragraph].end < quotation.end) ++paragraph;
    ASSERT_LT(paragraph, paragraphs.size());
    ASSERT_TRUE(paragraphs[paragraph].Contains(quotation));
    end = quotation.end;
  }
}

// A quadratic step would not come to an end here within the test's time.
TEST(QuotationTest, AMillionMarks) {
  const auto check = [](std::string_view unit, int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += unit;
    CheckInvariants(text);
  };
  for (const std::string_view unit : {"“", " \"a", "‘", "「", " ‘a “b"}) check(unit, 1000000);
  for (const std::string_view unit :
       {"”",       "\"",     "'",    " '",      "' ",   "’",  " ’",        "s’ a",
        " „",      "」",     "«",    "»",       "a\" ", "“‘", "’”",        "“\n\n",
        "\"a\n\n", "a\n\n”", "5\" ", "\u200B“", "`",    " `", " 'a \"b «c"}) {
    check(unit, 100000);
  }
  constexpr int kCount = 200000;
  std::string half;
  for (int i = 0; i < kCount; ++i) half += i < kCount / 2 ? "“a " : " b’";
  CheckInvariants(half);
  CheckInvariants(std::string(kCount, ' ') + "\"" + std::string(kCount, ' ') + "'");
}

TEST(QuotationTest, RealTexts) {
  const auto folder = testing::DataFolder();
  if (!folder.has_value()) GTEST_SKIP() << testing::kNoDataMessage;
  for (const std::string_view set :
       {"senate-press-2005h1", "ntrex-24", "aozora-dev", "thaigov-dev", "udhr", "licence-texts"}) {
    const auto records = testing::ReadTexts(*folder / (std::string(set) + ".docs.jsonl.xz"), 3000);
    ASSERT_TRUE(records.ok()) << records.status();
    ASSERT_FALSE(records->empty());
    for (const testing::TextRecord& record : *records) {
      SCOPED_TRACE(record.id);
      CheckInvariants(record.text);
      if (HasFatalFailure()) return;
    }
  }
}

}  // namespace
}  // namespace twicetold
