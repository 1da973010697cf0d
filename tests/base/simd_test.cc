// The target that is asked for is the one that runs: a kernel of this file's own says which one it
// was compiled for.

#include "twicetold/base/simd.h"

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "tests/base/simd_test.cc"
#include "hwy/foreach_target.h"  // must come before highway.h
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace twicetold {
namespace HWY_NAMESPACE {
int64_t CompiledFor() { return HWY_TARGET; }
}  // namespace HWY_NAMESPACE
}  // namespace twicetold
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace twicetold {
namespace {

HWY_EXPORT(CompiledFor);

std::string RanOn() {
  const int64_t target = HWY_DYNAMIC_DISPATCH(CompiledFor)();
  if (target == HWY_EMU128) return "scalar";
  std::string name = hwy::TargetName(target);
  for (char& c : name) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return name;
}

class SimdTest : public ::testing::Test {
 protected:
  void TearDown() override { EXPECT_TRUE(ForceSimdTarget("auto").ok()); }
};

TEST_F(SimdTest, TheBestTargetRunsUnlessAnotherIsForced) {
  EXPECT_EQ(SimdTarget(), SimdTargets().front());
  EXPECT_EQ(RanOn(), SimdTarget());
}

TEST_F(SimdTest, AForcedTargetIsTheOneThatRuns) {
  for (const std::string& name : SimdTargets()) {
    ASSERT_TRUE(ForceSimdTarget(name).ok());
    EXPECT_EQ(SimdTarget(), name);
    EXPECT_EQ(RanOn(), name);
  }
  ASSERT_TRUE(ForceSimdTarget("auto").ok());
  EXPECT_EQ(RanOn(), SimdTargets().front());
}

TEST_F(SimdTest, ScalarIsAlwaysThereAndLast) { EXPECT_EQ(SimdTargets().back(), "scalar"); }

TEST_F(SimdTest, ListingDoesNotUndoWhatIsForced) {
  ASSERT_TRUE(ForceSimdTarget("scalar").ok());
  const std::vector<std::string> listed = SimdTargets();
  EXPECT_EQ(listed.back(), "scalar");
  EXPECT_EQ(RanOn(), "scalar");
}

TEST_F(SimdTest, AnUnknownTargetIsRefusedWithTheChoicesAndChangesNothing) {
  ASSERT_TRUE(ForceSimdTarget("scalar").ok());
  const absl::Status status = ForceSimdTarget("abacus");
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(status.message()), ::testing::HasSubstr("'abacus'"));
  EXPECT_THAT(std::string(status.message()), ::testing::HasSubstr("auto, "));
  EXPECT_THAT(std::string(status.message()), ::testing::HasSubstr("scalar"));
  EXPECT_EQ(RanOn(), "scalar");
}

}  // namespace
}  // namespace twicetold
#endif  // HWY_ONCE
