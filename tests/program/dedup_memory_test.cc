// --memory is kept, as the system counts it, and changes no byte.

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <cstdint>
#include <string>

#include "tests/program/dedup_records.h"
#include "tests/support/program.h"
#include "twicetold/base/random.h"

namespace twicetold::testing {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kCountsItsOwnMemoryOnly = false;
#else
constexpr bool kCountsItsOwnMemoryOnly = true;
#endif

struct Outcome {
  std::string outputs;
  int64_t megabytes = 0;  // resident, at most
};

Outcome RunWith(const std::string& memory) {
  const pid_t process =
      StartTwicetold({"dedup", "in.jsonl", "--threads", "2", "--output", "kept.jsonl", "--removed",
                      "removed.jsonl", "--memory", memory});
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

}  // namespace
}  // namespace twicetold::testing
