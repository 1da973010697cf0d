#include "bench/support/in_child.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <fstream>
#include <functional>
#include <optional>
#include <string>

namespace twicetold::bench {
namespace {

// A line of /proc/self/status, in bytes.
std::optional<uint64_t> StatusBytes(const std::string& name) {
  std::ifstream status("/proc/self/status");
  std::string line;
  while (std::getline(status, line)) {
    if (line.rfind(name + ":", 0) == 0) {
      return std::strtoull(line.c_str() + name.size() + 1, nullptr, 10) * 1024;
    }
  }
  return std::nullopt;
}

// What the child sends: numbers, then the trouble in words.
struct Message {
  double seconds = 0;
  uint64_t peak_bytes = 0;
  uint64_t peak_known = 0;
};

[[noreturn]] void RunAndReport(const std::function<Work()>& prepare, const ChildLimits& limits,
                               int to) {
  const rlimit space{limits.bytes, limits.bytes};
  setrlimit(RLIMIT_AS, &space);
  const rlimit no_core{0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
  Message message;
  std::string trouble;
  try {
    const Work work = prepare();
    std::ofstream("/proc/self/clear_refs") << "5";  // the peak counts from here
    const std::optional<uint64_t> before = StatusBytes("VmRSS");
    alarm(limits.seconds);
    const auto begin = std::chrono::steady_clock::now();
    trouble = work();
    message.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    alarm(0);
    const std::optional<uint64_t> peak = StatusBytes("VmHWM");
    if (before && peak) {
      message.peak_known = 1;
      message.peak_bytes = *peak > *before ? *peak - *before : 0;
    }
  } catch (const std::exception& e) {
    trouble = std::string("ended by ") + e.what();
  }
  std::string bytes(reinterpret_cast<const char*>(&message), sizeof(message));
  bytes += trouble;
  size_t sent = 0;
  while (sent < bytes.size()) {
    const ssize_t some = write(to, bytes.data() + sent, bytes.size() - sent);
    if (some <= 0) break;
    sent += static_cast<size_t>(some);
  }
  _exit(0);
}

std::string Trouble(int status, const ChildLimits& limits) {
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM) {
    return "not done after " + std::to_string(limits.seconds) + " s";
  }
  if (WIFSIGNALED(status)) return std::string("ended by signal: ") + strsignal(WTERMSIG(status));
  return "ended without an answer";
}

}  // namespace

Outcome RunInChild(const std::function<Work()>& prepare, const ChildLimits& limits) {
  int ends[2];
  if (pipe(ends) != 0) return {0, std::nullopt, "no pipe"};
  const pid_t child = fork();
  if (child < 0) return {0, std::nullopt, "no process"};
  if (child == 0) {
    close(ends[0]);
    RunAndReport(prepare, limits, ends[1]);
  }
  close(ends[1]);
  std::string bytes;
  char buffer[4096];
  for (ssize_t some; (some = read(ends[0], buffer, sizeof(buffer))) > 0;) {
    bytes.append(buffer, static_cast<size_t>(some));
  }
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  Message message;
  if (bytes.size() < sizeof(message)) return {0, std::nullopt, Trouble(status, limits)};
  std::memcpy(&message, bytes.data(), sizeof(message));
  Outcome outcome{message.seconds, std::nullopt, bytes.substr(sizeof(message))};
  if (message.peak_known != 0) outcome.peak_bytes = message.peak_bytes;
  return outcome;
}

}  // namespace twicetold::bench
