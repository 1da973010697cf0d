#include "twicetold/io/prose_builder.h"

#include <gtest/gtest.h>

#include <utility>

#include "tests/support/prose_checks.h"

namespace twicetold {
namespace {

TEST(ProseBuilder, StrongestBreakWinsAndNoneBeginsOrEndsTheText) {
  ProseBuilder builder;
  builder.RequestBreak(Break::kParagraph);
  builder.AppendCopy(10, "one");
  builder.RequestSpace(Span{13, 14}, /*plain=*/true);
  builder.AppendCopy(14, "two");
  builder.RequestBreak(Break::kSpace);
  builder.RequestBreak(Break::kCell);
  builder.RequestBreak(Break::kSpace);
  builder.AppendCopy(20, "three");
  builder.RequestBreak(Break::kRow);
  builder.RequestBreak(Break::kRow);
  builder.AppendCopy(30, "four");
  builder.RequestBreak(Break::kLine);
  builder.AppendCopy(40, "five");
  builder.RequestBreak(Break::kLine);
  builder.RequestBreak(Break::kLine);
  builder.AppendCopy(50, "six");
  builder.RequestBreak(Break::kParagraph);
  const Prose prose = std::move(builder).Finish();
  EXPECT_EQ(prose.text, "one two\tthree\nfour\nfive\n\nsix");
  EXPECT_EQ(prose.to_markup.ToSource(Span{0, 7}), (Span{10, 17}));
  EXPECT_EQ(testing::TroubleWith(prose.text, prose.to_markup, Span{0, 53}), "");
}

TEST(ProseBuilder, ReplacementStandsForItsSourceAsAWhole) {
  ProseBuilder builder;
  builder.AppendCopy(0, "R");
  builder.AppendReplacement(Span{1, 6}, "&");
  builder.AppendCopy(6, "D");
  const Prose prose = std::move(builder).Finish();
  EXPECT_EQ(prose.text, "R&D");
  EXPECT_EQ(prose.to_markup.ToSource(Span{1, 2}), (Span{1, 6}));
  EXPECT_EQ(prose.to_markup.ToSource(Span{2, 3}), (Span{6, 7}));
}

TEST(ProseBuilder, TextFromBeforeWhatWasTakenIsKeptWithoutASource) {
  ProseBuilder builder;
  builder.AppendCopy(5, "later");
  builder.AppendCopy(0, "early");
  builder.AppendReplacement(Span{2, 4}, "x");
  const Prose prose = std::move(builder).Finish();
  EXPECT_EQ(prose.text, "laterearlyx");
  EXPECT_EQ(prose.to_markup.ToSource(Span{5, 10}), (Span{10, 10}));
  EXPECT_EQ(testing::TroubleWith(prose.text, prose.to_markup, Span{0, 10}), "");
}

}  // namespace
}  // namespace twicetold
