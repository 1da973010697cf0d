#include "twicetold/base/concat.h"

#include <string>
#include <string_view>

#include "gtest/gtest.h"

namespace twicetold {
namespace {

TEST(ConcatTest, OfNothingIsEmpty) {
  EXPECT_EQ(Concat({}), "");
  EXPECT_EQ(Concat({"", std::string_view(), ""}), "");
}

TEST(ConcatTest, PutsPiecesEndToEndInOrder) {
  const std::string name = "draft.txt";
  EXPECT_EQ(Concat({name, ": line ", std::to_string(12), "", "!"}), "draft.txt: line 12!");
}

TEST(ConcatTest, KeepsZeroBytesAndNeedsNoTerminator) {
  const std::string_view text = "twice told";
  EXPECT_EQ(Concat({text.substr(0, 5), std::string_view("\0", 1), text.substr(6)}),
            std::string("twice\0told", 10));
}

}  // namespace
}  // namespace twicetold
