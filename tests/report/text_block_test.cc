#include "twicetold/report/text_block.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <sstream>
#include <string>
#include <string_view>

#include "twicetold/pipeline/findings.h"
#include "twicetold/report/terminal.h"
#include "twicetold/text/display_width.h"

namespace twicetold {
namespace {

constexpr TextStyle kPlain{.colour = false, .width = 40};
constexpr TextStyle kColours{.colour = true, .width = 40};

std::string Wrapped(std::string_view text, size_t indent = 0, const TextStyle& style = kPlain) {
  std::ostringstream out;
  WriteWrapped(text, indent, style, out);
  return out.str();
}

std::string Block(const FoundOccurrence& occurrence, const TextStyle& style = kPlain) {
  std::ostringstream out;
  WriteOccurrenceText(occurrence, style, out);
  return out.str();
}

size_t WidestLine(const std::string& text) {
  std::istringstream lines(text);
  size_t widest = 0;
  for (std::string line; std::getline(lines, line);) widest = std::max(widest, DisplayWidth(line));
  return widest;
}

TEST(Coloured, OnlyInAStyleWithColours) {
  EXPECT_EQ(Coloured(kPlain, "1", "x"), "x");
  EXPECT_EQ(Coloured(kColours, "1;33", "x"), "\x1b[1;33mx\x1b[0m");
}

TEST(Printable, WhatCouldSteerATerminalIsReplaced) {
  EXPECT_EQ(Printable("plain ä 語"), "plain ä 語");
  EXPECT_EQ(Printable("a\tb\nc\rd"), "a b c d");
  EXPECT_EQ(Printable("\x1b[31m"), "\uFFFD[31m");
  EXPECT_EQ(Printable(std::string_view("\0\x07\x7F", 3)), "\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(Printable("\xC2\x9B"
                      "2J\xC2\x80"),
            "\uFFFD2J\uFFFD");                   // C1 controls
  EXPECT_EQ(Printable("\xC2\xA0"), "\xC2\xA0");  // the first that is none
}

TEST(Printable, CharactersThatTurnTheDirectionOfTextKeepTheirPlace) {
  EXPECT_EQ(Printable("עברית"), "עברית");
}

TEST(WriteWrapped, FillsLinesUpToTheWidth) {
  EXPECT_EQ(Wrapped("short"), "short\n");
  EXPECT_EQ(Wrapped(""), "\n");
  EXPECT_EQ(Wrapped("123456789 123456789 123456789 1234567890 next"),
            "123456789 123456789 123456789 1234567890\nnext\n");
  EXPECT_EQ(Wrapped("123456789 123456789 123456789 12345678901 next"),
            "123456789 123456789 123456789\n12345678901 next\n");
  EXPECT_EQ(Wrapped("a   b\n\tc"), "a b c\n");
}

TEST(WriteWrapped, IndentsEveryLine) {
  EXPECT_EQ(Wrapped("123456789 123456789 123456789 123456789 x", 4),
            "    123456789 123456789 123456789\n    123456789 x\n");
}

TEST(WriteWrapped, AWordWiderThanTheLineStandsAlone) {
  const std::string word(60, 'x');
  EXPECT_EQ(Wrapped("a " + word + " b"), "a\n" + word + "\nb\n");
}

TEST(WriteWrapped, WideCharactersTakeTwoColumnsAndMayBreakAnywhere) {
  std::string text;
  for (int i = 0; i < 45; ++i) text += "語";
  const std::string wrapped = Wrapped(text);
  EXPECT_EQ(WidestLine(wrapped), 40U);
  EXPECT_EQ(std::count(wrapped.begin(), wrapped.end(), '\n'), 3);
}

TEST(WriteWrapped, TheLeastWidthIsForty) {
  EXPECT_EQ(WidestLine(Wrapped("123456789 123456789 123456789 1234567890", 0, {.width = 5})), 40U);
}

TEST(WriteOccurrenceText, NumbersTheLinesOfTheSource) {
  FoundOccurrence occurrence;
  occurrence.text = "one two\n\nthree";
  occurrence.place.begin.line = 9;
  occurrence.line_starts = {{8, 10}, {9, 11}};
  EXPECT_EQ(Block(occurrence),
            "     9 │ one two\n"
            "    11 │ three\n");
}

TEST(WriteOccurrenceText, WrapsUnderTheMargin) {
  FoundOccurrence occurrence;
  occurrence.text = "123456789 123456789 123456789 1234567890 end";
  occurrence.place.begin.line = 1234567;
  EXPECT_EQ(Block(occurrence),
            "1234567 │ 123456789 123456789 123456789\n"
            "       │ 1234567890 end\n");
}

TEST(WriteOccurrenceText, MarksWhatDiffers) {
  FoundOccurrence occurrence;
  occurrence.text = "we will, it said, rebuild";
  occurrence.edited = {Span{9, 16}};
  EXPECT_EQ(Block(occurrence), "     1 │ we will, {it said}, rebuild\n");
  EXPECT_EQ(Block(occurrence, kColours),
            "\x1b[2m     1 │ \x1b[0mwe will, \x1b[1;33mit\x1b[0m \x1b[1;33msaid\x1b[0m, rebuild\n");
}

TEST(WriteOccurrenceText, AMarkInsideAWordThatIsNotSpaced) {
  FoundOccurrence occurrence;
  occurrence.text = "遠くの村";
  occurrence.edited = {Span{0, 6}};
  EXPECT_EQ(Block(occurrence), "     1 │ {遠く}の村\n");
}

TEST(WriteOccurrenceText, NoLineIsWiderThanAsked) {
  FoundOccurrence occurrence;
  for (int i = 0; i < 200; ++i) occurrence.text += i % 7 == 0 ? "marked " : "語は plain ";
  for (size_t at = occurrence.text.find("marked"); at != std::string::npos;
       at = occurrence.text.find("marked", at + 1)) {
    occurrence.edited.push_back(Span{at, at + 6});
  }
  for (const size_t width : {40U, 41U, 80U}) {
    const std::string block = Block(occurrence, {.colour = false, .width = width});
    EXPECT_LE(WidestLine(block), width);
    EXPECT_GE(WidestLine(block), width - 3);
  }
}

}  // namespace
}  // namespace twicetold
