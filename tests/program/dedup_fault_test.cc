// twicetold dedup under attack: killed at any moment, disks that fill up, spill files that rot. The
// answer is the right one, or an error; never a wrong or short one.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/wait.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "tests/program/dedup_records.h"
#include "tests/support/program.h"
#include "twicetold/base/random.h"

namespace twicetold::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::vector<std::string> kOutputs = {"kept.jsonl", "removed.jsonl", "clusters.jsonl",
                                           "pairs.jsonl", "summary.json"};

std::vector<std::string> Arguments(const std::vector<std::string>& more = {}) {
  std::vector<std::string> arguments = {"in.jsonl",
                                        "--output",
                                        "out/kept.jsonl",
                                        "--removed",
                                        "out/removed.jsonl",
                                        "--clusters",
                                        "out/clusters.jsonl",
                                        "--pairs",
                                        "out/pairs.jsonl",
                                        "--summary",
                                        "out/summary.json",
                                        "--work-dir",
                                        "work",
                                        "--threads",
                                        "2"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

std::string AllOutputs() {
  std::string all;
  for (const std::string& name : kOutputs) all += ReadWhole("out/" + name) + "\x1E";
  return all;
}

std::vector<std::string> AsCommand(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "dedup");
  return arguments;
}

class DedupFaultTest : public ::testing::Test {
 protected:
  explicit DedupFaultTest(size_t records = 3000) {
    folder_.Write("in.jsonl", MadeRecords(records, 80, 1));
    fs::create_directory("out");
    const auto begin = std::chrono::steady_clock::now();
    const ProgramResult result = Dedup(Arguments());
    duration_ = std::chrono::steady_clock::now() - begin;
    EXPECT_EQ(result.status, 0) << result.err;
    unbroken_ = AllOutputs();
    EXPECT_GT(ReadWhole("out/removed.jsonl").size(), 10000U);
    ClearOutputs();
  }

  static void ClearOutputs() {
    fs::remove_all("out");
    fs::create_directory("out");
  }

  // Has a run end with all stages finished and no output: a folder stands in the place of the last.
  // It is put there behind the back of the program, which would see it before it starts.
  static void StopBeforeTheEnd() {
    ClearOutputs();
    const pid_t process = StartTwicetold(AsCommand(Arguments()));
    while (!fs::exists("work/read.keys")) std::this_thread::yield();
    fs::create_directory("out/kept.jsonl");
    EXPECT_EQ(WaitForTwicetold(process), 2);
    fs::remove("out/kept.jsonl");
    EXPECT_TRUE(fs::exists("work/decide.done"));
  }

  FreshFolder folder_;
  std::string unbroken_;
  std::chrono::duration<double> duration_{};
};

class KilledTest : public DedupFaultTest {
 protected:
  KilledTest() : DedupFaultTest(6000) {}
};

// Waits until there is something in the folder whose name begins with `begin`, or until the process
// has ended.
void AwaitFile(const fs::path& folder, const std::string& begin, pid_t process) {
  siginfo_t ended{};
  while (ended.si_pid == 0) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
      if (entry.path().filename().string().starts_with(begin)) return;
    }
    std::this_thread::yield();
    waitid(P_PID, static_cast<id_t>(process), &ended, WEXITED | WNOHANG | WNOWAIT);
  }
}

// What a run leaves on its way, in order.
const std::vector<std::pair<std::string, std::string>> kMoments = {
    {"work", "lock"},         {"work", "plan.done"},    {"work", "read.keys"},
    {"work", "read.done"},    {"work", "bucket.pairs"}, {"work", "bucket.done"},
    {"work", "decide.fates"}, {"work", "decide.done"},  {"out", ".kept.jsonl"},
    {"out", "kept.jsonl"},    {"out", ".clusters"},     {"out", "clusters.jsonl"},
    {"out", ".summary"},      {"out", "summary.json"},
};

TEST_F(KilledTest, GoesOnToTheSameBytesFromAnyMoment) {
  constexpr int kKills = 50;
  Random random(7);
  int killed = 0;
  for (int i = 0; i < kKills; ++i) {
    ClearOutputs();
    // Moments spread evenly over the run, each moved a little; and moments when something has just
    // appeared, so that short stages are met, too. A resumed run is killed a second time now and
    // then, for stages half done twice.
    const double share = (i + static_cast<double>(random.Below(1000)) / 1000) / kKills;
    const pid_t process = StartTwicetold(AsCommand(Arguments()));
    if (i % 2 == 0) {
      std::this_thread::sleep_for(duration_ * share);
    } else {
      const auto& [where, what] = kMoments[static_cast<size_t>(i / 2) % kMoments.size()];
      AwaitFile(where, what, process);
      std::this_thread::sleep_for(std::chrono::microseconds(random.Below(3000)));
    }
    kill(process, SIGKILL);
    killed += WaitForTwicetold(process) == -SIGKILL ? 1 : 0;
    // What has appeared by then is whole.
    for (const std::string& name : NamesIn("out")) {
      if (name.starts_with(".")) continue;
      EXPECT_NE(unbroken_.find(ReadWhole("out/" + name) + "\x1E"), std::string::npos) << name;
    }
    if (random.Below(3) == 0 && fs::exists("work")) {
      const pid_t again = StartTwicetold(AsCommand(Arguments({"--resume"})));
      std::this_thread::sleep_for(duration_ * (static_cast<double>(random.Below(1000)) / 1500));
      kill(again, SIGKILL);
      WaitForTwicetold(again);
    }
    const ProgramResult result = Dedup(Arguments({"--resume"}));
    ASSERT_EQ(result.status, 0) << "killed at " << share << ": " << result.err;
    ASSERT_EQ(AllOutputs(), unbroken_) << "killed at " << share;
    EXPECT_FALSE(fs::exists("work"));
    EXPECT_EQ(NamesIn("out").size(), kOutputs.size()) << "a temporary file stays behind";
  }
  EXPECT_GT(killed, kKills / 5) << "the runs were over before they were killed";
}

TEST_F(DedupFaultTest, ADamagedSpillFileIsAnErrorOrMadeAnew) {
  StopBeforeTheEnd();
  fs::copy("work", "finished", fs::copy_options::recursive);
  const std::vector<std::string> names = NamesIn("finished");
  EXPECT_THAT(names, ::testing::IsSupersetOf({"read.keys", "bucket.pairs", "decide.fates"}));
  Random random(9);
  int refused = 0;
  for (const std::string& name : names) {
    const uint64_t size = fs::file_size("finished/" + name);
    for (const std::string damage : {"flip", "cut", "longer", "delete"}) {
      fs::remove_all("work");
      fs::copy("finished", "work", fs::copy_options::recursive);
      ClearOutputs();
      const std::string path = "work/" + name;
      if (damage == "delete") {
        fs::remove(path);
      } else if (damage == "cut") {
        fs::resize_file(path, size / 2);
      } else if (damage == "longer") {
        std::ofstream(path, std::ios::app) << '\0';
      } else if (size > 0) {
        std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
        const auto at = static_cast<std::streamoff>(random.Below(size));
        file.seekg(at);
        const char byte = static_cast<char>(file.get());
        file.seekp(at);
        file.put(static_cast<char>(byte ^ 0x10));
      }
      const ProgramResult result = Dedup(Arguments({"--resume"}));
      if (result.status == 0) {
        EXPECT_EQ(AllOutputs(), unbroken_) << damage << " " << name;
        continue;
      }
      ++refused;
      EXPECT_EQ(result.status, 2) << damage << " " << name;
      EXPECT_THAT(result.err, HasSubstr("work")) << damage << " " << name;
      EXPECT_THAT(NamesIn("out"), ElementsAre()) << damage << " " << name;
    }
  }
  EXPECT_GT(refused, 20);
}

TEST_F(DedupFaultTest, AnInterruptedRunLeavesNoHalfOutput) {
  for (const double share : {0.3, 0.6, 0.8, 0.9, 0.95}) {
    ClearOutputs();
    fs::remove_all("work");
    const pid_t process = StartTwicetold(AsCommand(Arguments()));
    std::this_thread::sleep_for(duration_ * share);
    kill(process, SIGINT);
    const int status = WaitForTwicetold(process);
    EXPECT_TRUE(status == -SIGINT || status == 0) << status;
    for (const std::string& name : NamesIn("out")) {
      EXPECT_NE(unbroken_.find(ReadWhole("out/" + name) + "\x1E"), std::string::npos) << name;
    }
    EXPECT_EQ(Dedup(Arguments({"--resume"})).status, 0);
    EXPECT_EQ(AllOutputs(), unbroken_);
  }
}

TEST_F(DedupFaultTest, OneRunAtATimeInAWorkFolder) {
  const pid_t process = StartTwicetold(AsCommand(Arguments()));
  // Written when the lock is held, which its file does not say.
  while (!fs::exists("work/plan.done")) std::this_thread::yield();
  kill(process, SIGSTOP);
  for (const std::vector<std::string>& more : {std::vector<std::string>{}, {"--resume"}}) {
    const ProgramResult second = Dedup(Arguments(more));
    EXPECT_EQ(second.status, 2);
    EXPECT_THAT(second.err, HasSubstr("work: "));
  }
  kill(process, SIGCONT);
  EXPECT_EQ(WaitForTwicetold(process), 0);
  EXPECT_EQ(AllOutputs(), unbroken_);
}

TEST_F(DedupFaultTest, OtherInputsOptionsOrFieldsAreNotResumed) {
  StopBeforeTheEnd();
  for (const std::vector<std::string>& other : {std::vector<std::string>{"--threshold", "0.7"},
                                                {"--keep", "longest"},
                                                {"--text-field", "id"},
                                                {"--id-field", "text"},
                                                {"--series-field", "n"},
                                                {"--level", "paragraph"},
                                                {"--exhaustive"}}) {
    std::vector<std::string> more = other;
    more.emplace_back("--resume");
    const ProgramResult result = Dedup(Arguments(more));
    EXPECT_EQ(result.status, 2) << other[0];
    EXPECT_THAT(result.err, HasSubstr("other inputs or options")) << other[0];
  }
  EXPECT_THAT(Dedup(Arguments()).err, HasSubstr("--resume"));
  EXPECT_EQ(Dedup(Arguments({"--resume", "--threads", "1"})).status, 0);
  EXPECT_EQ(AllOutputs(), unbroken_);
  StopBeforeTheEnd();
  std::ofstream("in.jsonl", std::ios::app) << "{\"id\":\"more\",\"text\":\"a b c\"}\n";
  EXPECT_THAT(Dedup(Arguments({"--resume"})).err, HasSubstr("other inputs or options"));
}

// A file system of `size`, for as long as this lives.
class SmallDisk {
 public:
  SmallDisk(const std::string& path, const std::string& size) : path_(path) {
    fs::create_directories(path);
    mounted_ = mount("tmpfs", path.c_str(), "tmpfs", 0, ("size=" + size).c_str()) == 0;
  }
  ~SmallDisk() {
    if (mounted_) umount(path_.c_str());
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  bool mounted() const { return mounted_; }
  bool Resize(const std::string& size) const {
    return mount("tmpfs", path_.c_str(), "tmpfs", MS_REMOUNT, ("size=" + size).c_str()) == 0;
  }

 private:
  std::string path_;
  bool mounted_ = false;
};

TEST_F(DedupFaultTest, AFullDiskUnderTheWorkFolderIsToldAndCanBeGoneOnFrom) {
  const SmallDisk disk("disk", "64k");
  if (!disk.mounted()) GTEST_SKIP() << "skipped: no permission to mount a small disk";
  std::vector<std::string> arguments = Arguments({"--work-dir", "disk/work"});
  // From too small for anything to large enough, so that every stage meets its end.
  int full = 0;
  bool done = false;
  for (int kilobytes = 64; kilobytes < 64 * 1024 && !done; kilobytes += kilobytes / 6) {
    ASSERT_TRUE(disk.Resize(std::to_string(kilobytes) + "k"));
    std::vector<std::string> resumed = arguments;
    resumed.emplace_back("--resume");
    const ProgramResult result = Dedup(resumed);
    done = result.status == 0;
    if (done) continue;
    ++full;
    EXPECT_EQ(result.status, 2);
    EXPECT_THAT(result.err, HasSubstr("is full"));
    EXPECT_THAT(NamesIn("out"), ElementsAre());
  }
  EXPECT_TRUE(done);
  EXPECT_GT(full, 5);
  EXPECT_EQ(AllOutputs(), unbroken_);
}

TEST_F(DedupFaultTest, AFullDiskUnderAnOutputLeavesNoneOfItBehind) {
  for (const std::string& name : kOutputs) {
    ClearOutputs();
    fs::remove_all("work");
    const SmallDisk disk("disk", "4k");
    if (!disk.mounted()) GTEST_SKIP() << "skipped: no permission to mount a small disk";
    std::vector<std::string> arguments = Arguments();
    std::replace(arguments.begin(), arguments.end(), "out/" + name, "disk/" + name);
    const ProgramResult result = Dedup(arguments);
    if (name == "summary.json") {  // fits
      EXPECT_EQ(result.status, 0);
      continue;
    }
    EXPECT_EQ(result.status, 2) << name;
    EXPECT_THAT(result.err, HasSubstr("disk/" + name + ": the disk (or your share of it) is full"));
    EXPECT_THAT(NamesIn("disk"), ElementsAre()) << name;
    // With room it goes on, and nothing was lost.
    ASSERT_TRUE(disk.Resize("64m"));
    arguments.emplace_back("--resume");
    EXPECT_EQ(Dedup(arguments).status, 0) << name;
    fs::copy("disk/" + name, "out/" + name);
    EXPECT_EQ(AllOutputs(), unbroken_);
  }
}

}  // namespace
}  // namespace twicetold::testing
