#include "twicetold/dedup/work_dir.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "tests/support/program.h"
#include "twicetold/dedup/spill_file.h"

namespace twicetold {
namespace {

namespace fs = std::filesystem;

std::unique_ptr<WorkDir> MustOpen(const std::string& plan, bool resume) {
  auto work = WorkDir::Open("work", plan, resume);
  EXPECT_TRUE(work.ok()) << work.status();
  return *std::move(work);
}

// A stage of two files.
void RunStage(WorkDir& work, const std::string& stage) {
  std::map<std::string, FileFacts> files;
  for (const std::string name : {"one", "two"}) {
    auto file = work.Create(stage, name);
    ASSERT_TRUE(file->Append(stage + name).ok());
    files[name] = *file->Finish();
  }
  ASSERT_TRUE(work.Finish(stage, files).ok());
}

TEST(WorkDirTest, AFinishedStageIsKnownAgainAndNoOther) {
  const testing::FreshFolder folder;
  {
    const auto work = MustOpen("plan", false);
    RunStage(*work, "read");
    EXPECT_TRUE(*work->IsDone("read"));
    EXPECT_FALSE(*work->IsDone("bucket"));
  }
  const auto work = MustOpen("plan", true);
  EXPECT_TRUE(*work->IsDone("read"));
  EXPECT_FALSE(*work->IsDone("bucket"));
  std::string bytes(7, '\0');
  ASSERT_TRUE(work->Open("read", "one")->ReadAt(0, bytes).ok());
  EXPECT_EQ(bytes, "readone");
}

TEST(WorkDirTest, AFileThatChangedIsAnError) {
  const testing::FreshFolder folder;
  RunStage(*MustOpen("plan", false), "read");
  { std::ofstream("work/read.two", std::ios::in | std::ios::out) << 'x'; }
  EXPECT_TRUE(absl::IsDataLoss(MustOpen("plan", true)->IsDone("read").status()));
  fs::resize_file("work/read.two", 3);
  EXPECT_TRUE(absl::IsDataLoss(MustOpen("plan", true)->IsDone("read").status()));
  fs::remove("work/read.two");
  EXPECT_TRUE(absl::IsDataLoss(MustOpen("plan", true)->IsDone("read").status()));
}

TEST(WorkDirTest, AMarkerCutShortIsNone) {
  const testing::FreshFolder folder;
  RunStage(*MustOpen("plan", false), "read");
  const uintmax_t size = fs::file_size("work/read.done");
  for (uintmax_t cut = 0; cut < size; cut += 7) {
    fs::resize_file("work/read.done", size - 1 - cut > size ? 0 : size - 1 - cut);
    EXPECT_FALSE(*MustOpen("plan", true)->IsDone("read")) << cut;
  }
}

TEST(WorkDirTest, AnotherPlanDoesNotGoOn) {
  const testing::FreshFolder folder;
  MustOpen("plan", false);
  EXPECT_TRUE(absl::IsFailedPrecondition(WorkDir::Open("work", "other", true).status()));
  const absl::Status unasked = WorkDir::Open("work", "plan", false).status();
  EXPECT_TRUE(absl::IsFailedPrecondition(unasked));
  EXPECT_NE(unasked.message().find("--resume"), absl::string_view::npos);
}

TEST(WorkDirTest, AFolderOfSomebodyElseIsLeftAlone) {
  const testing::FreshFolder folder;
  folder.Write("work/letter.txt", "dear");
  EXPECT_TRUE(absl::IsFailedPrecondition(WorkDir::Open("work", "plan", false).status()));
  EXPECT_TRUE(absl::IsFailedPrecondition(WorkDir::Open("work", "plan", true).status()));
  EXPECT_EQ(testing::ReadWhole("work/letter.txt"), "dear");
}

TEST(WorkDirTest, OneRunAtATime) {
  const testing::FreshFolder folder;
  const auto work = MustOpen("plan", false);
  EXPECT_TRUE(absl::IsFailedPrecondition(WorkDir::Open("work", "plan", true).status()));
}

TEST(WorkDirTest, ResumingWhatNeverBeganBeginsIt) {
  const testing::FreshFolder folder;
  MustOpen("plan", true);
  EXPECT_TRUE(fs::exists("work/plan.done"));
}

TEST(WorkDirTest, RemoveLeavesNothing) {
  const testing::FreshFolder folder;
  const auto work = MustOpen("plan", false);
  RunStage(*work, "read");
  ASSERT_TRUE(work->Remove().ok());
  EXPECT_FALSE(fs::exists("work"));
}

}  // namespace
}  // namespace twicetold
