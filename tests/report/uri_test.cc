#include "twicetold/report/uri.h"

#include <gtest/gtest.h>

namespace twicetold {
namespace {

TEST(UriOf, RelativeNamesStayRelative) {
  EXPECT_EQ(UriOf("stories/draft-2_a.txt"), "stories/draft-2_a.txt");
  EXPECT_EQ(UriOf("./draft.txt"), "draft.txt");
  EXPECT_EQ(UriOf("././draft.txt"), "draft.txt");
  EXPECT_EQ(UriOf("../draft.txt"), "../draft.txt");
  EXPECT_EQ(UriOf(".hidden"), ".hidden");
  EXPECT_EQ(UriOf("./"), "./");
}

TEST(UriOf, AbsoluteNamesAreFileUris) {
  EXPECT_EQ(UriOf("/home/desk/draft.txt"), "file:///home/desk/draft.txt");
}

TEST(UriOf, WhatAUriCannotHoldIsPercentEncoded) {
  EXPECT_EQ(UriOf("a b#c?d%e.txt"), "a%20b%23c%3Fd%25e.txt");
  EXPECT_EQ(UriOf("c:draft.txt"), "c%3Adraft.txt") << "else c: would be a scheme";
  EXPECT_EQ(UriOf("città.txt"), "citt%C3%A0.txt");
  EXPECT_EQ(UriOf("\xFF\n"), "%FF%0A") << "a name need not be UTF-8";
}

TEST(WithoutDot, OnlyLeadingOnesGo) {
  EXPECT_EQ(WithoutDot("./a/./b"), "a/./b");
  EXPECT_EQ(WithoutDot("a"), "a");
}

}  // namespace
}  // namespace twicetold
