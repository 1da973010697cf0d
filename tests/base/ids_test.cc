#include "twicetold/base/ids.h"

#include <cstdint>
#include <limits>
#include <type_traits>

#include "gtest/gtest.h"

namespace twicetold {
namespace {

// What the type is for: a plain number, or the index of anything else, does not slip in.
static_assert(!std::is_convertible_v<uint32_t, DocumentId>);
static_assert(!std::is_convertible_v<DocumentId, uint32_t>);
static_assert(sizeof(DocumentId) == sizeof(uint32_t));

TEST(DocumentIdTest, IsZeroByDefault) { EXPECT_EQ(Index(DocumentId{}), 0U); }

TEST(DocumentIdTest, KeepsItsIndexOverTheWholeRange) {
  constexpr uint32_t kLast = std::numeric_limits<uint32_t>::max();
  EXPECT_EQ(Index(DocumentId{7}), 7U);
  EXPECT_EQ(Index(DocumentId{kLast}), kLast);
}

TEST(DocumentIdTest, OrdersAsDocumentsWereRead) {
  EXPECT_LT(DocumentId{1}, DocumentId{2});
  EXPECT_EQ(DocumentId{3}, DocumentId{3});
}

}  // namespace
}  // namespace twicetold
