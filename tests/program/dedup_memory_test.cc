// --memory is kept, as the system counts it, and changes no byte.

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "tests/program/dedup_records.h"
#include "tests/support/program.h"
#include "twicetold/base/random.h"

namespace twicetold::testing {
namespace {

// Clang says so by a feature, GCC by a macro.
#ifdef __has_feature
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define TWICETOLD_SANITIZED
#endif
#elif defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define TWICETOLD_SANITIZED
#endif
#ifdef TWICETOLD_SANITIZED
constexpr bool kCountsItsOwnMemoryOnly = false;
#else
constexpr bool kCountsItsOwnMemoryOnly = true;
#endif

struct Outcome {
  std::string outputs;
  int64_t megabytes = 0;  // resident, at most
};

Outcome RunWith(const std::string& memory, const std::vector<std::string>& more = {}) {
  std::vector<std::string> arguments = {"dedup",    "in.jsonl",   "--threads", "2",
                                        "--output", "kept.jsonl", "--removed", "removed.jsonl",
                                        "--memory", memory};
  arguments.insert(arguments.end(), more.begin(), more.end());
  const pid_t process = StartTwicetold(arguments);
  int status = 0;
  rusage usage{};
  EXPECT_EQ(wait4(process, &status, 0, &usage), process);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
  return {ReadWhole("kept.jsonl") + "\x1E" + ReadWhole("removed.jsonl"), usage.ru_maxrss / 1024};
}

TEST(DedupMemory, IsBoundedAndChangesNothing) {
  // Every record is a candidate, and the shingle sets of all come to 96 MB.
  const FreshFolder folder;
  Random random(3);
  std::string lines;
  for (int i = 0; i < 20000; ++i) {
    const std::string text = MadeText(300, random);
    for (const std::string end : {"", " and one more"}) {
      lines += R"({"text":")" + text + end + "\"}\n";
    }
  }
  folder.Write("in.jsonl", lines);
  const Outcome small = RunWith("64M");
  const Outcome large = RunWith("1G");
  EXPECT_EQ(Lines(small.outputs).size(), 40000U);
  EXPECT_EQ(small.outputs, large.outputs);
  if (!kCountsItsOwnMemoryOnly) GTEST_SKIP() << "skipped: a sanitizer's memory is counted too";
  // The program itself and its libraries take some 20 MB, tables of this size less than 10.
  EXPECT_LT(small.megabytes, 64 + 30);
  EXPECT_GT(large.megabytes, small.megabytes + 30) << "there was nothing to be bounded";
}

// Families in which each is alike to each: well over a million pairs, which took more than 100 MB
// when they were kept in memory.
TEST(DedupMemory, IsBoundedWhereAllPairsAreAskedFor) {
  const FreshFolder folder;
  Random random(4);
  std::string lines;
  for (int family = 0; family < 10; ++family) {
    const std::string begin = MadeText(60, random);
    const std::string end = MadeText(60, random);
    for (int member = 0; member < 500; ++member) {
      lines += R"({"text":")" + begin + " x" + std::to_string(member) + " " + end + "\"}\n";
    }
  }
  folder.Write("in.jsonl", lines);
  const std::vector<std::string> more = {"--pairs", "pairs.jsonl", "--group", "connected"};
  const Outcome small = RunWith("64M", more);
  const std::string pairs = ReadWhole("pairs.jsonl");
  EXPECT_GT(std::count(pairs.begin(), pairs.end(), '\n'), 1'000'000);
  const Outcome large = RunWith("1G", more);
  EXPECT_EQ(small.outputs, large.outputs);
  EXPECT_EQ(pairs, ReadWhole("pairs.jsonl"));
  if (!kCountsItsOwnMemoryOnly) GTEST_SKIP() << "skipped: a sanitizer's memory is counted too";
  EXPECT_LT(small.megabytes, 64 + 30);
}

}  // namespace
}  // namespace twicetold::testing
