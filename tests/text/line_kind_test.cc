#include "twicetold/text/line_kind.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "twicetold/base/span.h"
#include "twicetold/text/document.h"
#include "twicetold/text/prepared.h"

namespace twicetold {
namespace {

// One letter a line that has words: p prose, i item, r row.
std::string Kinds(std::string_view text) {
  Document document;
  document.text = text;
  const Prepared prepared = Prepare(document, 0);
  std::string kinds;
  for (const KnownLine& line :
       KnowLines(document.text, prepared, Span{0, prepared.paragraphs.size()})) {
    kinds += line.kind == LineKind::kProse ? 'p' : line.kind == LineKind::kItem ? 'i' : 'r';
  }
  return kinds;
}

TEST(LineKindTest, ListsWithMarks) {
  EXPECT_EQ(Kinds("To bring:\n\n- rope of ten metres\n- a lamp\n- two dry blankets\n"), "iiii");
  EXPECT_EQ(Kinds("1. Bread and butter\n2. Tea\n3. Pears from the garden\n"), "iii");
}

TEST(LineKindTest, ListsWhoseMarkupIsGone) {
  EXPECT_EQ(Kinds("Parking behind the hall\n\nTickets at the door\n\nDogs on a lead"), "iii");
  EXPECT_EQ(Kinds("Tea\nSalt\nBread\nPears and plums"), "iiii");
}

TEST(LineKindTest, Tables) {
  EXPECT_EQ(Kinds("Station\tOpened\tPlatforms\nBirch Lane\t1904\tone\n"), "rr");
  EXPECT_EQ(Kinds("| Station | Opened |\n| Birch Lane | 1904 |\n"), "rr");
  EXPECT_EQ(Kinds("Birch Lane     1904   one\nAlder Green    1891   two\n"), "rr");
  EXPECT_EQ(Kinds("The mill ........ 12\nThe ferry ....... 40\n"), "rr");
}

// True when no line is anything else.
bool IsProse(std::string_view text) {
  return Kinds(text).find_first_not_of('p') == std::string::npos;
}

TEST(LineKindTest, SentencesAreProseWhereverTheyStand) {
  const std::string cell =
      "The owner of the mill may at any time, and for whatever reason he has, ";
  const std::string texts[] = {
      "- Keep the gate shut.\n- Pay the ferryman,\n- Wait for the tide;\n",
      "“No.”\n\n“Why not?”\n\n“It rains.”",
      "— Il pleut, dit-il.\n— Tant pis…\n— Allons !",
      "It rained.\n\nThe mill stood still.\n\nNobody came.",
      "He said   nothing more that\nday and we   went home to the mill again.",
      "1.\t" + cell + cell + "shut it.\n",
      "Ask for a|b when the mill shuts",
  };
  for (const std::string& text : texts) EXPECT_TRUE(IsProse(text)) << text;
}

TEST(LineKindTest, VerseIsProse) {
  EXPECT_TRUE(
      IsProse("The river took the lantern light\nAnd carried it below the weir\n"
              "We stood and watched it out of sight\nThe last of all the lamps that year\n"));
  EXPECT_TRUE(IsProse("Turn, wheel,\nturn again,\ngrind us bread,\nend the rain, o wheel.\n"));
  EXPECT_TRUE(IsProse("turn wheel\nturn again\ngrind us bread\nend the rain o wheel\n"));
}

TEST(LineKindTest, OneHeadingIsNoList) {
  EXPECT_EQ(Kinds("News of the mill\n\nIt opens in May, the board said.\n\nSport\n\nWe lost."),
            "pppp");
}

TEST(LineKindTest, NothingInNothing) {
  EXPECT_EQ(Kinds(""), "");
  EXPECT_EQ(Kinds("* * *"), "");
}

}  // namespace
}  // namespace twicetold
