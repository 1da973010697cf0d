#ifndef TWICETOLD_CLI_PROGRAM_H_
#define TWICETOLD_CLI_PROGRAM_H_

// The program without its process: what `main` calls with what it knows of the world.

#include <chrono>
#include <cstddef>
#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

#include "twicetold/io/unfinished_files.h"

namespace twicetold {

// The outside, as far as the commands may know it.
struct Surroundings {
  std::ostream* out = nullptr;   // results
  std::ostream* err = nullptr;   // messages
  bool colour = false;           // results go to a terminal that takes colours
  size_t width = 80;             // its columns
  bool err_is_terminal = false;  // messages go to a terminal: progress may be drawn there
  size_t err_width = 80;         // its columns
  int threads = 1;               // that may run at once
  // Time since some fixed moment, never going back. Without it no times are told.
  std::function<std::chrono::nanoseconds()> clock;
  // Where the half-written files of --output are entered, for a signal handler to remove.
  UnfinishedFiles* unfinished = nullptr;
};

// Exit statuses: 0 nothing found or all done, 1 something is repeated (check only), 2 trouble.
enum ExitStatus : int { kClean = 0, kFound = 1, kTrouble = 2 };

// Runs `arguments` (without the program's name) and returns the exit status. Everything goes to
// the streams of `surroundings`; nothing is thrown.
int RunProgram(const std::vector<std::string>& arguments, const Surroundings& surroundings);

}  // namespace twicetold

#endif  // TWICETOLD_CLI_PROGRAM_H_
