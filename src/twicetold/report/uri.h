#ifndef TWICETOLD_REPORT_URI_H_
#define TWICETOLD_REPORT_URI_H_

// The names of files as other programs want them.

#include <string>
#include <string_view>

namespace twicetold {

// A file's name as a URI reference (RFC 3986): relative names stay relative, without a leading
// "./"; absolute ones become file: URIs. Bytes that a path of a URI can't hold as they are, the
// colon among them, are written as %XX.
std::string UriOf(std::string_view file);

// The name without leading "./", as a repository lists its files.
std::string_view WithoutDot(std::string_view file);

}  // namespace twicetold

#endif  // TWICETOLD_REPORT_URI_H_
