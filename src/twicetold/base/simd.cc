#include "twicetold/base/simd.h"

#include <hwy/highway.h>
#include <hwy/targets.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "twicetold/base/concat.h"

namespace twicetold {
namespace {

constexpr std::string_view kScalar = "scalar";
constexpr std::string_view kBest = "auto";

std::string NameOf(int64_t target) {
  if (target == HWY_EMU128 || target == HWY_SCALAR) return std::string(kScalar);
  std::string name = hwy::TargetName(target);
  std::transform(name.begin(), name.end(), name.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return name;
}

// Bits of targets that were compiled and can run; the lower the bit, the better the target.
int64_t RunnableTargets() {
  hwy::SetSupportedTargetsForTest(0);  // else only what was forced is told
  return hwy::SupportedTargets() & HWY_TARGETS;
}

int64_t& Forced() {
  static int64_t forced = 0;
  return forced;
}

void Choose(int64_t targets) {
  hwy::SetSupportedTargetsForTest(targets);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

template <typename Visitor>
void ForEachTarget(int64_t targets, Visitor visit) {
  for (; targets != 0; targets &= targets - 1) visit(targets & -targets);
}

}  // namespace

std::vector<std::string> SimdTargets() {
  std::vector<std::string> names;
  ForEachTarget(RunnableTargets(), [&](int64_t target) { names.push_back(NameOf(target)); });
  Choose(Forced());
  return names;
}

std::string SimdTarget() {
  if (Forced() != 0) return NameOf(Forced());
  return SimdTargets().front();
}

absl::Status ForceSimdTarget(std::string_view name) {
  int64_t found = 0;
  std::string names;
  ForEachTarget(RunnableTargets(), [&](int64_t target) {
    if (NameOf(target) == name) found = target;
    names += Concat({names.empty() ? "" : ", ", NameOf(target)});
  });
  if (found != 0 || name == kBest) Forced() = found;
  Choose(Forced());
  if (found != 0 || name == kBest) return absl::OkStatus();
  return absl::NotFoundError(
      Concat({"this machine cannot run SIMD target '", name, "'; choose auto, ", names}));
}

}  // namespace twicetold
