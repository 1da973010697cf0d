// Any bytes as JSON Lines, CSV and TSV in bulk: JSON Lines give the records that the careful reader
// gives; blocks of one size and of another the same; raw bytes are those of the input; an edit of
// the text leaves a record whose text is the new one. The first byte chooses the format and the
// block size.

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "twicetold/io/reader.h"
#include "twicetold/io/record_blocks.h"
#include "twicetold/io/record_edit.h"
#include "twicetold/io/record_reader.h"

namespace {

using twicetold::RecordFormat;

void Expect(bool holds, const char* trouble) {
  if (holds) return;
  std::fprintf(stderr, "%s\n", trouble);
  std::abort();
}

// A file in memory that holds the bytes, for as long as this lives.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes) : descriptor_(memfd_create("fuzz", MFD_CLOEXEC)) {
    Expect(write(descriptor_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()),
           "no file in memory");
  }
  ~MemoryFile() { close(descriptor_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};

struct Seen {
  std::vector<std::string> texts;  // with line and repairs, or what was skipped with its reason
  std::vector<std::string> raws;
};

Seen Read(std::string_view bytes, RecordFormat format, size_t block_bytes, uint64_t limit) {
  const MemoryFile file(bytes);
  twicetold::RecordBlocksOptions options;
  options.format = format;
  options.block_bytes = block_bytes;
  options.read.max_document_bytes = limit;
  twicetold::RecordBlocks blocks({file.path()}, options);
  twicetold::RecordReader reader(options.read);
  twicetold::RecordBlock block;
  Seen seen;
  while (true) {
    const auto more = blocks.Next(block);
    if (!more.ok() || !*more) return seen;
    reader.ForEach(
        blocks.inputs()[0], block,
        [&](const twicetold::Record& record) {
          Expect(bytes.substr(record.offset, record.raw.size()) == record.raw, "not the raw bytes");
          seen.texts.push_back(std::to_string(record.line) + " " + std::string(record.text) + " " +
                               std::string(record.id) + " " + std::to_string(record.repaired));
          seen.raws.emplace_back(record.raw);
        },
        [&](const twicetold::SkippedRecord& skipped) {
          seen.texts.push_back(std::to_string(skipped.line) + "! " + skipped.reason.ToString());
        });
  }
}

void CheckAgainstDocuments(std::string_view bytes, const Seen& seen, uint64_t limit) {
  twicetold::ReadOptions options;
  options.format = twicetold::Format::kJsonl;
  options.max_document_bytes = limit;
  size_t at = 0;
  bool refused = false;
  twicetold::ReadBytes("fuzz", bytes, options, [&](twicetold::ReadResult result) {
    if (const auto* skipped = std::get_if<twicetold::SkippedDocument>(&result)) {
      refused = skipped->line == 0;
      if (refused) return true;
      Expect(at < seen.texts.size() && seen.texts[at].ends_with(skipped->reason.ToString()),
             "not skipped as the careful reader does");
    } else {
      const auto& document = std::get<twicetold::Document>(result);
      Expect(at < seen.texts.size() &&
                 seen.texts[at].find(" " + document.text + " ") != std::string::npos &&
                 seen.texts[at].ends_with(" " + std::to_string(document.repaired)),
             "not the text that the careful reader gives");
    }
    ++at;
    return true;
  });
  Expect(at == seen.texts.size(), refused ? "records of what is refused" : "more records");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::uint8_t choice = data[0];
  const RecordFormat format = choice % 4 == 1   ? RecordFormat::kCsv
                              : choice % 4 == 2 ? RecordFormat::kTsv
                                                : RecordFormat::kJsonl;
  // Decompressed bytes have other offsets; tests/io/compression_test.cc has the compressed ones.
  if (twicetold::CompressionOfBytes(bytes.substr(0, 4)) != twicetold::Compression::kNone) return 0;
  const uint64_t limit = choice % 8 < 4 ? 1000 : 40;
  const Seen seen = Read(bytes, format, size_t{1} << 16, limit);
  const Seen again = Read(bytes, format, 1 + choice / 4, limit);
  Expect(seen.texts == again.texts && seen.raws == again.raws, "block sizes make a difference");
  if (format != RecordFormat::kJsonl) return 0;
  CheckAgainstDocuments(bytes, seen, limit);
  for (const std::string& raw : seen.raws) {
    std::string edited;
    if (!twicetold::ReplaceJsonValue(raw, "text", "\"new\"", &edited).ok()) continue;
    std::string added;
    Expect(twicetold::AddJsonFields(edited, "\"zz\":{}", &added).ok(), "no object");
    const Seen after = Read(added, format, 1000, 100'000);
    Expect(after.texts.size() == 1 && after.texts[0].find(" new ") != std::string::npos,
           "an edited record is not read back");
  }
  return 0;
}
