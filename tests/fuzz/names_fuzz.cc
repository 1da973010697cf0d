// Any bytes as an ignore file and a path, and as a date: nothing but an answer, and dates that are
// given are dates themselves. The last line is the path and the date, the lines before it the file.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/io/date.h"
#include "twicetold/io/ignore_list.h"

namespace {

void Require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::size_t last = bytes.rfind('\n') + 1;  // npos + 1 is 0
  const std::string_view path = bytes.substr(last);
  const twicetold::IgnoreList list(bytes.substr(0, last));
  // What matches a file matches a folder of that name; not the other way round.
  const twicetold::IgnoreList one(std::vector<std::string>{std::string(path)});
  Require(!one.Decide(path, false) || one.Decide(path, true).has_value());
  Require(!list.empty() || !list.Decide(path, true));
  for (const std::string_view text : {bytes, path}) {
    if (const std::optional<std::string> date = twicetold::ParseDate(text)) {
      Require(date->size() >= 10 && twicetold::ParseDate(*date) == date);
    }
    const std::optional<std::string> day = twicetold::DateInFileName(text);
    Require(!day || twicetold::ParseDate(*day) == day);
  }
  return 0;
}
