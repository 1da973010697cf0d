#include "twicetold/text/attribution.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>

#include "twicetold/base/span.h"
#include "twicetold/text/document.h"
#include "twicetold/text/prepared.h"

namespace twicetold {
namespace {

// The attribution of the quotation that begins with `begin`; "-" when there is none.
std::string Attributed(std::string_view text, std::string_view begin) {
  Document document;
  document.text = text;
  const Prepared prepared = Prepare(document, 0);
  for (size_t q = 0; q < prepared.quotations.size(); ++q) {
    const Span& quotation = prepared.quotations[q];
    if (!text.substr(quotation.begin).starts_with(begin)) continue;
    const std::optional<Span> found =
        FindAttribution(text, prepared, WholeQuotation(text, prepared, q));
    return found ? std::string(text.substr(found->begin, found->size())) : "-";
  }
  return "(no such quotation)";
}

struct Pattern {
  std::string_view text;
  std::string_view begin;  // of the quotation
  std::string_view attribution;
};

void Check(const std::vector<Pattern>& patterns) {
  for (const Pattern& pattern : patterns) {
    EXPECT_TRUE(Attributed(pattern.text, pattern.begin) == pattern.attribution)
        << pattern.text << "\n  found: " << Attributed(pattern.text, pattern.begin);
  }
}

TEST(AttributionTest, TheRestOfTheSentence) {
  Check({
      {"It rained. “We begin at noon,” the minister said. He left.", "We", "the minister said"},
      {"It rained. The minister said: “We begin at noon.” He left.", "We", "The minister said"},
      {"“We begin,” she told reporters, “at noon.”", "We", "she told reporters"},
      {"“We begin,” she told reporters, “at noon.”", "at", "she told reporters"},
      {"The mayor called it “a day that the town will keep” on Friday.", "a day",
       "The mayor called it"},
      {"“Are you coming with us?” asked the ferryman.", "Are", "asked the ferryman"},
      {"'It's the boys' boat we want,' said the harbour master.", "It", "said the harbour master"},
      {"Sen. A. Brook (D-North) said, “We begin at noon.”", "We", "Sen. A. Brook (D-North) said"},
      {"“We begin at noon” – a clerk of the court", "We", "a clerk of the court"},
  });
}

TEST(AttributionTest, AWordOfSpeakingDecidesBetweenTwoSides) {
  Check({
      {"In the yard, “we begin at noon,” the foreman said.", "we", "the foreman said"},
      {"The foreman said “we begin at noon” in the yard behind the mill.", "we",
       "The foreman said"},
  });
}

TEST(AttributionTest, TheSentenceBeside) {
  Check({
      {"The foreman gave the hour: \n\n“We begin at noon.”", "We", "The foreman gave the hour"},
      {"The foreman said the crew was ready. “We begin at noon.” Rain fell.", "We",
       "The foreman said the crew was ready"},
      {"“We begin at noon!” Peter shouted. Rain fell.", "We", "Peter shouted"},
      {"“The mill opens,” the foreman said.\n\n“We begin at noon.”", "We", "the foreman said"},
  });
}

TEST(AttributionTest, NoneRatherThanAGuess) {
  Check({
      {"Rain fell on the mill. “We begin at noon.” Nobody stirred.", "We", "-"},
      {"“We begin at noon.”", "We", "-"},
      {"The foreman said so.\n\nRain fell.\n\n“We begin at noon.”\n\nIt stopped.", "We", "-"},
      {"", "We", "(no such quotation)"},
  });
}

TEST(AttributionTest, AQuotationOfSeveralParagraphs) {
  const std::string_view before =
      "The board said in a letter, “The mill opens in May.\n\n“We begin at noon.\n\n“All may "
      "come.”";
  Check({{before, "The mill", "The board said in a letter"},
         {before, "We", "The board said in a letter"},
         {before, "All", "The board said in a letter"}});
  const std::string_view behind = "“The mill opens in May.\n\n“All may come,” the board said.";
  Check({{behind, "The mill", "the board said"}, {behind, "All", "the board said"}});
}

TEST(AttributionTest, ManyLanguages) {
  Check({
      {"Es regnete. „Wir beginnen um zwölf“, sagte der Müller.", "Wir", "sagte der Müller"},
      {"Der Müller sagte am 3. Mai: „Wir beginnen um zwölf.“ Es regnete.", "Wir",
       "Der Müller sagte am 3. Mai"},
      {"Il pleuvait. « Nous commençons ! » dit le meunier.", "Nous", "dit le meunier"},
      {"Llovía. «Empezamos a mediodía», dijo el molinero.", "Empezamos", "dijo el molinero"},
      {"Шёл дождь. «Мы начинаем в полдень», — сказал мельник.", "Мы", "сказал мельник"},
      {"雨だった。大臣は「正午に始める」と述べた。", "正午", "大臣は"},
      {"雨だった。「正午に始める」と大臣は述べた。", "正午", "と大臣は述べた"},
      {"下雨了。磨坊主说：“我们中午开始。”", "我们", "磨坊主说"},
      {"Pioveva. «Cominciamo a mezzogiorno», ha detto il mugnaio.", "Cominciamo",
       "ha detto il mugnaio"},
      {"Det regnade. ”Vi börjar klockan tolv”, sade mjölnaren.", "Vi", "sade mjölnaren"},
  });
}

TEST(AttributionTest, QuotedNicknamesBelongToIt) {
  Check({{"Wayne “Buzz” Miller said: “We begin at noon.”", "We", "Wayne “Buzz” Miller said"}});
}

TEST(AttributionTest, LongTextsStayCheap) {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "“We begin at noon and all may come to the mill.\n\n";
  EXPECT_EQ(Attributed(text, "We"), "-");
  const std::string run(100000, 'x');
  EXPECT_EQ(Attributed(run + " “We begin at noon” " + run, "We"), "-");
}

}  // namespace
}  // namespace twicetold
