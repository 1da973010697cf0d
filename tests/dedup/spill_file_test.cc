#include "twicetold/dedup/spill_file.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <fstream>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "tests/support/program.h"
#include "twicetold/base/random.h"

namespace twicetold {
namespace {

std::vector<uint64_t> Numbers(size_t count) {
  Random random(1);
  std::vector<uint64_t> numbers(count);
  for (uint64_t& number : numbers) number = random.Next();
  return numbers;
}

// 300,000 numbers are more than one piece of a file, and no whole number of pieces.
constexpr size_t kCount = 300'000;

TEST(SpillFileTest, GivesBackWhatWasAppended) {
  const testing::FreshFolder folder;
  const std::vector<uint64_t> numbers = Numbers(kCount);
  auto writer = SpillWriter::Create("file");
  ASSERT_TRUE(writer.ok()) << writer.status();
  for (size_t begin = 0; begin < numbers.size(); begin += 777) {
    const size_t some = std::min<size_t>(777, numbers.size() - begin);
    ASSERT_TRUE(writer->AppendValues<uint64_t>(std::span(numbers).subspan(begin, some)).ok());
  }
  EXPECT_EQ(writer->size(), kCount * 8);
  const auto facts = writer->Finish();
  ASSERT_TRUE(facts.ok());
  const auto reader = SpillReader::Open("file");
  ASSERT_TRUE(reader.ok());
  EXPECT_EQ(*reader->Check(), *facts);
  std::vector<uint64_t> some(1000);
  ASSERT_TRUE(reader->ReadValues<uint64_t>(131'000, some).ok());
  EXPECT_TRUE(std::equal(some.begin(), some.end(), numbers.begin() + 131'000));
  SpillStream<uint64_t> stream(*reader);
  for (const uint64_t number : numbers) ASSERT_EQ(**stream.Next(), number);
  EXPECT_EQ(*stream.Next(), nullptr);
  EXPECT_EQ(*stream.Next(), nullptr);
}

TEST(SpillFileTest, ReadsBackWhatIsWrittenAndWhatIsOnlyBuffered) {
  const testing::FreshFolder folder;
  const std::vector<uint64_t> numbers = Numbers(kCount);
  auto writer = SpillWriter::Create("file");
  ASSERT_TRUE(writer->AppendValues<uint64_t>(numbers).ok());
  const std::string_view all(reinterpret_cast<const char*>(numbers.data()), kCount * 8);
  for (const size_t offset :
       {size_t{0}, size_t{1} << 20, (size_t{2} << 20) - 100, kCount * 8 - 9}) {
    std::string bytes(std::min<size_t>(200, kCount * 8 - offset), '\0');
    ASSERT_TRUE(writer->ReadBack(offset, bytes).ok());
    EXPECT_EQ(bytes, all.substr(offset, bytes.size())) << offset;
  }
}

TEST(SpillFileTest, AChangedByteAndACutShow) {
  const testing::FreshFolder folder;
  auto writer = SpillWriter::Create("file");
  ASSERT_TRUE(writer->AppendValues<uint64_t>(Numbers(kCount)).ok());
  const FileFacts facts = *writer->Finish();
  {
    std::fstream file("file", std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(1'500'000);
    file.put('x');
  }
  EXPECT_NE(SpillReader::Open("file")->Check()->hash, facts.hash);
  const auto reader = SpillReader::Open("file");
  std::vector<uint64_t> beyond(10);
  EXPECT_TRUE(absl::IsDataLoss(reader->ReadValues<uint64_t>(kCount - 5, beyond)));
}

TEST(SpillFileTest, AFullDiskIsToldWithTheWayOut) {
  auto writer = SpillWriter::Create("/dev/full");
  if (!writer.ok()) GTEST_SKIP() << "skipped: there is no /dev/full";
  const absl::Status status = writer->AppendValues<uint64_t>(Numbers(kCount));
  EXPECT_TRUE(absl::IsResourceExhausted(status)) << status;
  EXPECT_NE(status.message().find("--work-dir"), absl::string_view::npos);
}

TEST(SpillFileTest, AnEmptyFileHasNothing) {
  const testing::FreshFolder folder;
  const FileFacts facts = *SpillWriter::Create("file")->Finish();
  EXPECT_EQ(facts.size, 0U);
  const auto reader = SpillReader::Open("file");
  EXPECT_EQ(*reader->Check(), facts);
  SpillStream<uint64_t> stream(*reader);
  EXPECT_EQ(*stream.Next(), nullptr);
}

}  // namespace
}  // namespace twicetold
