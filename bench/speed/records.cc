// Records in bulk: from a file in the page cache to the text of each record, and back into a file.
//
// One thread, JSON Lines of about 2.6 KB a record. Bytes are those of the plain lines, whatever the
// file's compression. What is read is checked before the clock starts.

#include <benchmark/benchmark.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/made_documents.h"
#include "twicetold/io/output_file.h"
#include "twicetold/io/record_blocks.h"
#include "twicetold/io/record_reader.h"

namespace twicetold::bench {
namespace {

constexpr size_t kRecords = 40'000;
constexpr size_t kBytes = 2600;  // of a record's text
const char* const kExtensions[] = {"", ".gz", ".zst"};

void Require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "records: %s\n", what);
  std::exit(1);
}

struct Lines {
  std::string bytes;
  size_t text_bytes = 0;
};

// Made documents as a feed would write them: a few short fields beside the text.
const Lines& MadeLines() {
  static const Lines kLines = [] {
    Lines made;
    size_t number = 0;
    for (const std::string& text : testing::MakeAll(
             {.count = kRecords, .bytes = kBytes, .style = testing::Style::kNews, .seed = 5})) {
      made.bytes += "{\"id\":\"story-" + std::to_string(number++) +
                    "\",\"date\":\"2005-03-14\",\"source\":\"wire\",\"words\":" +
                    std::to_string(text.size() / 6) + ",\"text\":\"";
      for (const char c : text) {
        if (c == '"' || c == '\\') made.bytes += '\\';
        if (c == '\n') {
          made.bytes += "\\n";
        } else {
          made.bytes += c;
        }
      }
      made.bytes += "\"}\n";
      made.text_bytes += text.size();
    }
    return made;
  }();
  return kLines;
}

class Folder {
 public:
  Folder()
      : path_(std::filesystem::temp_directory_path() /
              ("twicetold-bench-" + std::to_string(getpid()))) {
    std::filesystem::create_directories(path_);
  }
  ~Folder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string Path(int64_t compression) const {
    return (path_ / (std::string("lines.jsonl") + kExtensions[compression])).string();
  }

 private:
  std::filesystem::path path_;
};

const Folder& TheFolder() {
  static const Folder kFolder;
  return kFolder;
}

void WriteAll(const std::string& path) {
  auto file = OutputFile::Create(path, nullptr);
  Require(file.ok(), "no file could be made");
  const std::string_view bytes = MadeLines().bytes;
  for (size_t begin = 0; begin < bytes.size();) {
    const size_t end = bytes.find('\n', begin) + 1;
    (*file)->stream().write(bytes.data() + begin, static_cast<std::streamsize>(end - begin));
    begin = end;
  }
  Require((*file)->Commit().ok(), "the file could not be written");
}

struct Sum {
  size_t records = 0;
  size_t text_bytes = 0;
};

Sum ReadAll(const std::string& path, bool parse) {
  RecordBlocks blocks({path}, {});
  RecordReader reader({});
  RecordBlock block;
  Sum sum;
  while (*blocks.Next(block)) {
    if (!parse) {
      benchmark::DoNotOptimize(block.bytes.data());
      continue;
    }
    reader.ForEach(
        blocks.inputs()[0], block,
        [&sum](const Record& record) {
          ++sum.records;
          sum.text_bytes += record.text.size();
        },
        [](const SkippedRecord&) { Require(false, "a record was skipped"); });
  }
  return sum;
}

void ReadRecords(benchmark::State& state, bool parse) {
  const std::string path = TheFolder().Path(state.range(0));
  WriteAll(path);
  const Sum sum = ReadAll(path, true);
  Require(sum.records == kRecords && sum.text_bytes == MadeLines().text_bytes,
          "not the texts that were written");
  for (auto _ : state) ReadAll(path, parse);
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(MadeLines().bytes.size()));
  state.SetLabel(std::string("plain") + kExtensions[state.range(0)]);
}

void CutBlocks(benchmark::State& state) { ReadRecords(state, /*parse=*/false); }
void CutAndParse(benchmark::State& state) { ReadRecords(state, /*parse=*/true); }

// The sync to disk is part of it: a file appears whole or not at all.
void WriteRecords(benchmark::State& state) {
  MadeLines();
  const std::string path = TheFolder().Path(state.range(0));
  for (auto _ : state) WriteAll(path);
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(MadeLines().bytes.size()));
  state.SetLabel(std::string("plain") + kExtensions[state.range(0)]);
}

BENCHMARK(CutBlocks)->DenseRange(0, 2)->Unit(benchmark::kMillisecond);
BENCHMARK(CutAndParse)->DenseRange(0, 2)->Unit(benchmark::kMillisecond);
BENCHMARK(WriteRecords)->DenseRange(0, 2)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace twicetold::bench
