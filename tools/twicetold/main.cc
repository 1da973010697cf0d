// The twicetold program: hands the process's surroundings to the library's command line.

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstddef>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/base/parallel.h"
#include "twicetold/cli/program.h"

namespace {

// An empty NO_COLOR counts as not set (no-color.org).
bool TerminalTakesColours() {
  const char* no_colour = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  return isatty(STDOUT_FILENO) == 1 && (no_colour == nullptr || *no_colour == '\0') &&
         terminal != nullptr && std::string_view(terminal) != "dumb";
}

size_t TerminalWidth() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 80;
}

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  twicetold::Surroundings surroundings;
  surroundings.out = &std::cout;
  surroundings.err = &std::cerr;
  surroundings.colour = TerminalTakesColours();
  surroundings.width = TerminalWidth();
  surroundings.threads = twicetold::AvailableThreads();
  return twicetold::RunProgram(std::vector<std::string>(argv + 1, argv + argc), surroundings);
}
