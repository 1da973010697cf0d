// Uses one module of the installed library, by its own target.

#include <cstdint>
#include <iostream>

#include "twicetold/base/hash.h"
#include "twicetold/base/span.h"

int main() {
  const twicetold::Span first{0, 10};
  const twicetold::Span second{5, 20};
  const twicetold::Span both = twicetold::Intersection(first, second);
  const std::uint64_t hash = twicetold::Hash64("told twice");
  if (both.size() != 5 || hash != twicetold::Hash64("told twice") ||
      hash == twicetold::Hash64("told once")) {
    std::cerr << "the installed library gives wrong answers\n";
    return 1;
  }
  std::cout << twicetold::HexDigits(hash) << "\n";
  return 0;
}
