#include "twicetold/base/status.h"

#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gtest/gtest.h"

namespace twicetold {
namespace {

absl::Status PassOn(const absl::Status& status, bool& reached_end) {
  TWICETOLD_RETURN_IF_ERROR(status);
  reached_end = true;
  return absl::OkStatus();
}

TEST(ReturnIfErrorTest, GoesOnWhenOk) {
  bool reached_end = false;
  EXPECT_TRUE(PassOn(absl::OkStatus(), reached_end).ok());
  EXPECT_TRUE(reached_end);
}

TEST(ReturnIfErrorTest, ReturnsTheStatusUnchanged) {
  bool reached_end = false;
  const absl::Status error = absl::NotFoundError("draft.txt: no such file");
  EXPECT_EQ(PassOn(error, reached_end), error);
  EXPECT_FALSE(reached_end);
}

TEST(ReturnIfErrorTest, EvaluatesOnce) {
  int calls = 0;
  const auto step = [&calls] {
    ++calls;
    return absl::OkStatus();
  };
  const auto run = [&]() -> absl::Status {
    TWICETOLD_RETURN_IF_ERROR(step());
    return absl::OkStatus();
  };
  EXPECT_TRUE(run().ok());
  EXPECT_EQ(calls, 1);
}

absl::StatusOr<int> LengthUnless(const absl::Status& status, const std::string& text) {
  TWICETOLD_RETURN_IF_ERROR(status);
  return static_cast<int>(text.size());
}

TEST(ReturnIfErrorTest, ServesFunctionsThatReturnAValue) {
  EXPECT_EQ(LengthUnless(absl::OkStatus(), "twice").value(), 5);
  const absl::Status error = absl::InvalidArgumentError("--min-words 0");
  EXPECT_EQ(LengthUnless(error, "twice").status(), error);
}

// One statement, braces or not: an else after it belongs to the if before it.
absl::Status PassOnOneOf(bool first, const absl::Status& a, const absl::Status& b) {
  // NOLINTBEGIN(*-braces-around-statements)
  if (first)
    TWICETOLD_RETURN_IF_ERROR(a);
  else
    TWICETOLD_RETURN_IF_ERROR(b);
  // NOLINTEND(*-braces-around-statements)
  return absl::OkStatus();
}

TEST(ReturnIfErrorTest, IsOneStatement) {
  const absl::Status a = absl::DataLossError("a");
  const absl::Status b = absl::AbortedError("b");
  EXPECT_EQ(PassOnOneOf(true, a, b), a);
  EXPECT_EQ(PassOnOneOf(false, a, b), b);
  EXPECT_TRUE(PassOnOneOf(true, absl::OkStatus(), b).ok());
}

absl::StatusOr<int> Sum(absl::StatusOr<int> a, absl::StatusOr<int> b) {
  TWICETOLD_ASSIGN_OR_RETURN(const int first, std::move(a));
  int second = -1;
  TWICETOLD_ASSIGN_OR_RETURN(second, std::move(b));
  return first + second;
}

TEST(AssignOrReturnTest, DeclaresAndAssigns) { EXPECT_EQ(Sum(20, 22).value(), 42); }

TEST(AssignOrReturnTest, ReturnsTheFirstError) {
  const absl::Status a = absl::NotFoundError("a");
  const absl::Status b = absl::OutOfRangeError("b");
  EXPECT_EQ(Sum(a, b).status(), a);
  EXPECT_EQ(Sum(1, b).status(), b);
}

absl::Status Take(absl::StatusOr<std::unique_ptr<int>> source, std::unique_ptr<int>& target) {
  TWICETOLD_ASSIGN_OR_RETURN(target, std::move(source));
  return absl::OkStatus();
}

TEST(AssignOrReturnTest, MovesValuesThatCannotBeCopied) {
  std::unique_ptr<int> target;
  ASSERT_TRUE(Take(std::make_unique<int>(9), target).ok());
  ASSERT_NE(target, nullptr);
  EXPECT_EQ(*target, 9);
}

TEST(AssignOrReturnTest, LeavesTheTargetAloneOnError) {
  auto target = std::make_unique<int>(5);
  const absl::Status error = absl::UnavailableError("store");
  EXPECT_EQ(Take(error, target), error);
  ASSERT_NE(target, nullptr);
  EXPECT_EQ(*target, 5);
}

TEST(AssignOrReturnTest, EvaluatesOnce) {
  int calls = 0;
  const auto next = [&calls]() -> absl::StatusOr<int> { return ++calls; };
  const auto run = [&]() -> absl::StatusOr<int> {
    TWICETOLD_ASSIGN_OR_RETURN(const int value, next());
    return value;
  };
  EXPECT_EQ(run().value(), 1);
  EXPECT_EQ(calls, 1);
}

}  // namespace
}  // namespace twicetold
