#ifndef TWICETOLD_TEXT_DETECT_ENCODING_H_
#define TWICETOLD_TEXT_DETECT_ENCODING_H_

// Which encoding bytes are in, or that they are no text. Part of Decode (decode.h).

#include <cstddef>
#include <string_view>

#include "absl/status/statusor.h"
#include "twicetold/text/decode.h"

namespace twicetold {

struct DetectedEncoding {
  Encoding encoding = Encoding::kUtf8;
  bool guessed = false;  // concluded from the bytes, not said by a mark, and not plain UTF-8
};

// The encoding of `bytes`; InvalidArgument when they are no text, as Decode says. Reads the whole
// of them at most twice. Thread-safe.
absl::StatusOr<DetectedEncoding> DetectEncoding(std::string_view bytes);

// The size of the byte order mark of `encoding` at the begin of `bytes`; 0 when there is none.
size_t ByteOrderMarkSize(std::string_view bytes, Encoding encoding);

}  // namespace twicetold

#endif  // TWICETOLD_TEXT_DETECT_ENCODING_H_
