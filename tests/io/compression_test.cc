#include "twicetold/io/compression.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/temporary_folder.h"
#include "twicetold/base/random.h"
#include "twicetold/io/file.h"
#include "twicetold/io/output_file.h"

namespace twicetold {
namespace {

using ::testing::HasSubstr;
using testing::TemporaryFolder;

std::string Compressed(std::string_view bytes, Compression compression) {
  std::string out;
  const auto sink = [&out](std::string_view piece) {
    out.append(piece);
    return true;
  };
  absl::StatusOr<std::unique_ptr<Compressor>> compressor = MakeCompressor(compression);
  EXPECT_TRUE(compressor.ok());
  EXPECT_TRUE((*compressor)->Write(bytes, sink));
  EXPECT_TRUE((*compressor)->Finish(sink));
  return out;
}

// Words, so that it shrinks, but not to nothing.
std::string MadeText(size_t size) {
  Random random(17);
  std::string text;
  while (text.size() < size) text += "word" + std::to_string(random.Below(5000)) + "\n";
  text.resize(size);
  return text;
}

class CompressionTest : public ::testing::TestWithParam<Compression> {
 protected:
  std::string Extension() const { return GetParam() == Compression::kGzip ? ".gz" : ".zst"; }

  // All bytes of a file, read in steps of `step`.
  absl::StatusOr<std::string> Read(const std::string& path, size_t step = size_t{1} << 20) {
    absl::StatusOr<File> file = File::Open(path);
    if (!file.ok()) return file.status();
    std::string all;
    std::string buffer(step, '\0');
    while (true) {
      const absl::StatusOr<size_t> count = file->Read(buffer.data(), step);
      if (!count.ok()) return count.status();
      if (*count == 0) return all;
      all.append(buffer, 0, *count);
    }
  }

  TemporaryFolder folder_;
};

TEST_P(CompressionTest, IsKnownByItsBytesAndReadBackInAnySteps) {
  const std::string text = MadeText(3'000'000);
  const std::string path = folder_.Write("as-it-is.jsonl", Compressed(text, GetParam()));
  EXPECT_EQ(Read(path).value(), text);
  EXPECT_EQ(Read(path, 777).value(), text);
  EXPECT_EQ(File::Open(path)->ReadAll(text.size()).value(), text);
  EXPECT_EQ(File::Open(path)->ReadAll(text.size() - 1).status().code(),
            absl::StatusCode::kResourceExhausted);
}

TEST_P(CompressionTest, AllPartsOfAFileAreRead) {
  const std::string parts = Compressed("one\n", GetParam()) + Compressed("", GetParam()) +
                            Compressed("two\n", GetParam());
  const std::string path = folder_.Write("parts" + Extension(), parts);
  EXPECT_EQ(Read(path).value(), "one\ntwo\n");
  EXPECT_EQ(Read(path, 1).value(), "one\ntwo\n");
}

TEST_P(CompressionTest, CutOffAtAnyByteIsAnError) {
  const std::string text = MadeText(900);
  const std::string whole = Compressed(text, GetParam());
  for (size_t size = 0; size < whole.size(); ++size) {
    const std::string path =
        folder_.Write("cut.jsonl" + Extension(), std::string_view(whole).substr(0, size));
    EXPECT_EQ(Read(path).status().code(), absl::StatusCode::kDataLoss) << size;
    EXPECT_EQ(File::Open(path)->ReadAll(1'000'000).status().code(), absl::StatusCode::kDataLoss);
  }
  // Two parts: cut off between them it is a whole file, anywhere else it is not.
  const std::string twice = whole + whole;
  for (size_t size = whole.size(); size < twice.size(); ++size) {
    const std::string path = folder_.Write("cut" + Extension(), twice.substr(0, size));
    const auto read = Read(path);
    if (size == whole.size()) {
      EXPECT_EQ(read.value(), text);
    } else {
      EXPECT_EQ(read.status().code(), absl::StatusCode::kDataLoss) << size;
    }
  }
}

TEST_P(CompressionTest, AChangedByteNeverGivesOtherText) {
  const std::string text = MadeText(900);
  const std::string whole = Compressed(text, GetParam());
  for (size_t at = 0; at < whole.size(); ++at) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 0x10);
    const auto read = Read(folder_.Write("changed" + Extension(), changed));
    // Some bytes of a header mean nothing (the time in gzip's).
    if (read.ok()) {
      EXPECT_EQ(*read, text) << at;
    }
  }
}

TEST_P(CompressionTest, WhatFollowsTheEndIsAnError) {
  for (const std::string_view rest : {"x", "\n", "more text behind it"}) {
    const std::string path =
        folder_.Write("rest" + Extension(), Compressed("text", GetParam()) + std::string(rest));
    EXPECT_EQ(Read(path).status().code(), absl::StatusCode::kDataLoss) << rest;
  }
  EXPECT_THAT(std::string(Read(folder_.Write("rest" + Extension(),
                                             Compressed("text", GetParam()) + "much more text"))
                              .status()
                              .message()),
              HasSubstr("followed by bytes that are none"));
}

TEST_P(CompressionTest, ANameThatPromisesTooMuchIsAnError) {
  for (const std::string_view bytes : {"", "x", "{\"text\":\"not compressed\"}\n"}) {
    const auto read = Read(folder_.Write("plain.jsonl" + Extension(), bytes));
    EXPECT_EQ(read.status().code(), absl::StatusCode::kDataLoss) << bytes;
    EXPECT_THAT(std::string(read.status().message()), HasSubstr("the name says"));
  }
  EXPECT_EQ(Read(folder_.Write("plain", "x")).value(), "x");
}

TEST_P(CompressionTest, OutputFilesAreWrittenByTheirExtension) {
  const std::string text = MadeText(2'000'000);
  const std::string path = folder_.Path("out.jsonl" + Extension());
  absl::StatusOr<std::unique_ptr<OutputFile>> file = OutputFile::Create(path, nullptr);
  ASSERT_TRUE(file.ok()) << file.status();
  (*file)->stream() << text.substr(0, 10) << text[10] << std::flush;
  (*file)->stream() << text.substr(11, 100'000);
  (*file)->stream().write(text.data() + 100'011, 1'500'000);
  (*file)->stream() << text.substr(1'600'011);
  EXPECT_FALSE(std::filesystem::exists(path));
  ASSERT_TRUE((*file)->Commit().ok());
  EXPECT_EQ(Read(path).value(), text);
  EXPECT_LT(std::filesystem::file_size(path), text.size() / 2);
  EXPECT_EQ(folder_.Names(), std::vector<std::string>{"out.jsonl" + Extension()});
}

TEST_P(CompressionTest, AFullDiskIsAnErrorAndLeavesNothing) {
  const std::string before = Compressed("before", GetParam());
  const std::string path = folder_.Write("out" + Extension(), before);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  struct rlimit old {};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &old), 0);
  struct rlimit low = old;
  low.rlim_cur = 100'000;
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &low), 0);
  absl::Status status;
  {
    absl::StatusOr<std::unique_ptr<OutputFile>> file = OutputFile::Create(path, nullptr);
    ASSERT_TRUE(file.ok());
    (*file)->stream() << MadeText(3'000'000);
    status = (*file)->Commit();
  }
  setrlimit(RLIMIT_FSIZE, &old);
  std::signal(SIGXFSZ, handler);
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted) << status;
  EXPECT_EQ(Read(path).value(), "before");
  EXPECT_EQ(folder_.Names(), std::vector<std::string>{"out" + Extension()});
}

INSTANTIATE_TEST_SUITE_P(All, CompressionTest,
                         ::testing::Values(Compression::kGzip, Compression::kZstd),
                         [](const auto& one) { return std::string(CompressionName(one.param)); });

TEST(CompressionNames, ExtensionsInAnyCase) {
  EXPECT_EQ(CompressionOfPath("a/b.jsonl.GZ"), Compression::kGzip);
  EXPECT_EQ(CompressionOfPath("b.zst"), Compression::kZstd);
  EXPECT_EQ(CompressionOfPath(".gz"), Compression::kNone);
  EXPECT_EQ(CompressionOfPath("gz"), Compression::kNone);
  EXPECT_EQ(WithoutCompression("a.jsonl.zst"), "a.jsonl");
  EXPECT_EQ(WithoutCompression("a.jsonl"), "a.jsonl");
}

TEST(CompressionNames, ParallelZstdBeginsWithASkippableFrame) {
  TemporaryFolder folder;
  const std::string_view skippable("\x50\x2A\x4D\x18\x02\0\0\0ab", 10);
  const std::string path =
      folder.Write("p", std::string(skippable) + Compressed("text", Compression::kZstd) +
                            std::string(skippable));
  EXPECT_EQ(File::Open(path)->ReadAll(100).value(), "text");
}

TEST(CompressionNames, AZstdWindowAboveTheBoundIsRefusedByName) {
  TemporaryFolder folder;
  // A frame header without content size: descriptor 0, then the window, 2^28 bytes.
  const std::string_view header("\x28\xB5\x2F\xFD\x00\x90", 6);
  const std::string path = folder.Write("w.zst", std::string(header) + std::string(20, '\0'));
  const auto read = File::Open(path)->ReadAll(100);
  EXPECT_EQ(read.status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_THAT(std::string(read.status().message()), HasSubstr("more than 128 MiB"));
}

}  // namespace
}  // namespace twicetold
