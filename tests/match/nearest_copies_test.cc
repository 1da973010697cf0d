#include "twicetold/match/nearest_copies.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/support/made_words.h"
#include "twicetold/base/span.h"
#include "twicetold/match/word_sequence.h"

namespace twicetold {
namespace {

using testing::MakeSequence;

TEST(NearestCopiesTest, GroundLiesBetweenTheCopies) {
  const WordSequence words = MakeSequence({std::string("a b c 1 2 a b c 3 a b c 4")});
  const NearestCopies copies(words, 2);
  EXPECT_EQ(copies.Ground(0, 3, {0, 13}), (Span{0, 5}));
  EXPECT_EQ(copies.Ground(5, 3, {0, 13}), (Span{3, 9}));
  EXPECT_EQ(copies.Ground(9, 3, {0, 13}), (Span{8, 13}));
}

TEST(NearestCopiesTest, WhatOnlyBeginsAlikeIsNoCopy) {
  const WordSequence words = MakeSequence({std::string("a b x 1 a b c 2 a b y 3 a b c")});
  const NearestCopies copies(words, 2);
  EXPECT_EQ(copies.Ground(4, 3, {0, 15}), (Span{0, 12}));
}

TEST(NearestCopiesTest, CopiesInOtherDocumentsLeaveTheDocumentWhole) {
  const WordSequence words =
      MakeSequence({std::string("a b c"), std::string("1 a b c 2"), std::string("a b c")});
  const NearestCopies copies(words, 2);
  EXPECT_EQ(copies.Ground(5, 3, words.document_range(1)), words.document_range(1));
}

TEST(NearestCopiesTest, OverlappingCopiesNeverCutTheRunItself) {
  const WordSequence words = MakeSequence({std::string("a a a a a")});
  const NearestCopies copies(words, 1);
  EXPECT_EQ(copies.Ground(1, 3, {0, 5}), (Span{1, 4}));
}

}  // namespace
}  // namespace twicetold
