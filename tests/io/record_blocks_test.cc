// Blocks of records, whatever their size, from inputs of every kind, in order and once each.

#include "twicetold/io/record_blocks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "tests/io/records_as_documents.h"
#include "tests/support/temporary_folder.h"
#include "twicetold/io/output_file.h"
#include "twicetold/io/record_reader.h"

namespace twicetold {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::TemporaryFolder;

class RecordBlocksTest : public ::testing::Test {
 protected:
  TemporaryFolder folder_;
};

TEST_F(RecordBlocksTest, CompressedInputsAndFoldersAreWalkedAsDocumentsAre) {
  const std::string lines = WithoutLoneCr(Joined(TrickyLines()));
  Store(folder_, "a.jsonl.gz", lines);
  Store(folder_, "b.jsonl.zst", lines);
  Store(folder_, "c.jsonl", lines);
  Store(folder_, "d.txt", "A plain text.\n\nOf two paragraphs.\n");
  Store(folder_, "e.md.gz", "# Title\n\nA *note* with [a link](x).\n");
  Store(folder_, "f.html", "<p>One <b>page</b>");
  Store(folder_, "g.bin", "no known kind");
  Store(folder_, "h.txt", std::string("binary\0\0\0", 9));
  Store(folder_, "i.txt", "");
  Store(folder_, "j.jsonl", "");
  folder_.Write("k.jsonl.gz", "not compressed");
  Store(folder_, "l/2005-03-14.txt", "In a folder.");
  ReadOptions options;
  options.max_document_bytes = 2000;
  const std::vector<std::string> inputs = {folder_.path(), folder_.Path("none"),
                                           folder_.Path("c.jsonl"), ""};
  const std::vector<std::string> wanted = Oracle(inputs, options);
  ASSERT_GT(wanted.size(), 100u);
  EXPECT_EQ(Difference(ReadBlocks(inputs, options, 500).shown, wanted), "");
}

TEST_F(RecordBlocksTest, WhatIsCutOffGivesItsWholeRecordsThenTheTrouble) {
  const std::string path = Store(folder_, "in.jsonl.gz", WithoutLoneCr(Joined(TrickyLines())));
  const auto size = std::filesystem::file_size(path);
  for (uint64_t cut = 0; cut < size; ++cut) {
    std::filesystem::resize_file(path, size - cut);
    const std::vector<std::string> wanted = Oracle({path}, {});
    std::vector<std::string> got = ReadBlocks({path}, {}, 100).shown;
    if (cut > 0) {
      ASSERT_FALSE(got.empty());
      EXPECT_THAT(got.back(), HasSubstr("DATA_LOSS"));
    }
    // A careful reader also drops the line that was cut off.
    EXPECT_EQ(Difference(got, wanted), "") << cut;
  }
}

TEST_F(RecordBlocksTest, ThreadsTakeEachBlockOnceAndASecondPassGivesTheSame) {
  std::string bytes;
  for (int i = 0; i < 20'000; ++i) bytes += "{\"text\":\"t" + std::to_string(i) + "\"}\n";
  const std::string path = folder_.Write("in.jsonl", bytes);
  RecordBlocksOptions options;
  options.block_bytes = 1000;
  RecordBlocks blocks({path, Store(folder_, "again.jsonl.zst", bytes)}, options);
  const Read alone = ReadBlocks(blocks, {});
  EXPECT_EQ(alone.shown.size(), 40'000u);
  for (int pass = 0; pass < 2; ++pass) {
    ASSERT_TRUE(blocks.Rewind().ok());
    std::mutex mutex;
    std::map<uint64_t, Read> by_number;
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i) {
      threads.emplace_back([&] {
        RecordReader reader({});
        RecordBlock block;
        while (blocks.Next(block).value()) {
          Read read;
          Take(blocks.inputs()[block.input], block, reader, read);
          const std::lock_guard<std::mutex> lock(mutex);
          EXPECT_TRUE(by_number.emplace(block.number, std::move(read)).second);
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    std::vector<std::string> all;
    for (const auto& [number, read] : by_number) {
      all.insert(all.end(), read.shown.begin(), read.shown.end());
    }
    EXPECT_EQ(by_number.size(), alone.blocks);
    EXPECT_EQ(Difference(all, alone.shown), "");
  }
}

TEST_F(RecordBlocksTest, RangesOfAPlainFileAndAFileThatChanged) {
  const std::string bytes = "{\"text\":\"one\"}\n{\"text\":\"two\"}\n";
  const std::string path = folder_.Write("in.jsonl", bytes);
  RecordBlocks blocks({path, Store(folder_, "z.jsonl.gz", bytes)}, {});
  const Read read = ReadBlocks(blocks, {});
  ASSERT_EQ(read.offsets.size(), 4u);
  auto file = blocks.OpenForRanges(0);
  ASSERT_TRUE(file.ok()) << file.status();
  std::string two(read.raws[1].size(), '\0');
  ASSERT_TRUE(file->ReadAt(read.offsets[1], two.data(), two.size()).ok());
  EXPECT_EQ(two, "{\"text\":\"two\"}");
  EXPECT_EQ(file->ReadAt(bytes.size() - 2, two.data(), 3).code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(blocks.OpenForRanges(1).status().code(), absl::StatusCode::kFailedPrecondition);

  folder_.Write("in.jsonl", bytes + "{\"text\":\"three\"}\n");
  EXPECT_EQ(blocks.OpenForRanges(0).status().code(), absl::StatusCode::kAborted);
  ASSERT_TRUE(blocks.Rewind().ok());
  RecordBlock block;
  EXPECT_EQ(blocks.Next(block).status().code(), absl::StatusCode::kAborted);
  EXPECT_EQ(RecordBlocks({"-"}, {}).Rewind().code(), absl::StatusCode::kFailedPrecondition);
}

TEST_F(RecordBlocksTest, Utf16AndUnreadableInputsAreRefusedWithAWayOut) {
  const std::string utf16("{\0\"\0t\0\"\0:\0001\0}\0\n\0", 16);
  EXPECT_THAT(ReadBlocks({folder_.Write("in.jsonl", utf16)}, {}, 100).shown,
              ElementsAre(HasSubstr("UTF-16 are not read; convert the file")));
  EXPECT_THAT(ReadBlocks({folder_.Write("in.csv", std::string("\xFF\xFEt\0", 4))}, {}, 100).shown,
              ElementsAre(HasSubstr("UTF-16 are not read; convert the file")));
  if (geteuid() == 0) return;  // root may read everything
  const std::string closed = folder_.Path("closed");
  folder_.Write("closed/in.jsonl", "{}");
  chmod(closed.c_str(), 0);
  EXPECT_THAT(ReadBlocks({closed}, {}, 100).shown, ElementsAre(HasSubstr("no permission")));
  chmod(closed.c_str(), 0700);
}

}  // namespace
}  // namespace twicetold
