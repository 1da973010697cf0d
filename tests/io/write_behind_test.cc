// A large file that goes to disk while it is written.

#include "twicetold/io/write_behind.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/magic.h>
#include <sys/mman.h>
#include <sys/statfs.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/program.h"
#include "twicetold/io/output_file.h"

namespace twicetold {
namespace {

constexpr size_t kPiece = 1'000'003;  // pieces end in the midst of pages and stretches
constexpr size_t kPieces = (WriteBehind::kHeld + 5 * WriteBehind::kStretch) / kPiece;

std::string PieceOf(size_t number) {
  std::string piece(kPiece, '\0');
  for (size_t i = 0; i < kPiece; ++i) {
    piece[i] = static_cast<char>('a' + (number * 131 + i * (number + 1)) % 26);
  }
  return piece;
}

bool CacheCanBeLookedAt(const std::string& path) {
  struct statfs facts {};
  if (statfs(path.c_str(), &facts) != 0) return false;
  return facts.f_type == EXT4_SUPER_MAGIC || facts.f_type == XFS_SUPER_MAGIC;
}

// Bytes of the file's pages that the system's cache holds.
uint64_t Cached(const std::string& path) {
  const auto page = static_cast<size_t>(sysconf(_SC_PAGESIZE));
  const size_t size = std::filesystem::file_size(path);
  const int descriptor = open(path.c_str(), O_RDONLY);
  void* const mapped = mmap(nullptr, size, PROT_READ, MAP_SHARED, descriptor, 0);
  EXPECT_NE(mapped, MAP_FAILED);
  std::vector<unsigned char> pages((size + page - 1) / page);
  EXPECT_EQ(mincore(mapped, size, pages.data()), 0);
  munmap(mapped, size);
  close(descriptor);
  uint64_t cached = 0;
  for (const unsigned char held : pages) cached += (held & 1U) * page;
  return cached;
}

class WriteBehindTest : public ::testing::Test {
 protected:
  // Written as results are.
  void Write(const std::string& path, size_t pieces) {
    auto file = OutputFile::Create(path, nullptr);
    ASSERT_TRUE(file.ok()) << file.status();
    for (size_t number = 0; number < pieces; ++number) (*file)->stream() << PieceOf(number);
    const absl::Status status = (*file)->Commit();
    ASSERT_TRUE(status.ok()) << status;
  }

  testing::FreshFolder folder_;
};

TEST_F(WriteBehindTest, NoByteIsLost) {
  Write("large", kPieces);
  ASSERT_EQ(std::filesystem::file_size("large"), kPiece * kPieces);
  std::ifstream file("large", std::ios::binary);
  std::string piece(kPiece, '\0');
  for (size_t number = 0; number < kPieces; ++number) {
    ASSERT_TRUE(file.read(piece.data(), static_cast<std::streamsize>(kPiece)));
    ASSERT_TRUE(piece == PieceOf(number)) << number;
  }
}

TEST_F(WriteBehindTest, TheBeginningLeavesTheCacheAndTheEndStays) {
  if (!CacheCanBeLookedAt(".")) GTEST_SKIP() << "not a file system of which the cache is known";
  Write("large", kPieces);
  EXPECT_LT(Cached("large"), WriteBehind::kHeld + 2 * WriteBehind::kStretch);
  // The system may need the memory of some pages, not of all so soon.
  EXPECT_GT(Cached("large"), uint64_t{0});
  Write("small", 20);
  EXPECT_GT(Cached("small"), 10 * kPiece);
}

TEST_F(WriteBehindTest, WhatCannotBeDoneIsNoError) {
  std::array<int, 2> ends = {-1, -1};
  ASSERT_EQ(pipe(ends.data()), 0);
  WriteBehind behind(ends[1]);
  EXPECT_EQ(behind.Wrote(2 * WriteBehind::kHeld), 0);
  close(ends[0]);
  close(ends[1]);
}

}  // namespace
}  // namespace twicetold
