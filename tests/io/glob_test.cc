#include "twicetold/io/glob.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace twicetold {
namespace {

bool Matches(std::string_view pattern, std::string_view text) {
  return Glob(pattern, Glob::Slashes::kSeparate).Matches(text);
}

TEST(Glob, PlainText) {
  EXPECT_TRUE(Matches("", ""));
  EXPECT_FALSE(Matches("", "a"));
  EXPECT_TRUE(Matches("a.txt", "a.txt"));
  EXPECT_FALSE(Matches("a.txt", "a-txt"));
  EXPECT_FALSE(Matches("a", "ab"));
  EXPECT_TRUE(Matches("\\*\\a", "*a"));
  EXPECT_TRUE(Matches("caf\u00E9", "caf\u00E9"));
}

TEST(Glob, StarsAndQuestionMarks) {
  EXPECT_TRUE(Matches("*", ""));
  EXPECT_TRUE(Matches("*.txt", "a.b.txt"));
  EXPECT_FALSE(Matches("*.txt", "a/b.txt"));
  EXPECT_TRUE(Matches("a*/c", "ab/c"));
  EXPECT_FALSE(Matches("a?c", "a/c"));
  EXPECT_TRUE(Matches("a?c", "abc"));
  EXPECT_TRUE(Glob("a*c?", Glob::Slashes::kPlain).Matches("a/b/c/"));
}

TEST(Glob, TwoStarsMatchFolders) {
  EXPECT_TRUE(Matches("**/a", "a"));
  EXPECT_TRUE(Matches("**/a", "x/y/a"));
  EXPECT_FALSE(Matches("**/a", "xa"));
  EXPECT_TRUE(Matches("x/**", "x/y/z"));
  EXPECT_FALSE(Matches("x/**", "x"));
  EXPECT_TRUE(Matches("x/**/z", "x/z"));
  EXPECT_TRUE(Matches("x/**/z", "x/1/2/z"));
  EXPECT_FALSE(Matches("x/**/z", "x/1/2/yz"));
  EXPECT_FALSE(Matches("x**z", "x/z"));  // not between slashes: one star
  EXPECT_TRUE(Matches("x**z", "xyz"));
}

TEST(Glob, Classes) {
  EXPECT_TRUE(Matches("[ab]", "b"));
  EXPECT_FALSE(Matches("[!ab]", "b"));
  EXPECT_TRUE(Matches("[^ab]", "c"));
  EXPECT_TRUE(Matches("[a-c]x", "bx"));
  EXPECT_TRUE(Matches("[]]", "]"));
  EXPECT_TRUE(Matches("[!]]", "a"));
  EXPECT_TRUE(Matches("[a-]", "-"));
  EXPECT_TRUE(Matches("[\\]]", "]"));
  EXPECT_TRUE(Matches("[[:digit:]x]", "7"));
  EXPECT_TRUE(Matches("[[:upper:][:space:]]", "Q"));
  EXPECT_FALSE(Matches("[!a]", "/"));
  EXPECT_FALSE(Matches("[c-a]", "b"));
  for (const std::string_view pattern :
       {"[", "[a", "[!", "[a-", "[[:digit:", "[[:none:]]", "a\\"}) {
    EXPECT_TRUE(Glob(pattern, Glob::Slashes::kSeparate).malformed()) << pattern;
    EXPECT_FALSE(Matches(pattern, pattern)) << pattern;
  }
}

// The obvious matcher, one way after another; slow on purpose.
bool SlowMatches(std::string_view pattern, std::string_view text) {
  if (pattern.empty()) return text.empty();
  if (pattern.starts_with("**/")) {
    if (SlowMatches(pattern.substr(3), text)) return true;
    for (size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '/' && SlowMatches(pattern.substr(3), text.substr(i + 1))) return true;
    }
    return false;
  }
  if (pattern[0] == '*') {
    for (size_t i = 0; i <= text.size(); ++i) {
      if (SlowMatches(pattern.substr(1), text.substr(i))) return true;
      if (i < text.size() && text[i] == '/') break;
    }
    return false;
  }
  if (text.empty()) return false;
  const bool same = pattern[0] == '?' ? text[0] != '/' : pattern[0] == text[0];
  return same && SlowMatches(pattern.substr(1), text.substr(1));
}

TEST(Glob, AgreesWithTheSlowMatcher) {
  std::mt19937 random(20240611);
  const std::vector<std::string> pieces = {"a", "b", "/", "*", "?", "a", "/**/"};
  uint64_t matched = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string pattern = random() % 4 == 0 ? "**/" : "";
    for (size_t size = random() % 7; size > 0; --size) {
      const std::string& piece = pieces[random() % pieces.size()];
      if (pattern.ends_with('*') && piece == "*") continue;
      pattern += pattern.ends_with('/') && piece == "/**/" ? "**/" : piece;
    }
    std::string text;
    for (size_t size = random() % 8; size > 0; --size) text += "ab/"[random() % 3];
    ASSERT_EQ(Matches(pattern, text), SlowMatches(pattern, text)) << pattern << " | " << text;
    if (Matches(pattern, text)) ++matched;
  }
  EXPECT_GT(matched, 1000u);
}

// Where a matcher that tries one way after another would not end in our lifetime.
TEST(Glob, TakesNoLongerForSpitefulPatterns) {
  std::string folders;
  for (int i = 0; i < 1000; ++i) folders += "a/";
  const auto repeated = [](std::string_view piece) {
    std::string pattern;
    for (int i = 0; i < 60; ++i) pattern += piece;
    return pattern + "x";
  };
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_FALSE(Matches(repeated("**/a/"), folders));
  EXPECT_FALSE(Matches(repeated("*/**/"), folders));
  EXPECT_FALSE(Matches(repeated("*a"), std::string(2000, 'a')));
  EXPECT_FALSE(Matches(repeated("*?[a]"), std::string(2000, 'a')));
  EXPECT_FALSE(Glob(repeated("**a"), Glob::Slashes::kPlain).Matches(std::string(2000, 'a')));
  EXPECT_TRUE(Matches(repeated("**/a/"), folders + "x"));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
}

TEST(Glob, AnyBytesAreAPattern) {
  std::mt19937 random(7);
  constexpr std::string_view kLetters = "*?[]!^-\\:/ab\xFF";
  for (int round = 0; round < 20000; ++round) {
    std::string pattern;
    std::string text;
    for (size_t size = random() % 12; size > 0; --size) {
      pattern += kLetters[random() % kLetters.size()];
    }
    for (size_t size = random() % 6; size > 0; --size) text += kLetters[random() % kLetters.size()];
    const Glob glob(pattern, Glob::Slashes::kSeparate);
    EXPECT_FALSE(glob.malformed() && glob.Matches(text)) << pattern;
  }
}

}  // namespace
}  // namespace twicetold
